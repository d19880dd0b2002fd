from runtime_py.node.compression.bit_writer import BitWriter
from runtime_py.node.compression.brotli_blocks import BrotliBlocks
from runtime_py.node.compression.brotli_codes import code_of, lengths_of
from runtime_py.node.compression.brotli_commands import Command, commands_of


def hexadecimal(octets: bytes) -> str:
    digits = '0123456789abcdef'
    return ''.join([digits[octet >> 4] + digits[octet & 15] for octet in octets])


def compressed(parts: list[bytes]) -> str:
    """Each part is flushed; what came out after each of them, separated."""
    blocks = BrotliBlocks()
    found: list[str] = []
    for part in parts:
        blocks.add(part)
        blocks.flush()
        found.append(hexadecimal(blocks.take()))
    blocks.finish()
    found.append(hexadecimal(blocks.take()))
    return ' '.join(found)


def test_short_parts_are_stored() -> None:
    # checked with Node's own decoder, as are the others
    assert compressed([b'a']) == '0b008061 03'


def test_repetitions_are_copied() -> None:
    assert compressed([bytes([97 + k % 8 for k in range(240)])]) == '8b770000c0032eaa0162b790884039dd3700 03'


def test_matches_reach_back_over_a_flush() -> None:
    parts = [b'one two three, ', b'one two three']
    assert compressed(parts) == '0b07806f6e652074776f2074687265652c20 6000000002208209aa0c 03'


def test_a_flush_without_input_tells_nothing() -> None:
    assert compressed([b'a', b'', b'']) == '0b008061   03'


def test_bits_fill_bytes_from_the_lowest() -> None:
    bits = BitWriter()
    bits.put(1, 1)
    bits.put(3, 2)
    assert not bits.is_aligned()
    bits.align()
    bits.put(0xABCDEF, 24)
    assert hexadecimal(bits.take()) == '07efcdab'
    assert len(bits.take()) == 0


def test_lengths_are_limited() -> None:
    counts = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55]
    assert max(lengths_of(counts, 15)) == 9
    limited = lengths_of(counts, 5)
    assert max(limited) == 5
    total = 0
    for length in limited:
        total += 1 << (5 - length)
    assert total == 32


def test_a_single_symbol_takes_no_bits() -> None:
    code = code_of([0, 0, 7, 0])
    assert code.symbols == [2]
    assert code.lengths == [0, 0, 0, 0]


def test_commands_cover_the_text() -> None:
    text = [ord('abcdeabcdeabcdexyz'[k]) for k in range(18)]
    commands = commands_of(text, 0)
    covered = 0
    for command in commands:
        covered += len(command.literals) + (command.length if command.has_distance() else 0)
    assert covered == 18
    assert commands[0].distance == 5


def test_symbols_of_lengths_and_distances() -> None:
    command = Command([0 for _ in range(200)], 2118, 70000)
    # the cell of inserts 8 to 15 is over at 130 literals
    assert command.symbol == 640 + (17 - 16) * 8 + 7
    assert [command.insert_extra, command.insert_bits] == [6, 7]
    assert [command.copy_extra, command.copy_bits] == [0, 24]
    assert [command.distance_symbol, command.distance_bits, command.distance_extra] == [44, 15, 4467]

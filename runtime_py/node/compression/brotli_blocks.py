"""Writes a brotli stream (RFC 7932) block by block, so that it can be flushed in the middle, which the package's encoder
can't.

Each block is a metablock with one prefix code each for literals, commands and distances, or the bytes themselves where
that is shorter. Matches reach back over the blocks before, up to HISTORY bytes. Pure; must not know streams or Node's
handles."""

from __future__ import annotations

from runtime_py.node.compression.bit_writer import BitWriter
from runtime_py.node.compression.brotli_codes import PrefixCode, code_of, write_code
from runtime_py.node.compression.brotli_commands import COMMANDS, DISTANCES, Command, commands_of

LARGEST_BLOCK = 65536
HISTORY = 32768
WINDOW_OF_22_BITS = 11
LITERALS = 256


class BrotliBlocks:
    """Bytes go in by `add` and come out by `take`; after `flush` a decoder can read all that was added."""

    def __init__(self) -> None:
        self._bits = BitWriter()
        self._bits.put(WINDOW_OF_22_BITS, 4)
        self._past: list[int] = []
        self._added: list[int] = []
        self._is_told = True  # nothing was added since the last flush

    def add(self, octets: bytes) -> None:
        for octet in octets:
            self._added.append(octet)
            self._is_told = False
        while len(self._added) >= LARGEST_BLOCK:
            block = self._added[:LARGEST_BLOCK]
            self._added = self._added[LARGEST_BLOCK:]
            self._write(block)

    def flush(self) -> None:
        if self._is_told:
            return
        self._write_rest()
        self._is_told = True
        if not self._bits.is_aligned():
            # an empty block of metadata ends at a byte
            self._bits.put(0, 1)
            self._bits.put(3, 2)
            self._bits.put(0, 3)
            self._bits.align()

    def finish(self) -> None:
        self._write_rest()
        self._bits.put(3, 2)  # the last block, which is empty
        self._bits.align()

    def take(self) -> bytes:
        """The bytes that are complete."""
        return self._bits.take()

    def _write_rest(self) -> None:
        if len(self._added) > 0:
            block = self._added
            self._added = []
            self._write(block)

    def _write(self, block: list[int]) -> None:
        text = [*self._past, *block]
        commands = commands_of(text, len(self._past))
        self._write_smaller(block, commands)
        self._past = text[max(0, len(text) - HISTORY) :]

    def _write_smaller(self, block: list[int], commands: list[Command]) -> None:
        literals = _counted(LITERALS, [octet for command in commands for octet in command.literals])
        kinds = _counted(COMMANDS, [command.symbol for command in commands])
        distances = _counted(DISTANCES, [command.distance_symbol for command in commands if command.has_distance()])
        codes = [code_of(literals), code_of(kinds), code_of(distances)]
        size = codes[0].cost(literals) + codes[1].cost(kinds) + codes[2].cost(distances)
        for command in commands:
            size += command.extra_bits()
        measured = BitWriter()
        _write_codes(measured, codes)
        size += measured.length()
        bits = self._bits
        bits.put(0, 1)
        bits.put(0, 2)
        bits.put(len(block) - 1, 16)
        if size >= 8 * len(block):
            bits.put(1, 1)
            bits.align()
            for octet in block:
                bits.put(octet, 8)
            return
        bits.put(0, 1)
        _write_codes(bits, codes)
        for command in commands:
            _write_command(bits, command, codes)


def _write_codes(bits: BitWriter, codes: list[PrefixCode]) -> None:
    # one type of literals, commands, distances; no postfix bits or direct distances; contexts by the lowest bits of the
    # byte before, all with the same code
    bits.put(0, 3)
    bits.put(0, 6)
    bits.put(0, 2)
    bits.put(0, 2)
    write_code(bits, codes[0], 8)
    write_code(bits, codes[1], 10)
    write_code(bits, codes[2], 6)


def _counted(size: int, symbols: list[int]) -> list[int]:
    counts = [0 for _ in range(size)]
    for symbol in symbols:
        counts[symbol] += 1
    return counts


def _write_command(bits: BitWriter, command: Command, codes: list[PrefixCode]) -> None:
    codes[1].write(bits, command.symbol)
    bits.put(command.insert_extra, command.insert_bits)
    bits.put(command.copy_extra, command.copy_bits)
    for octet in command.literals:
        codes[0].write(bits, octet)
    if command.has_distance():
        codes[2].write(bits, command.distance_symbol)
        bits.put(command.distance_extra, command.distance_bits)

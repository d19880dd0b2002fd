"""Prefix codes of brotli (RFC 7932, 3): lengths from counts, the canonical codes, and how a code is written. Pure."""

from __future__ import annotations

from runtime_py.node.compression.bit_writer import BitWriter

LONGEST = 15
LONGEST_OF_LENGTHS = 5
REPEATED_ZEROS = 17
# the order in which the lengths of the code for code lengths are written, and how each of them is: value, bits
LENGTH_ORDER = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15]
LENGTH_CODES = [[0, 2], [7, 4], [3, 3], [2, 2], [1, 2], [15, 4]]


class PrefixCode:
    """A symbol that is the only one takes no bits."""

    def __init__(self, counts: list[int], longest: int) -> None:
        self.symbols = [symbol for symbol in range(len(counts)) if counts[symbol] > 0]
        self.lengths = lengths_of(counts, longest)
        self.codes = canonical(self.lengths)

    def write(self, bits: BitWriter, symbol: int) -> None:
        bits.put(self.codes[symbol], self.lengths[symbol])

    def cost(self, counts: list[int]) -> int:
        """Bits of all symbols."""
        total = 0
        for symbol in range(len(counts)):
            total += counts[symbol] * self.lengths[symbol]
        return total


def code_of(counts: list[int]) -> PrefixCode:
    return PrefixCode(counts, LONGEST)


class _Tree:
    def __init__(self, weight: int, symbols: list[int]) -> None:
        self.weight = weight
        self.symbols = symbols


def lengths_of(counts: list[int], longest: int) -> list[int]:
    """Huffman's lengths, 0 for what doesn't occur. Rare symbols count as more until no code is too long."""
    least = 1
    while True:
        lengths = _huffman([max(count, least) if count > 0 else 0 for count in counts])
        if max(lengths) <= longest:
            return lengths
        least *= 2


def _huffman(counts: list[int]) -> list[int]:
    lengths = [0 for _ in counts]
    leaves = [_Tree(counts[symbol], [symbol]) for symbol in range(len(counts)) if counts[symbol] > 0]
    leaves.sort(key=lambda tree: tree.weight)
    merged: list[_Tree] = []  # their weights rise too
    leaf = 0
    tree = 0
    while len(leaves) - leaf + len(merged) - tree > 1:
        pair: list[_Tree] = []
        while len(pair) < 2:
            if tree == len(merged) or (leaf < len(leaves) and leaves[leaf].weight <= merged[tree].weight):
                pair.append(leaves[leaf])
                leaf += 1
            else:
                pair.append(merged[tree])
                tree += 1
        symbols = [*pair[0].symbols, *pair[1].symbols]
        for symbol in symbols:
            lengths[symbol] += 1
        merged.append(_Tree(pair[0].weight + pair[1].weight, symbols))
    return lengths


def canonical(lengths: list[int]) -> list[int]:
    """The codes, reversed as they are written: the first bit is the lowest."""
    codes = [0 for _ in lengths]
    code = 0
    for length in range(1, LONGEST + 1):
        for symbol in range(len(lengths)):
            if lengths[symbol] == length:
                codes[symbol] = reversed_bits(code, length)
                code += 1
        code <<= 1
    return codes


def reversed_bits(code: int, length: int) -> int:
    found = 0
    for k in range(length):
        if (code >> k) & 1 == 1:
            found |= 1 << (length - 1 - k)
    return found


def write_code(bits: BitWriter, code: PrefixCode, symbol_bits: int) -> None:
    used = code.symbols
    if len(used) < 2:
        # a simple code
        bits.put(1, 2)
        bits.put(0, 2)
        bits.put(used[0] if len(used) == 1 else 0, symbol_bits)
        return
    steps = _packed(code.lengths[: used[-1] + 1])
    counts = [0 for _ in LENGTH_ORDER]
    for step in steps:
        counts[step[0]] += 1
    inner = PrefixCode(counts, LONGEST_OF_LENGTHS)
    _write_length_code(bits, inner)
    for step in steps:
        inner.write(bits, step[0])
        if step[0] == REPEATED_ZEROS:
            bits.put(step[1], 3)


def _write_length_code(bits: BitWriter, inner: PrefixCode) -> None:
    used = inner.symbols
    lengths = [inner.lengths[symbol] for symbol in LENGTH_ORDER]
    count = len(lengths)
    if len(used) == 1:
        # any length will do: with a single one, it takes no bits
        lengths = [3 if symbol == used[0] else 0 for symbol in LENGTH_ORDER]
    else:
        while lengths[count - 1] == 0:
            count -= 1
    skipped = 0
    if lengths[0] == 0 and lengths[1] == 0:
        skipped = 3 if lengths[2] == 0 else 2
    bits.put(skipped, 2)
    for k in range(skipped, count):
        value, size = LENGTH_CODES[lengths[k]]
        bits.put(value, size)


def _packed(lengths: list[int]) -> list[list[int]]:
    """Steps [symbol, extra]: lengths as they are, runs of zeros shortened."""
    steps: list[list[int]] = []
    k = 0
    while k < len(lengths):
        if lengths[k] > 0:
            steps.append([lengths[k], 0])
            k += 1
            continue
        run = 0
        while lengths[k + run] == 0:
            run += 1
        k += run
        steps.extend(_zeros(run))
    return steps


def _zeros(run: int) -> list[list[int]]:
    """Repetitions that follow each other multiply: each stands for eight times the one before it, and more."""
    if run < 3:
        return [[0, 0] for _ in range(run)]
    left = run - 3
    steps = [[REPEATED_ZEROS, left & 7]]
    while left >> 3 > 0:
        left = (left >> 3) - 1
        steps.append([REPEATED_ZEROS, left & 7])
    steps.reverse()
    return steps

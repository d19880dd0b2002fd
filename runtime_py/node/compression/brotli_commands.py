"""Commands of brotli (RFC 7932, 5 and 4): literals to insert, then bytes to copy from a distance. Pure."""

from __future__ import annotations

COMMANDS = 704
DISTANCES = 64
SHORTEST = 5
LONGEST_COPY = 2000
HASHES = 32768
# for each code of a length: the first length, and how many extra bits follow
INSERTS = [
    [0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [6, 1], [8, 1], [10, 2], [14, 2], [18, 3], [26, 3],
    [34, 4], [50, 4], [66, 5], [98, 5], [130, 6], [194, 7], [322, 8], [578, 9], [1090, 10], [2114, 12], [6210, 14], [22594, 24],
]  # fmt: skip
COPIES = [
    [2, 0], [3, 0], [4, 0], [5, 0], [6, 0], [7, 0], [8, 0], [9, 0], [10, 1], [12, 1], [14, 2], [18, 2],
    [22, 3], [30, 3], [38, 4], [54, 4], [70, 5], [102, 5], [134, 6], [198, 7], [326, 8], [582, 9], [1094, 10], [2118, 24],
]  # fmt: skip
# the first symbol of a cell, by the eights of the insert's code and of the copy's
CELLS = [[128, 192, 384], [256, 320, 512], [448, 576, 640]]
FIRST_DISTANCE_SYMBOL = 16


class Command:
    """`distance` is 0 for the last one of a block, which copies nothing."""

    def __init__(self, literals: list[int], length: int, distance: int) -> None:
        insert = _code(INSERTS, len(literals))
        copy = _code(COPIES, length)
        self.literals = literals
        self.length = length
        self.symbol = CELLS[insert >> 3][copy >> 3] + ((insert & 7) << 3) + (copy & 7)
        self.insert_bits = INSERTS[insert][1]
        self.insert_extra = len(literals) - INSERTS[insert][0]
        self.copy_bits = COPIES[copy][1]
        self.copy_extra = length - COPIES[copy][0]
        self.distance = distance
        self.distance_symbol = 0
        self.distance_bits = 0
        self.distance_extra = 0
        if distance > 0:
            self._set_distance(distance + 3)

    def _set_distance(self, shifted: int) -> None:
        bits = 1
        while shifted >> (bits + 2) > 0:
            bits += 1
        self.distance_bits = bits
        self.distance_symbol = FIRST_DISTANCE_SYMBOL + 2 * (bits - 1) + ((shifted >> bits) & 1)
        self.distance_extra = shifted & ((1 << bits) - 1)

    def has_distance(self) -> bool:
        return self.distance > 0

    def extra_bits(self) -> int:
        return self.insert_bits + self.copy_bits + self.distance_bits


def _code(rows: list[list[int]], length: int) -> int:
    code = len(rows) - 1
    while rows[code][0] > length:
        code -= 1
    return code


def _hash(text: list[int], at: int) -> int:
    low = text[at] | text[at + 1] << 8 | text[at + 2] << 16
    return ((low ^ (low >> 7)) * 5 + text[at + 3] * 2039 + text[at + 4] * 8209) & (HASHES - 1)


def commands_of(text: list[int], start: int) -> list[Command]:
    """For the bytes from `start` on; what is before it may be copied. Takes the latest match of each place."""
    latest = [-1 for _ in range(HASHES)]
    end = len(text)
    for at in range(0, min(start, end - SHORTEST)):
        latest[_hash(text, at)] = at
    found: list[Command] = []
    waiting = start  # the first literal that isn't in a command
    at = start
    while at < end - SHORTEST:
        slot = _hash(text, at)
        earlier = latest[slot]
        latest[slot] = at
        length = 0
        if earlier >= 0:
            while length < LONGEST_COPY and at + length < end and text[earlier + length] == text[at + length]:
                length += 1
        if length < SHORTEST:
            at += 1
            continue
        found.append(Command(text[waiting:at], length, at - earlier))
        for within in range(at + 1, min(at + length, end - SHORTEST)):
            latest[_hash(text, within)] = within
        at += length
        waiting = at
    if waiting < end:
        found.append(Command(text[waiting:end], COPIES[0][0], 0))
    return found

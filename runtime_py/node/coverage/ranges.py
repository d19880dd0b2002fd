"""Ranges of a function with their counts, as V8 reports them: ranges that say nothing new are merged or left out
(src/debug/debug-coverage.cc).

Knows nothing of source texts."""

from __future__ import annotations

OPEN = -1  # the end of a block that lasts until the next one, or until its parent ends


class Block:
    def __init__(self, start: int, end: int, count: int) -> None:
        self.start = start
        self.end = end
        self.count = count


def merged(start: int, end: int, count: int, blocks: list[Block]) -> list[Block]:
    """The function's own range and those of its blocks, whose counts differ from what surrounds them."""
    found = without_aliases(in_nesting_order(blocks))
    close_open(found, end - 1)  # a closing brace never counts as uncovered
    found = without_duplicates(found)
    own = Block(start, end, count)
    found = without_equals(found, own)
    found = joined(found)
    found = without_uncovered(found, own)
    return [own, *[block for block in found if block.start < block.end]]


def without_aliases(blocks: list[Block]) -> list[Block]:
    """An open block is left out where another begins. Of open ones, the one that was entered more often stays."""
    kept: list[Block] = []
    for block in blocks:
        if block.end != OPEN or len(kept) == 0 or kept[-1].start != block.start:
            kept.append(block)
        elif kept[-1].end == OPEN:
            kept[-1].count = max(kept[-1].count, block.count)
    return kept


def in_nesting_order(blocks: list[Block]) -> list[Block]:
    """By their starts, the longer first, open ones last."""
    longest = 0
    for block in blocks:
        longest = max(longest, block.end, block.start)
    return sorted(blocks, key=lambda block: block.start * (longest + 2) + longest - block.end)


def close_open(blocks: list[Block], last: int) -> None:
    parents: list[Block] = []
    for k, block in enumerate(blocks):
        while len(parents) > 0 and parents[-1].end <= block.start:
            parents.pop()
        limit = parents[-1].end if len(parents) > 0 else last
        if block.end == OPEN:
            following = blocks[k + 1].start if k + 1 < len(blocks) else limit
            block.end = max(min(following, limit), block.start)
        parents.append(block)


def without_duplicates(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if len(kept) > 0 and kept[-1].start == block.start and kept[-1].end == block.end:
            kept[-1].count = max(kept[-1].count, block.count)
        else:
            kept.append(block)
    return kept


def without_equals(blocks: list[Block], own: Block) -> list[Block]:
    """Without those that were entered as often as what surrounds them."""
    kept: list[Block] = []
    parents = [own]
    for block in blocks:
        while len(parents) > 1 and parents[-1].end <= block.start:
            parents.pop()
        if block.count != parents[-1].count:
            kept.append(block)
            parents.append(block)
    return kept


def joined(blocks: list[Block]) -> list[Block]:
    """Neighbours with the same count become one."""
    kept: list[Block] = []
    for k, block in enumerate(blocks):
        following = blocks[k + 1] if k + 1 < len(blocks) else None
        if following is not None and following.start == block.end and following.count == block.count:
            following.start = block.start
        else:
            kept.append(block)
    return kept


def without_uncovered(blocks: list[Block], own: Block) -> list[Block]:
    """What never ran within something that never ran is left out."""
    kept: list[Block] = []
    parents = [own]
    for block in blocks:
        while len(parents) > 1 and parents[-1].end <= block.start:
            parents.pop()
        if block.count > 0 or parents[-1].count > 0:
            kept.append(block)
        parents.append(block)
    return kept

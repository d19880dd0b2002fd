"""Which lines changed between two texts: Myers' greedy algorithm (1986), O((N+M)D), after the common prefix and suffix
were removed. Pure."""

from __future__ import annotations

# beyond this many differences the whole middle counts as changed: a diff that nobody reads must not take minutes
_MOST_EDITS = 2000


class Change:
    """a[a_start:a_end] became b[b_start:b_end]; one of them may be empty."""

    def __init__(self, a_start: int, a_end: int, b_start: int, b_end: int) -> None:
        self.a_start = a_start
        self.a_end = a_end
        self.b_start = b_start
        self.b_end = b_end


def changes(a: list[str], b: list[str]) -> list[Change]:
    start = 0
    while start < len(a) and start < len(b) and a[start] == b[start]:
        start += 1
    a_end = len(a)
    b_end = len(b)
    while a_end > start and b_end > start and a[a_end - 1] == b[b_end - 1]:
        a_end -= 1
        b_end -= 1
    kept = _common(a[start:a_end], b[start:b_end])
    found: list[Change] = []
    x = start
    y = start
    for pair in [*kept, [a_end - start, b_end - start]]:
        if pair[0] + start > x or pair[1] + start > y:
            found.append(Change(x, pair[0] + start, y, pair[1] + start))
        x = pair[0] + start + 1
        y = pair[1] + start + 1
    return found


def _common(a: list[str], b: list[str]) -> list[list[int]]:
    """Pairs of indices [i, j] of a longest common subsequence of lines."""
    n = len(a)
    m = len(b)
    if n == 0 or m == 0:
        return []
    limit = min(n + m, _MOST_EDITS)
    offset = limit + 1
    reach = [0 for _ in range(2 * limit + 3)]  # the furthest x on each diagonal
    history: list[list[int]] = []
    for edits in range(limit + 1):
        history.append(reach[offset - edits - 1 : offset + edits + 2])
        for diagonal in range(-edits, edits + 1, 2):
            at = offset + diagonal
            x = (
                reach[at + 1]
                if diagonal == -edits or (diagonal != edits and reach[at - 1] < reach[at + 1])
                else reach[at - 1] + 1
            )
            y = x - diagonal
            while x < n and y < m and a[x] == b[y]:
                x += 1
                y += 1
            reach[at] = x
            if x >= n and y >= m:
                return _trace(history, n, m)
    return []


def _trace(history: list[list[int]], n: int, m: int) -> list[list[int]]:
    """Traces back from the end: history[d] holds the diagonals -d-1 to d+1 as they were before step d."""
    pairs: list[list[int]] = []
    x = n
    y = m
    for edits in range(len(history) - 1, -1, -1):
        reach = history[edits]
        diagonal = x - y
        middle = edits + 1
        down = diagonal == -edits or (diagonal != edits and reach[middle + diagonal - 1] < reach[middle + diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        before_x = reach[middle + before] if edits > 0 else 0
        before_y = before_x - before if edits > 0 else 0
        while x > before_x and y > before_y and x > 0 and y > 0:
            x -= 1
            y -= 1
            pairs.append([x, y])
        x = before_x
        y = before_y
    pairs.reverse()
    return pairs

"""Suggestions for mistyped names. Pure."""

from __future__ import annotations

_NEAR = 0.4


def distance(a: str, b: str) -> int:
    """The Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i in range(len(a)):
        previous = row[0]
        row[0] = i + 1
        for j in range(len(b)):
            kept = row[j + 1]
            row[j + 1] = min(row[j + 1] + 1, row[j] + 1, previous + (0 if a[i] == b[j] else 1))
            previous = kept
    return row[len(b)]


def did_you_mean(word: str, names: list[str]) -> str:
    """Lines to append to an error; '' when no name is similar."""
    near = sorted(
        [name for name in names if distance(word, name) < len(word) * _NEAR and name != word],
        key=lambda name: distance(word, name),
    )[:3]
    if len(near) == 0:
        return ''
    heading = '\n\nDid you mean this?' if len(near) == 1 else '\n\nDid you mean one of these?'
    return heading + ''.join([f'\n  npm run {name}' for name in near])

"""Twin of platform/regexp.py over `re`."""

from __future__ import annotations

import re


class Match:
    def __init__(self, start: int, end: int, groups: list[str | None], spans: list[list[int] | None]) -> None:
        self.start = start
        self.end = end
        self.groups = groups
        self.spans = spans


class Regexp:
    def __init__(self, source: str, flags: str) -> None:
        self.source = source
        options = (re.I if 'i' in flags else 0) | (re.M if 'm' in flags else 0) | (re.S if 's' in flags else 0)
        try:
            # JavaScript's $ matches only at the very end, Python's also before a final newline.
            self._search = re.compile(source if 'm' in flags else _end_only(source), options)
        except re.error as error:
            raise ValueError(str(error)) from None

    def exec(self, text: str, start: int = 0) -> Match | None:
        found = self._search.search(text, start)
        if found is None:
            return None
        count = self._search.groups + 1
        spans = [None if found.start(i) < 0 else [found.start(i), found.end(i)] for i in range(count)]
        return Match(found.start(), found.end(), [found.group(i) for i in range(count)], spans)

    def test(self, text: str) -> bool:
        return self._search.search(text) is not None


def _end_only(source: str) -> str:
    out = ''
    inside = False
    i = 0
    while i < len(source):
        c = source[i]
        if c == '\\':
            out += source[i : i + 2]
            i += 2
            continue
        if c == '[':
            inside = True
        elif c == ']':
            inside = False
        out += '\\Z' if c == '$' and not inside else c
        i += 1
    return out


def compile(source: str, flags: str = '') -> Regexp:
    return Regexp(source, flags)

"""Sorted lists of versions, and the shortest text for those of them that a range has. Pure."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import sorted_by
from runtime_py.npm.formats.range import parse_range
from runtime_py.npm.formats.version import Version, compare_build, parse
from runtime_py.platform.maps import Map, Set


class Versions:
    """Version texts in ascending order; those that aren't versions are left out."""

    def __init__(self, texts: list[str]) -> None:
        self._parsed: Map[str, Version] = Map()
        for text in texts:
            version = parse(text, True)
            if version is not None:
                self._parsed.set(text, version)
        self.texts: list[str] = sorted_by(
            list(self._parsed.keys()), lambda a, b: compare_build(self.version(a), self.version(b))
        )

    def version(self, text: str) -> Version:
        """Of one of the texts."""
        found = self._parsed.get(text)
        if found is None:
            raise NpmError('EINVALIDVERSION', f'{text} is none of these versions')
        return found

    def is_prerelease(self, text: str) -> bool:
        return len(self.version(text).prerelease) > 0

    def within(self, range_text: str) -> Set[str]:
        """Those that a range has, prereleases like all others; none for anything that isn't a range."""
        found = parse_range(range_text, True, True)
        out: Set[str] = Set()
        for text in self.texts:
            if found is not None and found.test(self.version(text)):
                out.add(text)
        return out

    def by_minor(self) -> list[list[str]]:
        """Groups with the same major and minor number, ascending."""
        groups: list[list[str]] = []
        group: list[str] = []
        last = ''
        for text in self.texts:
            version = self.version(text)
            key = f'{version.major}.{version.minor}'
            if key != last:
                last = key
                group = []
                groups.append(group)
            group.append(text)
        return groups


def is_in(version: str, range_text: str) -> bool:
    """Prereleases count as all others. False for anything that isn't a version or a range."""
    found = parse_range(range_text, True, True)
    return found is not None and found.test(parse(version, True))


def range_of(versions: Versions, chosen: Set[str]) -> str:
    """A range that has these of the versions and no others. Prereleases between two chosen ones are taken as chosen, as
    npm does."""
    texts = versions.texts
    parts: list[str] = []
    k = 0
    while k < len(texts):
        first = texts[k]
        last = ''
        while k < len(texts) and (chosen.has(texts[k]) or versions.is_prerelease(texts[k])):
            if chosen.has(texts[k]):
                last = texts[k]
            k += 1
        if last != '':
            parts.append(_span(first, last, texts[-1]))
        k += 1
    return simplified(versions, ' || '.join(parts)) if len(parts) > 0 else '<0.0.0-0'


def _span(first: str, last: str, newest: str) -> str:
    if last == newest:
        return f'>={first}'
    return first if first == last else f'{first} - {last}'


def simplified(versions: Versions, range_text: str) -> str:
    """A shorter range with the same of these versions, if there is one; as node-semver's simplifyRange."""
    chosen = versions.within(range_text)
    spans: list[list[str]] = []  # [first, last]; '' for last: no end
    first = ''
    last = ''
    for text in versions.texts:
        if chosen.has(text):
            last = text
            first = first or text
        elif last != '':
            spans.append([first, last])
            first = ''
            last = ''
    if first != '':
        spans.append([first, ''])
    short = ' || '.join([_short_span(span[0], span[1], versions.texts[0]) for span in spans])
    return short if len(short) < len(range_text) else range_text


def _short_span(first: str, last: str, oldest: str) -> str:
    if last == '':
        return '*' if first == oldest else f'>={first}'
    if first == last:
        return first
    return f'<={last}' if first == oldest else f'{first} - {last}'

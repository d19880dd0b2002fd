"""Semantic versions: parsing, comparing and incrementing, as in node-semver. Pure: knows nothing of ranges or packages.

`loose` accepts the forms of old packages: a leading `=` or `v`, leading zeros, a prerelease without its hyphen."""

from __future__ import annotations

from runtime_py.platform.regexp import compile
from runtime_py.platform.text import compare as compare_text

MAX_LENGTH = 256
MAX_SAFE = 9007199254740991

# The parts of node-semver's internal/re.js. Their capture groups are kept, since range.py builds on them.
NUMERIC = '0|[1-9][0-9]*'
NUMERIC_LOOSE = '[0-9]+'
_NON_NUMERIC = '[0-9]*[a-zA-Z-][a-zA-Z0-9-]*'
_IDENTIFIER = f'(?:{_NON_NUMERIC}|{NUMERIC})'
_IDENTIFIER_LOOSE = f'(?:{_NON_NUMERIC}|{NUMERIC_LOOSE})'
PRERELEASE = f'(?:-({_IDENTIFIER}(?:\\.{_IDENTIFIER})*))'
PRERELEASE_LOOSE = f'(?:-?({_IDENTIFIER_LOOSE}(?:\\.{_IDENTIFIER_LOOSE})*))'
BUILD = '(?:\\+([a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*))'
FULL_PLAIN = f'v?({NUMERIC})\\.({NUMERIC})\\.({NUMERIC}){PRERELEASE}?{BUILD}?'
LOOSE_PLAIN = f'[v=\\s]*({NUMERIC_LOOSE})\\.({NUMERIC_LOOSE})\\.({NUMERIC_LOOSE}){PRERELEASE_LOOSE}?{BUILD}?'

_FULL = compile(f'^{FULL_PLAIN}$')
_LOOSE = compile(f'^{LOOSE_PLAIN}$')
_DIGITS = compile('^[0-9]+$')
_PREID = compile(f'^{PRERELEASE}$')
_COERCE = compile('(^|[^0-9])([0-9]{1,16})(?:\\.([0-9]{1,16}))?(?:\\.([0-9]{1,16}))?(?:$|[^0-9])')


class Version:
    """`prerelease` holds numbers and texts; `text` is the normal form, without build metadata."""

    def __init__(self, major: int, minor: int, patch: int, prerelease: list[int | str], build: list[str]) -> None:
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
        self.build = build
        self.text = f'{major}.{minor}.{patch}'
        if len(prerelease) > 0:
            self.text += '-' + '.'.join([str(part) for part in prerelease])

    def same_triple(self, other: Version) -> bool:
        return self.major == other.major and self.minor == other.minor and self.patch == other.patch


def parse(text: str, loose: bool = False) -> Version | None:
    """None when it is not a version."""
    if len(text) > MAX_LENGTH:
        return None
    found = (_LOOSE if loose else _FULL).exec(text.strip())
    if found is None:
        return None
    groups = found.groups
    major = int(groups[1] or '0')
    minor = int(groups[2] or '0')
    patch = int(groups[3] or '0')
    if major > MAX_SAFE or minor > MAX_SAFE or patch > MAX_SAFE:
        return None
    prerelease = [] if groups[4] is None else [_identifier(part) for part in groups[4].split('.')]
    return Version(major, minor, patch, prerelease, [] if groups[5] is None else groups[5].split('.'))


def _identifier(text: str) -> int | str:
    if _DIGITS.test(text) and len(text) <= 16 and int(text) < MAX_SAFE:
        return int(text)
    return text


def valid(text: str, loose: bool = False) -> str | None:
    """The normal form, or None."""
    version = parse(text, loose)
    return None if version is None else version.text


def compare(a: Version, b: Version) -> int:
    """-1, 0 or 1 by precedence; build metadata doesn't count."""
    if a.text == b.text:
        return 0
    return _compare_triples(a, b) or _compare_prereleases(a.prerelease, b.prerelease)


def compare_build(a: Version, b: Version) -> int:
    """As `compare`, but build metadata decides between equals, which gives a total order."""
    return compare(a, b) or _compare_lists(a.build, b.build)


def _compare_numbers(a: float, b: float) -> int:
    return -1 if a < b else (1 if a > b else 0)


def _compare_triples(a: Version, b: Version) -> int:
    return (
        _compare_numbers(a.major, b.major) or _compare_numbers(a.minor, b.minor) or _compare_numbers(a.patch, b.patch)
    )


def _compare_prereleases(a: list[int | str], b: list[int | str]) -> int:
    if len(a) == 0 or len(b) == 0:
        return _compare_numbers(len(b), len(a))
    return _compare_lists(a, b)


def _compare_lists(a: list, b: list) -> int:
    for i in range(min(len(a), len(b))):
        order = compare_identifiers(a[i], b[i])
        if order != 0:
            return order
    return _compare_numbers(len(a), len(b))


def compare_identifiers(a: int | str, b: int | str) -> int:
    """Numbers compare by value and come before texts; texts compare by code unit. Very long digit strings are texts
    that compare as numbers."""
    a_text = str(a)
    b_text = str(b)
    a_numeric = _DIGITS.test(a_text)
    b_numeric = _DIGITS.test(b_text)
    if a_numeric and b_numeric:
        return _compare_numbers(float(a_text), float(b_text))
    if a_numeric or b_numeric:
        return -1 if a_numeric else 1
    return compare_text(a_text, b_text)


def increment(version: Version, release: str, preid: str = '') -> Version:
    """`release`: major minor patch premajor preminor prepatch prerelease release. Raises ValueError."""
    if release.startswith('pre') and preid != '' and not _PREID.test('-' + preid):
        raise ValueError(f'invalid identifier: {preid}')
    major = version.major
    minor = version.minor
    patch = version.patch
    stable = len(version.prerelease) == 0
    if release == 'major':
        return Version(major if minor == 0 and patch == 0 and not stable else major + 1, 0, 0, [], [])
    if release == 'minor':
        return Version(major, minor if patch == 0 and not stable else minor + 1, 0, [], [])
    if release == 'patch':
        return Version(major, minor, patch + 1 if stable else patch, [], [])
    if release == 'premajor':
        return Version(major + 1, 0, 0, _next_prerelease([], preid), [])
    if release == 'preminor':
        return Version(major, minor + 1, 0, _next_prerelease([], preid), [])
    if release == 'prepatch':
        return Version(major, minor, patch + 1, _next_prerelease([], preid), [])
    if release == 'prerelease':
        return Version(major, minor, patch + 1 if stable else patch, _next_prerelease(version.prerelease, preid), [])
    if release == 'release' and not stable:
        return Version(major, minor, patch, [], [])
    if release == 'release':
        raise ValueError(f'version {version.text} is not a prerelease')
    raise ValueError(f'invalid increment argument: {release}')


def _next_prerelease(current: list[int | str], preid: str) -> list[int | str]:
    """1.0.0-a.1 becomes a.2; with another identifier b.0."""
    parts = _raise_last_number(current)
    if preid == '':
        return parts
    names = preid.split('.')
    same = len(names) <= len(parts)
    for i in range(min(len(names), len(parts))):
        same = same and compare_identifiers(parts[i], names[i]) == 0
    if same and len(parts) > len(names) and not isinstance(parts[len(names)], str):
        return parts
    return [preid, 0]


def _raise_last_number(current: list[int | str]) -> list[int | str]:
    parts: list[int | str] = list(current)
    for i in range(len(parts) - 1, -1, -1):
        part = parts[i]
        if not isinstance(part, str):
            parts[i] = part + 1
            return parts
    parts.append(0)
    return parts


def coerce(text: str) -> Version | None:
    """The first thing in the text that looks like a version: `v18` is 18.0.0."""
    found = _COERCE.exec(text)
    if found is None:
        return None
    return parse(f'{found.groups[2]}.{found.groups[3] or "0"}.{found.groups[4] or "0"}')

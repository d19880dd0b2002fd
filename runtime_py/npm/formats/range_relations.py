"""How ranges and versions relate: whether a range is all inside another one, or a version beyond a range. As
node-semver's subset, gtr and ltr. Pure."""

from __future__ import annotations

from runtime_py.npm.formats.range import Comparator, Range, holds, parse_range
from runtime_py.npm.formats.version import Version, compare
from runtime_py.platform.maps import Map

_LEAST = Version(0, 0, 0, [], [])
_YES = 'yes'
_NO = 'no'
_EMPTY = 'empty'  # no version can be in it


def subset(inner: str, outer: str) -> bool:
    if inner == outer:
        return True
    first = parse_range(inner)
    second = parse_range(outer)
    if first is None or second is None:
        return False
    any_version = False
    for part in first.alternatives:
        found = [_within(part, other) for other in second.alternatives]
        if _YES in found:
            any_version = True
            continue
        any_version = any_version or _NO in found
        if any_version:
            return False
    return True


def _is_any(comparators: list[Comparator]) -> bool:
    return len(comparators) == 1 and comparators[0].version is None


def _at_least_zero(comparators: list[Comparator]) -> list[Comparator]:
    return [Comparator('>=', _LEAST)] if _is_any(comparators) else comparators


class _Bounds:
    """The strictest of comparators, and the versions they name exactly."""

    def __init__(self, comparators: list[Comparator]) -> None:
        self.low: Comparator | None = None
        self.high: Comparator | None = None
        self.exact: Map[str, Version] = Map()
        for c in comparators:
            if c.version is None:
                continue
            if c.operator == '':
                self.exact.set(c.version.text, c.version)
            elif c.operator[0] == '>':
                self.low = c if self.low is None or _is_stricter(c, self.low) else self.low
            else:
                self.high = c if self.high is None or _is_stricter(c, self.high) else self.high

    def order(self) -> int | None:
        """Of both ends; None if one is open."""
        if self.low is None or self.high is None or self.low.version is None or self.high.version is None:
            return None
        return compare(self.low.version, self.high.version)

    def is_empty(self) -> bool:
        if self.exact.size > 1:
            return True
        order = self.order()
        closed = self.low is not None and self.high is not None and self.low.operator + self.high.operator == '>=<='
        if order is not None and (order > 0 or (order == 0 and not closed)):
            return True
        for version in self.exact.values():
            for end in [self.low, self.high]:
                if end is not None and not holds([end], version):
                    return True
        return False


def _is_stricter(a: Comparator, b: Comparator) -> bool:
    """Of two that limit the same side."""
    if a.version is None or b.version is None:
        return False
    order = compare(a.version, b.version)
    if order == 0:
        return len(a.operator) < len(b.operator)
    return (order > 0) == a.operator.startswith('>')


def _within(part: list[Comparator], other: list[Comparator]) -> str:
    if _is_any(part) and _is_any(other):
        return _YES
    bounds = _Bounds(_at_least_zero(part))
    outer = _at_least_zero(other)
    if bounds.is_empty():
        return _EMPTY
    for version in bounds.exact.values():
        return _YES if all(holds([c], version) for c in outer) else _NO
    limits = _Bounds(outer)
    single = bounds.order() == 0
    for c in outer:
        if c.version is not None and c.operator == '' and not single:
            return _NO
    for end, limit, opposite in [
        [bounds.low, limits.low, limits.high],
        [bounds.high, limits.high, limits.low],
    ]:
        if not _end_is_inside(end, limit, outer):
            return _NO
        other_end = bounds.high if end is bounds.low else bounds.low
        if end is not None and opposite is not None and other_end is None and not single:
            return _NO
    return _YES


def _end_is_inside(end: Comparator | None, limit: Comparator | None, outer: list[Comparator]) -> bool:
    if end is None or end.version is None:
        return True
    if limit is not None and _is_stricter(limit, end):
        return False
    for c in outer:
        other_side = c.operator == '' or c.operator[0] != end.operator[0]
        if len(end.operator) == 2 and other_side and not c.test(end.version):
            return False
    return not _needs_prerelease(end, end.version) or any(_names_prerelease(c, end.version) for c in outer)


def _needs_prerelease(end: Comparator, version: Version) -> bool:
    """Prereleases of its triple are in the range; `<1.2.3-0` is the same as `<1.2.3`."""
    if len(version.prerelease) == 0:
        return False
    return not (end.operator == '<' and len(version.prerelease) == 1 and version.prerelease[0] == 0)


def _names_prerelease(c: Comparator, version: Version) -> bool:
    return c.version is not None and len(c.version.prerelease) > 0 and c.version.same_triple(version)


def outside(version: Version, given: Range, above: bool) -> bool:
    """Whether the version is above (or below) all that is in the range."""
    if given.test(version):
        return False
    sign = 1 if above else -1
    beyond = '>' if above else '<'
    for alternative in given.alternatives:
        far = _furthest(alternative, sign)
        near = _furthest(alternative, -sign)
        if far.operator.startswith(beyond):
            return False
        order = compare(version, near.version or _LEAST) * sign
        if near.operator in ['', beyond] and order <= 0:
            return False
        if near.operator == beyond + '=' and order < 0:
            return False
    return True


def _furthest(comparators: list[Comparator], sign: int) -> Comparator:
    out: Comparator | None = None
    for given in comparators:
        c = Comparator('>=', _LEAST) if given.version is None else given
        if out is None or compare(c.version or _LEAST, out.version or _LEAST) * sign > 0:
            out = c
    return out or Comparator('>=', _LEAST)

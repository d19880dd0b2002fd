"""How ranges relate."""

from __future__ import annotations

from runtime_py.npm.formats.range import Range, parse_range
from runtime_py.npm.formats.range_relations import outside, subset
from runtime_py.npm.formats.version import Version, parse


def test_subset() -> None:
    for inner, outer, expected in [
        ['^1.2.0', '^1.0.0', True],
        ['^1.2.0', '1.x || 2.x', True],
        ['1 || 2', '>=1 <3', True],
        ['>=1', '^1.0.0', False],
        ['1.2.3', '>=1', True],
        ['*', '>=0.0.0', True],
        ['>1 <1', '9', True],
        ['>1 <1 || 3', '9', False],
        ['>=1.0.0-rc.1', '>=1.0.0', False],
        ['>=1.0.0-rc.1', '>=1.0.0-rc.0', True],
        ['<2.0.0-0', '<2.0.0', True],
        ['>1', '1', False],
        ['1.2.3 2.0.0', '5', True],
    ]:
        assert subset(str(inner), str(outer)) == expected, [inner, outer]


def version(text: str) -> Version:
    return parse(text) or Version(0, 0, 0, [], [])


def ranged(text: str) -> Range:
    return parse_range(text) or Range('', [], False)


def test_outside() -> None:
    assert outside(version('2.0.0'), ranged('^1.0.0'), True) and not outside(version('2.0.0'), ranged('^1.0.0'), False)
    assert outside(version('0.1.0'), ranged('>=1 || 3'), False) and not outside(version('0.1.0'), ranged('*'), True)
    assert not outside(version('1.5.0'), ranged('1 || 2'), True) and not outside(version('9.0.0'), ranged('>1'), True)

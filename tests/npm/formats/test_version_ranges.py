"""Ranges for chosen versions."""

from __future__ import annotations

from runtime_py.npm.formats.version_ranges import Versions, is_in, range_of, simplified
from runtime_py.platform.maps import Set

TEXTS = ['2.0.0', '1.0.0', '1.1.0-rc.1', '1.1.0', 'no version', '1.2.0']


def test_order_and_groups() -> None:
    versions = Versions(TEXTS)
    assert versions.texts == ['1.0.0', '1.1.0-rc.1', '1.1.0', '1.2.0', '2.0.0']
    assert versions.by_minor() == [['1.0.0'], ['1.1.0-rc.1', '1.1.0'], ['1.2.0'], ['2.0.0']]
    assert versions.is_prerelease('1.1.0-rc.1') and not versions.is_prerelease('1.1.0')
    assert Versions([]).by_minor() == [] and list(versions.within('not a range').values()) == []


def test_prereleases_count() -> None:
    assert is_in('1.1.0-rc.1', '^1.0.0') and not is_in('x', '*') and not is_in('1.0.0', 'no range')
    assert list(Versions(TEXTS).within('<1.1.0').values()) == ['1.0.0', '1.1.0-rc.1']


def test_ranges() -> None:
    versions = Versions(TEXTS)
    for chosen, text in [
        [[], '<0.0.0-0'],
        [['1.0.0'], '1.0.0'],
        [['1.0.0', '1.1.0'], '<=1.1.0'],
        [['1.1.0', '1.2.0'], '1.1.0-rc.1 - 1.2.0'],
        [['1.2.0', '2.0.0'], '>=1.2.0'],
        [['1.0.0', '1.1.0', '1.2.0', '2.0.0'], '*'],
        [['1.0.0', '2.0.0'], '1.0.0 || >=2.0.0'],
    ]:
        assert range_of(versions, Set(chosen)) == text, chosen


def test_the_shorter_text() -> None:
    versions = Versions(TEXTS)
    assert simplified(versions, '<1.2.0-0 || 1.2.0') == '<=1.2.0'
    assert simplified(versions, '<2') == '<2'
    assert simplified(Versions([]), '>=1.0.0') == ''

"""Versions and ranges, compared with node-semver's own results (semver_facts.py)."""

from runtime_py.npm.formats.range import covers, intersects, max_satisfying, min_satisfying, parse_range, satisfies
from runtime_py.npm.formats.version import coerce, compare, compare_build, increment, parse, valid
from tests.npm.formats.semver_facts import INCREMENTS, INTERSECTIONS, ORDER, ORDERS, RANGES, SUBSETS, VERSIONS


def test_normal_forms():
    for text, normal, loose, coerced in VERSIONS:
        assert [text, valid(text), valid(text, True)] == [text, normal, loose]
        found = coerce(text)
        assert [text, None if found is None else found.text] == [text, coerced]


def test_order():
    for i in range(len(ORDER)):
        answers = ''
        for other in ORDER:
            answers += '<=>'[compare(parse(ORDER[i]), parse(other)) + 1]
        assert answers == ORDERS[i]


def test_build_decides_between_equals():
    assert compare_build(parse('1.0.0+a.2'), parse('1.0.0+a.10')) == -1
    assert compare_build(parse('1.0.0+a'), parse('1.0.0')) == 1
    assert compare_build(parse('1.0.0+z'), parse('1.0.1')) == -1


def _answers(text, loose, include_prerelease):
    out = ''
    for version in ORDER:
        out += '1' if satisfies(version, text, loose, include_prerelease) else '0'
    return out


def _normal(text, loose, include_prerelease):
    found = parse_range(text, loose, include_prerelease)
    return None if found is None else found.text


def test_normal_forms_of_ranges():
    for text, strict, loose, pre, a, b, c in RANGES:
        assert [text, _normal(text, False, False)] == [text, strict]
        assert [text, 'loose', _normal(text, True, False)] == [text, 'loose', loose]
        assert [text, 'pre', _normal(text, False, True)] == [text, 'pre', pre]


def test_what_ranges_hold():
    for text, strict, loose, pre, a, b, c in RANGES:
        assert [text, _answers(text, False, False)] == [text, a]
        assert [text, 'loose', _answers(text, True, False)] == [text, 'loose', b]
        assert [text, 'pre', _answers(text, False, True)] == [text, 'pre', c]


def test_increments():
    for version, release, preid, expected in INCREMENTS:
        try:
            found = increment(parse(version), release, preid).text
        except ValueError:
            found = None
        assert [version, release, preid, found] == [version, release, preid, expected]


def test_extremes():
    versions = ['1.2.3', '1.10.0', '2.0.0-beta', '1.9.0', 'nonsense', '2.1.0']
    assert max_satisfying(versions, '^1') == '1.10.0'
    assert min_satisfying(versions, '^1') == '1.2.3'
    assert max_satisfying(versions, '^3') is None
    assert max_satisfying(versions, 'nonsense') is None


def test_intersections():
    for a, b, expected in INTERSECTIONS:
        assert [a, b, intersects(a, b)] == [a, b, expected]
        assert [b, a, intersects(b, a)] == [b, a, expected]


def test_covers():
    for outer, inner, expected in SUBSETS:
        assert [outer, inner, covers(outer, inner)] == [outer, inner, expected]

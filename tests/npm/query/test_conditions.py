"""What single selectors ask of a package."""

from __future__ import annotations

from runtime_py.npm.query.conditions import Faults, Versions, field_of, has_attribute, has_field
from runtime_py.npm.query.selectors import parse_selectors
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map

MANIFEST = parse(
    '{"version": "1.2.3", "license": "MIT", "keywords": ["a", "b c"], "count": 3, "engines": {"node": ">=10"},'
    ' "people": [{"name": "Bo"}, {"name": "Cy Di"}], "none": null}'
)


def is_so(text: str) -> bool:
    attribute = parse_selectors(text)[0].parts[0].attribute
    return attribute is not None and has_attribute(MANIFEST, attribute)


def test_attributes() -> None:
    assert is_so('[license=MIT]') and is_so('[license=mit i]') and not is_so('[license=mit]')
    assert is_so('[keywords=a]') and is_so('[keywords~=c]') and not is_so('[keywords=c]')
    assert is_so('[count=3]') and is_so('[version^=1.]') and is_so('[version$=".3"]') and is_so('[version*=2]')
    assert is_so('[license]') and not is_so('[none]') and not is_so('[engines=x]')


def test_fields() -> None:
    for text, expected in [
        [':attr(engines, [node])', True],
        [':attr(people, [name=Bo])', True],
        [':attr(people, :attr([name~=Di]))', True],
        [':attr(absent, [name])', False],
    ]:
        assert has_field(MANIFEST, field_of(parse_selectors(str(text))[0].parts[0].arguments)) == expected, text


def allows(text: str) -> bool:
    return Versions(parse_selectors(text)[0].parts[0]).allows(MANIFEST)


def test_versions() -> None:
    assert allows(':semver(^1.0.0)') and not allows(':semver(2.0.0)') and allows(':semver(2.0.0, [version], lt)')
    assert allows(':semver(12.0.0, :attr(engines, [node]))') and allows(':semver([version], 1.2.3, gte)')
    assert allows(':semver(>=8, :attr(engines, [node]), subset)') and allows(':semver(^0.1, [version], gtr)')
    assert allows(':semver(1.0.0, :attr(engines, [node]), ltr)') and not allows(':semver(1, [license])')


def test_faults() -> None:
    advisory = Map([['severity', 'high'], ['cwe', ['CWE-79']]])
    for text, expected in [
        [':vuln', True],
        [':vuln([severity=high])', True],
        [':vuln([severity=low])', False],
        [':vuln([severity=low], [cwe=79])', True],
        [':vuln([cwe])', True],
        [':vuln([cwe=7])', False],
    ]:
        assert Faults(parse_selectors(str(text))[0].parts[0]).allows(advisory) == expected, text

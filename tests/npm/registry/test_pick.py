"""Which version a spec means."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.registry.pick import Packument, pick
from runtime_py.platform.json import parse
from tests.support import raises

DOCUMENT = """{"name": "a", "dist-tags": {"latest": "1.1.0", "next": "2.0.0-rc.1"},
  "versions": {"1.0.0": {"version": "1.0.0"}, "1.1.0": {"version": "1.1.0"}, "1.2.0": {"version": "1.2.0"},
    "2.0.0-rc.1": {"version": "2.0.0-rc.1"}},
  "time": {"1.0.0": "2020-01-01T00:00:00Z", "1.1.0": "2021-01-01T00:00:00Z", "1.2.0": "2022-01-01T00:00:00Z"}}"""


def picked(spec: str, before: float | None = None) -> str:
    found = pick(Packument(parse(DOCUMENT)), parse_argument('a@' + spec, '/', '/'), 'latest', before)
    return found.get('version')


def test_versions() -> None:
    for spec, version in [
        ['latest', '1.1.0'],
        ['next', '2.0.0-rc.1'],
        ['1.0.0', '1.0.0'],
        ['^1', '1.1.0'],
        ['~1.2', '1.2.0'],
        ['>=1.2', '1.2.0'],
        ['*', '1.1.0'],
    ]:
        assert picked(spec) == version, spec
    for spec in ['3', '9.9.9', 'nope']:
        with raises(NpmError):
            picked(spec)


def test_dates() -> None:
    assert picked('^1', 1600000000000) == '1.0.0' and picked('latest', 1600000000000) == '1.0.0'

"""Which versions are affected."""

from __future__ import annotations

from runtime_py.npm.audit.advisory import Derived, Published
from runtime_py.platform.maps import Map
from tests.npm.audit.audit_support import about, packument, releases

LEAF = releases('leaf', ['1.0.0', '1.1.0', '2.0.0'])


def test_published() -> None:
    found = Published(LEAF, about(7, 'high', '<1.1.0'))
    assert found.affects('1.0.0') and not found.affects('1.1.0') and not found.is_derived
    assert found.affects_spec('~1.0.0') and not found.affects_spec('^1.0.0') and found.affects_spec('^9')
    assert found.as_json().get('source') == 7 and found.as_json().get('range') == '<1.1.0'


def test_what_a_registry_may_send() -> None:
    found = Published(LEAF, Map([['id', None], ['severity', 'dreadful'], ['vulnerable_versions', 3]]))
    assert found.severity == 'high' and found.range == '*' and found.affects('2.0.0')
    assert not Published(LEAF, about(1, 'low', 'no range')).affects('1.0.0')


def test_derived() -> None:
    source = Published(LEAF, about(7, 'low', '<1.1.0'))
    middle = packument(
        'middle',
        [
            ['1.0.0', 'leaf', '1.0.0'],
            ['1.0.1-rc.1', 'leaf', '1.0.0'],
            ['1.0.1', 'leaf', '~1.0.0'],
            ['1.1.0', 'leaf', '^1.0.0'],
            ['1.2.0', 'other', '*'],
            ['2.0.0', 'leaf', 'https://example.org/leaf.tgz'],
        ],
    )
    found = Derived(middle, source)
    assert found.is_derived and found.severity == 'low' and found.as_json() == 'leaf'
    assert found.range == '<=1.0.1 || >=2.0.0'
    assert found.affects('3.0.0', '1.0.0') and not found.affects('3.0.1', '2') and not found.affects('3.0.2')
    deeper = Derived(packument('top', [['1.0.0', 'middle', '~1.0.0'], ['1.1.0', 'middle', '1']]), found)
    assert deeper.range == '1.0.0'


def test_many_versions() -> None:
    source = Published(LEAF, about(7, 'low', '<1.1.0'))
    versions = [[f'1.0.{k}', 'leaf', '1.0.0' if k < 70 else '^1.0.0'] for k in range(100)]
    assert Derived(packument('many', versions), source).range == '<=1.0.69'
    early = [[f'1.0.0-beta.{k}', 'leaf', '1.0.0'] for k in range(9)]
    assert Derived(packument('early', early), source).range == '*'
    assert Derived(packument('none', []), source).range == '<0.0.0-0'

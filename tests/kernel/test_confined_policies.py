"""Which policies ask for a program that shares no memory."""

from __future__ import annotations

from runtime_py.kernel.confinements import Confinements
from runtime_py.security.patterns import Places
from runtime_py.security.reading import BadPolicy, Confinement, read_document
from runtime_py.security.writing import read_confinement, write_confinement
from tests.support import raises


def confinement(text: str) -> Confinement:
    return Confinement([]).narrowed(read_document(text, 'test'), Places('/home', '/home/app', '/home/app'))


def test_the_profile_strict_and_the_field() -> None:
    for text, expected in [
        ('"open"', False),
        ('"careful"', False),
        ('"strict"', True),
        ('{"profile": "careful", "confined": true}', True),
        ('{"profile": "strict", "confined": false}', True),
        ('{"rules": []}', False),
    ]:
        found = confinement(text)
        assert found.is_confined() is expected, text
        assert read_confinement(write_confinement(found)).is_confined() is expected, text
    with raises(BadPolicy):
        read_document('{"confined": 1}', 'test')


def test_children_stay_confined() -> None:
    known = Confinements()
    assert known.begin(5, 0, write_confinement(confinement('"strict"'))) is not None
    assert known.begin(6, 5, write_confinement(confinement('{"profile": "open", "confined": false}'))) is not None
    assert known.begin(7, 0, write_confinement(confinement('"careful"'))) is not None
    assert known.is_confined(5) and known.is_confined(6)
    assert not known.is_confined(7) and not known.is_confined(8)

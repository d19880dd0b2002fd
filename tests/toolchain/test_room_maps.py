"""The maps of the rooms name what is there."""

from pathlib import Path

from toolchain import room_maps

TEXT = 'room: a room.\n\n    first, parts/   this\n    open_*          that\n\nWhat holds: gone_one is prose.'


def test_names_that_are_missing_and_names_that_are_stale() -> None:
    room = Path('room')
    assert room_maps.problems_of(room, {'first', 'parts/', 'open_a', 'open_b'}, TEXT) == []
    assert room_maps.problems_of(room, {'first', 'parts/', 'last'}, TEXT) == ['room/__init__.py: the map lacks last']
    stale = TEXT.replace('first,', 'first, old_name,')
    assert room_maps.problems_of(room, {'first', 'parts/'}, stale) == [
        'room/__init__.py: the map has old_name, which does not exist'
    ]


def test_every_room_has_its_map() -> None:
    assert len(room_maps.rooms()) > 14
    assert room_maps.main() == 0

"""Which machine and port a preview's address means."""

from __future__ import annotations

from runtime_py.platform.preview_places import beside, machine_of, place_in, place_of, port_of, segment_of


def test_there_and_back() -> None:
    for machine, port in [(0, 3000), (1, 80), (7, 65535)]:
        place = place_of(machine, port)
        assert machine_of(place) == machine and port_of(place) == port and place_in(segment_of(place)) == place
        assert machine_of(beside(place, 4000)) == machine and port_of(beside(place, 4000)) == 4000
    assert segment_of(place_of(0, 3000)) == '3000'

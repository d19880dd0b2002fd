"""Methods before those of one object's class."""

from __future__ import annotations

from runtime_py.platform.layers import method_of, put_layer
from runtime_py.platform.maps import Map


class Door:
    def __init__(self) -> None:
        self.log: list[str] = []

    def open(self, how: str) -> str:
        self.log.append(how)
        return 'opened ' + how

    def shut(self) -> str:
        return 'shut'


def test_a_layer_is_before_one_object_alone() -> None:
    door = Door()
    inner = method_of(door, 'open')
    put_layer(door, Map([['open', lambda how: 'asked; ' + inner(how)]]))
    assert door.open('wide') == 'asked; opened wide' and door.log == ['wide'] and door.shut() == 'shut'
    assert isinstance(door, Door) and Door().open('wide') == 'opened wide'

"""Memory that grows: the same views in both worlds."""

from __future__ import annotations

from runtime_py.platform.memory import create, wrap

PAGE = 65536


def test_views_share_their_octets() -> None:
    memory = create(PAGE, PAGE * 4)
    memory.i32[0] = 0x01020304
    assert memory.u8[0] == 4 and memory.u8[3] == 1 and memory.size == PAGE
    memory.f64[1] = 1.5
    assert memory.u8[15] == 63 and memory.u8[14] == 248


def test_growing_keeps_what_was_there() -> None:
    memory = create(PAGE, PAGE * 2)
    memory.i32[5] = 77
    assert memory.grow(PAGE) and memory.size == PAGE * 2 and memory.i32[5] == 77
    memory.i32[(PAGE * 2 - 4) >> 2] = 5
    assert not memory.grow(PAGE)
    memory.sync()
    assert memory.i32[(PAGE * 2 - 4) >> 2] == 5


def test_another_view_of_the_same_memory() -> None:
    memory = create(PAGE, PAGE)
    memory.i32[1] = 9
    assert wrap(memory.memory).i32[1] == 9

"""Random octets go where they should."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, equal
from runtime_py.platform.entropy import random_fill


def test_only_the_part_is_filled() -> None:
    data = alloc(64)
    random_fill(data, 8, 48)
    assert equal(data[0:8], alloc(8)) and equal(data[56:64], alloc(8)) and not equal(data[8:56], alloc(48))
    again = alloc(64)
    random_fill(again, 8, 48)
    assert not equal(data, again)

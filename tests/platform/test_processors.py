"""What the computer reports."""

from __future__ import annotations

from runtime_py.platform.processors import memory_of_computer, processor_count


def test_there_is_something() -> None:
    assert processor_count() >= 1 and memory_of_computer() >= 0

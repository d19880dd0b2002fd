"""What a shell says of a signal that ended a command."""

from __future__ import annotations

from runtime_py.shell.strsignal import description, strsignal


def test_texts() -> None:
    assert [strsignal(number) for number in [9, 11, 15]] == ['Killed', 'Segmentation fault', 'Terminated']
    assert [strsignal(number) for number in [0, 2, 13]] == ['', '', '']  # what a user pressed, or what is usual
    assert description(13) == 'Broken pipe' and description(36) == 'Real-time signal 2'

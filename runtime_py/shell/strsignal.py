"""A shell's message about a command that a signal ended (strsignal(3))."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.sys.signals import SIGINT, SIGPIPE

_TEXTS: Map[int, str] = Map(
    [
        [1, 'Hangup'],
        [2, 'Interrupt'],
        [3, 'Quit'],
        [4, 'Illegal instruction'],
        [5, 'Trace/breakpoint trap'],
        [6, 'Aborted'],
        [7, 'Bus error'],
        [8, 'Floating point exception'],
        [9, 'Killed'],
        [10, 'User defined signal 1'],
        [11, 'Segmentation fault'],
        [12, 'User defined signal 2'],
        [13, 'Broken pipe'],
        [14, 'Alarm clock'],
        [15, 'Terminated'],
        [16, 'Stack fault'],
        [24, 'CPU time limit exceeded'],
        [25, 'File size limit exceeded'],
        [26, 'Virtual timer expired'],
        [27, 'Profiling timer expired'],
        [29, 'I/O possible'],
        [30, 'Power failure'],
        [31, 'Bad system call'],
    ]
)


def strsignal(number: int) -> str:
    """'' for signals that a shell doesn't report: Ctrl-C was pressed by the user, and a closed pipe is normal."""
    return '' if number == 0 or number == SIGINT or number == SIGPIPE else description(number)


def description(number: int) -> str:
    text = _TEXTS.get(number)
    return f'Real-time signal {number - 34}' if text is None else text

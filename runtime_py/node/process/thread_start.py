"""The start data that a new thread gets from its parent: its number, its port, environment, options
(src/node_worker.cc).

The main thread has such data too, with number 0 and no port. Must not know workers, or how the message is sent: it is
plain data."""

from __future__ import annotations

# resourceLimits, by index. The engine can't limit a worker; the kernel ends one whose heap is measured to be larger
YOUNG_MB = 0
OLD_MB = 1
CODE_MB = 2
STACK_MB = 3
LIMITS = 4
AWAITED = -1  # as a number: not known yet
DEFAULT_YOUNG_MB = 192
DEFAULT_OLD_MB = 2096
DEFAULT_STACK_MB = 4


class ThreadStart:
    def __init__(self) -> None:
        self.number = 0
        self.name = 'main'
        self.port = 0  # address of the port to its parent
        self.internal = False  # runs a module of the library itself
        self.track_fds = False
        self.limits = Float64Array(LIMITS)
        self.env = {}
        self.shared_env = 0  # address of the shared environment, 0 for a copy
        self.exec_argv = []
        self.exec_path = ''
        self.options = {}
        self.time_zone = js_undefined  # the process's TZ
        self.trace_file = ''  # empty if the process traces nothing
        self.trace_categories = []

    def take(self, number: int, given: object) -> None:
        Object.assign(self, given)
        self.number = number

    @property
    def is_main(self) -> bool:
        return self.number == 0


def limits_in_force(asked: Float64Array) -> Float64Array:
    """-1 means the default."""
    found = Float64Array(asked)
    for place, value in [
        [YOUNG_MB, DEFAULT_YOUNG_MB],
        [OLD_MB, DEFAULT_OLD_MB],
        [CODE_MB, 0],
        [STACK_MB, DEFAULT_STACK_MB],
    ]:
        if found[place] <= 0:
            found[place] = value
    return found


def given_heap(asked: Float64Array) -> float:
    """Bytes of both generations of the heap, 0 if the program limits neither."""
    if asked[YOUNG_MB] <= 0 and asked[OLD_MB] <= 0:
        return 0
    found = limits_in_force(asked)
    return (found[YOUNG_MB] + found[OLD_MB]) * 1048576


def awaited() -> ThreadStart:
    """Of a further thread that boots before a program asks for one."""
    made = ThreadStart()
    made.number = AWAITED
    return made

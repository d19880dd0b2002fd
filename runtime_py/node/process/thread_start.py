"""What a new thread is told by the one that makes it: its number, its port, environment, options (src/node_worker.cc).

The main thread has one too, with number 0 and no port. Must not know workers, nor how the message travels: it is plain data."""
from __future__ import annotations

# resourceLimits, by place; the engine gives a worker no way to set them, they are what the program asked for
YOUNG_MB = 0
OLD_MB = 1
CODE_MB = 2
STACK_MB = 3
LIMITS = 4
DEFAULT_YOUNG_MB = 192
DEFAULT_OLD_MB = 2096
DEFAULT_STACK_MB = 4


class ThreadStart:
    def __init__(self) -> None:
        self.number = 0
        self.name = 'main'
        self.port = 0               # address of the port to its maker
        self.internal = False       # runs a module of the library itself
        self.track_fds = False
        self.limits = Float64Array(LIMITS)
        self.env = {}
        self.shared_env = 0         # address of the block, 0 for a copy
        self.exec_argv = []
        self.exec_path = ''
        self.options = {}
        self.time_zone = js_undefined   # the process's TZ

    @property
    def is_main(self) -> bool:
        return self.number == 0


def limits_in_force(asked: Float64Array) -> Float64Array:
    """-1 asks for the default."""
    found = Float64Array(asked)
    for place, value in [[YOUNG_MB, DEFAULT_YOUNG_MB], [OLD_MB, DEFAULT_OLD_MB], [CODE_MB, 0], [STACK_MB, DEFAULT_STACK_MB]]:
        if found[place] <= 0:
            found[place] = value
    return found


def from_message(number: int, given: object) -> ThreadStart:
    made = ThreadStart()
    Object.assign(made, given)
    made.number = number
    return made

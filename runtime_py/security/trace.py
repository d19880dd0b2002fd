"""What one run of a program did, with its children: facts in the order in which they were seen, and counts. Pure; must
not know what is suspicious."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.security.areas import AREAS, NAMES
from runtime_py.security.subject import COMMAND
from runtime_py.security.who import Who

# kinds of facts, and their things
READ = 'read'  # a path
WRITE = 'write'  # a path
LINK = 'link'  # the target of a symbolic link that was made
EXECUTABLE = 'executable'  # a file that was made executable
START = 'start'  # the program's file, of a child
HOST = 'host'  # HOST:PORT outside
LISTEN = 'listen'  # a port
TEXT = 'text'  # how program text hides what it does, in words
SCRAMBLED = 'scrambled'  # a file whose new content looks encrypted
REFUSED = 'refused'  # `ACTION OBJECT`, by the policy
NAME = 'name'  # the well-known package whose name it imitates
KINDS = [READ, WRITE, LINK, EXECUTABLE, START, HOST, LISTEN, TEXT, SCRAMBLED, REFUSED, NAME]
MOST = 64  # things of one kind


class Counts:
    """Figures of a run with all its processes, since it began."""

    def __init__(self) -> None:
        self.written = 0  # files of the project that were opened for writing
        self.removed = 0  # files that were removed
        self.cpu_ms = 0.0
        self.seconds = 0.0
        self.sent = 0.0  # bytes to other hosts
        self.received = 0.0


class Trace:
    """`kind` is that of the subject (security/subject.py). `is_typed`: its text was given on the command line by the user.
    `areas_read` and `areas_written` have a bit for each area."""

    def __init__(self, who: Who, kind: str = COMMAND, is_typed: bool = False) -> None:
        self.who = who
        self.is_typed = is_typed
        self.kind = kind
        self.areas_read = 0
        self.areas_written = 0
        self.counts = Counts()
        self._things: Map[str, Map[str, int]] = Map()  # kind -> thing -> its place in the order
        self._next = 0

    def saw(self, what: str, thing: str) -> bool:
        """Whether it is new."""
        if what not in KINDS:
            return False
        things = self._things.get(what)
        if things is None:
            things = Map()
            self._things.set(what, things)
        if things.has(thing) or things.size >= MOST:
            return False
        things.set(thing, self._next)
        self._next += 1
        return True

    def saw_areas(self, read: int, written: int) -> bool:
        """Bits of areas; whether one is new."""
        is_new = (read & ~self.areas_read) != 0 or (written & ~self.areas_written) != 0
        self.areas_read |= read
        self.areas_written |= written
        return is_new

    def has_read(self, area: int) -> bool:
        return (self.areas_read & (1 << area)) != 0

    def has_written(self, area: int) -> bool:
        return (self.areas_written & (1 << area)) != 0

    def things(self, what: str) -> list[str]:
        found = self._things.get(what)
        return [] if found is None else list(found.keys())

    def has(self, what: str, thing: str) -> bool:
        found = self._things.get(what)
        return found is not None and found.has(thing)

    def place(self, what: str, thing: str) -> int:
        """Where in the order it was seen; -1 for never."""
        found = self._things.get(what)
        place = None if found is None else found.get(thing)
        return -1 if place is None else place

    def habits(self) -> list[str]:
        """What is compared between runs: no paths, since those differ each time."""
        found = [f'{HOST} {host}' for host in self.things(HOST)]
        found.extend([f'{START} {_last(path)}' for path in self.things(START)])
        found.extend([f'{LISTEN} {port}' for port in self.things(LISTEN)])
        for area in range(AREAS):
            if self.has_read(area):
                found.append(f'{READ} {NAMES[area]}')
            if self.has_written(area):
                found.append(f'{WRITE} {NAMES[area]}')
        return found


def _last(path: str) -> str:
    return path[path.rfind('/') + 1 :]

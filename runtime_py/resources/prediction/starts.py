"""What the starts of commands read: the files in the order of the last start, with their times, how long the start took
and what it needed of the machine. Bounded: the longest unused start makes room.

Must not know files: a path is a text."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set

MOST_STARTS = 24
MOST_FILES = 800  # of one start
MOST_LETTERS = 240  # a longer path isn't kept
_WHOLE = 0.5  # a start that read less than this part of the one before probably failed


class ReadFile:
    """`ms` since the command began."""

    def __init__(self, path: str, ms: int) -> None:
        self.path = path
        self.ms = ms


class Start:
    """`programs`: the programs in the order in which they began (npm, sh, node); `scripts`: those of the
    runtime that they loaded; `threads`: of all of them; `modules`:
    paths of large WebAssembly binaries, a part of `files`."""

    def __init__(self, command: str, folder: str) -> None:
        self.command = command
        self.folder = folder
        self.files: list[ReadFile] = []
        self.modules: list[str] = []
        self.programs: list[str] = []
        self.scripts: list[str] = []
        self.threads = 0
        self.ready_ms = 0  # until it listened, or ended
        self.runs = 0
        self.serial = 0  # of its last run, among all


class Starts:
    def __init__(self) -> None:
        self.starts: Map[str, Start] = Map()
        self.serial = 0

    def learn(self, seen: Start) -> None:
        """`seen`: what one start did. A failed one doesn't take the place of a whole one."""
        key = start_key(seen.command, seen.folder)
        before = self.starts.get(key)
        self.serial += 1
        kept = bounded(seen)
        if before is not None:
            kept.runs = before.runs
            if len(kept.files) < len(before.files) * _WHOLE:
                before.runs += 1
                before.serial = self.serial
                # twice in a row isn't a failure
                before.files = before.files[: max(len(kept.files), int(len(before.files) * _WHOLE))]
                return
        kept.runs += 1
        kept.serial = self.serial
        self.starts.set(key, kept)
        if self.starts.size > MOST_STARTS:
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        oldest = ''
        for key, start in self.starts.entries():
            if oldest == '' or start.serial < self.starts.get(oldest).serial:
                oldest = key
        self.starts.delete(oldest)

    def find(self, command: str, folder: str) -> Start | None:
        return self.starts.get(start_key(command, folder))

    def newest_first(self) -> list[Start]:
        return sorted([start for start in self.starts.values()], key=lambda start: -start.serial)


def start_key(command: str, folder: str) -> str:
    return f'{folder}\n{command}'


def bounded(seen: Start) -> Start:
    """A copy in which each file stands once, and no more than are kept."""
    kept = Start(seen.command, seen.folder)
    known: Set[str] = Set()
    for file in seen.files:
        if len(kept.files) < MOST_FILES and len(file.path) <= MOST_LETTERS and not known.has(file.path):
            known.add(file.path)
            kept.files.append(file)
    kept.modules = [path for path in seen.modules if known.has(path)][:8]
    kept.programs = seen.programs[:8]
    kept.scripts = seen.scripts[:24]
    kept.threads = min(seen.threads, 64)
    kept.ready_ms = seen.ready_ms
    kept.runs = seen.runs
    kept.serial = seen.serial
    return kept

"""Which policy each process has. The kernel keeps it: a process says only what is added for a child, so that nobody
gets more than who started him.

Must not know how policies decide, nor who enforces them."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set
from runtime_py.security.reading import BadPolicy, Confinement
from runtime_py.security.writing import PARTS_MOST, read_confinement, write_confinement

ENDED_MOST = 1000
READ_MOST = 200


class ReadConfinement:
    """A confinement and its policy, which is made once."""

    def __init__(self, confinement: Confinement) -> None:
        self.confinement = confinement
        self.policy = confinement.policy()


class Confinements:
    def __init__(self) -> None:
        self._texts: Map[int, str] = Map()
        self._ended: Map[int, str] = Map()  # pid -> of a process that has ended: its connections may be another's now
        self._forgotten = 0  # the highest pid of which that isn't known any more
        self._read: Map[str, ReadConfinement] = Map()

    def of(self, slot: int) -> str:
        """'' allows everything."""
        return self._texts.get(slot) or ''

    def is_confined(self, slot: int) -> bool:
        """Whether the process may share no memory with the machine."""
        text = self.of(slot)
        return text != '' and self.read(text).confinement.is_confined()

    def begin(self, slot: int, parent: int, added: str) -> str | None:
        """The confinement of a new process; None when what is added can't be read, or is too much: it must not run
        then."""
        try:
            text = joined(self.of(parent), added)
        except BadPolicy:
            return None
        if text != '':
            self._texts.set(slot, text)
        return text

    def of_process(self, pid: int, slot: int) -> str | None:
        """Also of a process that has ended; None if that isn't known any more. `slot` is below 0 when none has this
        pid."""
        ended = self._ended.get(pid)
        if ended is not None:
            return ended
        return None if slot < 0 and pid <= self._forgotten else self.of(slot)

    def read(self, text: str) -> ReadConfinement:
        """`text` was read before, so it can be read."""
        found = self._read.get(text)
        if found is None:
            if self._read.size >= READ_MOST:
                self._read.clear()
            found = ReadConfinement(read_confinement(text))
            self._read.set(text, found)
        return found

    def forget(self, slot: int, pid: int = 0) -> None:
        """The process has ended."""
        text = self.of(slot)
        self._texts.delete(slot)
        if text != '' and pid > 0:
            self._ended.set(pid, text)
            if self._ended.size > ENDED_MOST:
                oldest = list(self._ended.keys())[0]
                self._ended.delete(oldest)
                self._forgotten = max(self._forgotten, oldest)


def joined(first: str, second: str) -> str:
    """Raises BadPolicy."""
    parts = [*read_confinement(first).parts, *read_confinement(second).parts]
    # repeated parts say nothing new, and children that confine themselves in a chain would have more and more of them
    seen: Set[str] = Set()
    kept = []
    for part in parts:
        key = write_confinement(Confinement([part]))
        if not seen.has(key):
            seen.add(key)
            kept.append(part)
    if len(kept) > PARTS_MOST:
        raise BadPolicy('', f'more than {PARTS_MOST} parts')
    return write_confinement(Confinement(kept))

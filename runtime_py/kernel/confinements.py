"""Which policy each process has. The kernel keeps it: a process says only what is added for a child, so that nobody
gets more than who started him.

Must not know how policies decide, nor who enforces them."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set
from runtime_py.security.reading import BadPolicy, Confinement
from runtime_py.security.writing import PARTS_MOST, read_confinement, write_confinement


class Confinements:
    def __init__(self) -> None:
        self._texts: Map[int, str] = Map()

    def of(self, slot: int) -> str:
        """'' allows everything."""
        return self._texts.get(slot) or ''

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

    def forget(self, slot: int) -> None:
        self._texts.delete(slot)


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

"""Locks between the threads of a program, for engines whose programs have no lock manager behind the wall
(docs/SECURITY.md): those without an origin.

As the Web Locks API has them: a queue for each name; a lock goes with its holder. Must not know programs: a holder is
any object."""

from __future__ import annotations

from typing import Callable

from runtime_py.platform.maps import Map

EXCLUSIVE = 'exclusive'


class ProgramLock:
    """States: pending -> held -> over. `on_granted()` is called when it is held, `on_lost(was_stolen)` when it is
    over."""

    def __init__(self, number: int, holder: object, name: str, mode: str) -> None:
        self.number = number
        self.holder = holder
        self.name = name
        self.mode = mode
        self.is_held = False
        self.on_granted: Callable[[], None] = lambda: None
        self.on_lost: Callable[[bool], None] = lambda was_stolen: None


class ProgramLocks:
    def __init__(self) -> None:
        self._count = 0
        # those that are held first, then those that wait, in their order
        self._by_name: Map[str, list[ProgramLock]] = Map()
        self._by_number: Map[int, ProgramLock] = Map()

    def request(self, holder: object, name: str, mode: str, steals: bool, only_now: bool) -> ProgramLock | None:
        """None: it is taken, and the caller doesn't wait."""
        self._count += 1
        made = ProgramLock(self._count, holder, name, mode)
        queue = self._by_name.get(name) or []
        if steals:
            for other in [lock for lock in queue if lock.is_held]:
                self._remove(other, True)
            queue = [made, *(self._by_name.get(name) or [])]
        elif only_now and not _is_free(queue, mode):
            return None
        else:
            queue = [*queue, made]
        self._by_name.set(name, queue)
        self._by_number.set(made.number, made)
        self._grant(name)
        return made

    def release(self, holder: object, number: int) -> None:
        lock = self._by_number.get(number)
        if lock is not None and lock.holder is holder:
            self._remove(lock, False)
            self._grant(lock.name)

    def forget(self, holder: object) -> None:
        """The process has ended: drops its objects."""
        for lock in self._of(holder):
            self._remove(lock, False)
            self._grant(lock.name)

    def find(self, holder: object, number: int) -> ProgramLock | None:
        lock = self._by_number.get(number)
        return lock if lock is not None and lock.holder is holder else None

    def shown(self, holder: object, are_held: bool) -> list[list[str]]:
        """[name, mode] of each."""
        return [[lock.name, lock.mode] for lock in self._of(holder) if lock.is_held == are_held]

    def _of(self, holder: object) -> list[ProgramLock]:
        return [lock for lock in list(self._by_number.values()) if lock.holder is holder]

    def _remove(self, lock: ProgramLock, is_stolen: bool) -> None:
        left = [other for other in self._by_name.get(lock.name) or [] if other is not lock]
        if len(left) > 0:
            self._by_name.set(lock.name, left)
        else:
            self._by_name.delete(lock.name)
        self._by_number.delete(lock.number)
        lock.on_lost(is_stolen)

    def _grant(self, name: str) -> None:
        queue = self._by_name.get(name) or []
        for place in range(len(queue)):
            lock = queue[place]
            if not lock.is_held:
                if not _is_free(queue[:place], lock.mode):
                    return
                lock.is_held = True
                lock.on_granted()


def _is_free(before: list[ProgramLock], mode: str) -> bool:
    """Whether a lock could be granted behind these."""
    return len(before) == 0 or (mode != EXCLUSIVE and all(lock.mode != EXCLUSIVE for lock in before))

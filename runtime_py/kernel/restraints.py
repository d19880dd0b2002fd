"""Carries out the restrictions of a run of programs: the level in each process's entry, which its observer obeys
(sys/observer.py), its priority, and stopping.

A process that computes and makes no system call can't be stopped by this, and does no harm outside of itself meanwhile.
Must not know why a run is restricted."""

from __future__ import annotations

from runtime_py.platform.atomics import notify, store
from runtime_py.platform.maps import Map
from runtime_py.security.restriction import DENIED, PAUSED, SLOWED
from runtime_py.sys.layout import CONTROL, DYING, NICE, RESTRAINT, RUNNING, STARTING, STATE, entry
from runtime_py.sys.signals import SIGCONT, SIGSTOP

PAUSE_MS = 60000  # while the question is open; after that the run continues, but is denied
_SLOW_NICE = 19


class Restraints:
    """`later(ms, call)` is a timer."""

    def __init__(self, system: object, later: object) -> None:
        self._system = system
        self._later = later
        self._priorities: Map = Map()  # pid -> nice before

    def restrain(self, pids: list, level: int, is_still_paused: object) -> None:
        """`is_still_paused()`: whether the run is to stay stopped when the time for an answer is over."""
        for pid in pids:
            self.restrain_one(pid, level)
        if level == PAUSED:
            self._later(PAUSE_MS, lambda: self._end_pause(pids, is_still_paused))

    def restrain_one(self, pid: int, level: int) -> None:
        slot = self._slot(pid)
        if slot < 0:
            return
        self._set(slot, level)
        processes = self._system.processes
        if level >= SLOWED:
            if not self._priorities.has(pid):
                self._priorities.set(pid, processes.get(slot, NICE))
            processes.set(slot, NICE, _SLOW_NICE)
        if level == PAUSED:
            self._system.kill(pid, SIGSTOP)

    def release(self, pids: list) -> None:
        for pid in pids:
            slot = self._slot(pid)
            if slot >= 0:
                self._set(slot, 0)
                self._system.processes.set(slot, NICE, self._priorities.get(pid) or 0)
                self._system.kill(pid, SIGCONT)

    def forget(self, pid: int) -> None:
        self._priorities.delete(pid)

    def _end_pause(self, pids: list, is_still_paused: object) -> None:
        if not is_still_paused():
            return
        for pid in pids:
            slot = self._slot(pid)
            if slot >= 0:
                self._set(slot, DENIED)
                self._system.kill(pid, SIGCONT)

    def _set(self, slot: int, level: int) -> None:
        words = self._system.memory.i32
        word = (entry(slot) >> 2) + RESTRAINT
        store(words, word, level)
        notify(words, word)

    def _slot(self, pid: int) -> int:
        processes = self._system.processes
        slot = processes.find(pid)
        if slot <= 0 or processes.get(slot, STATE) not in (STARTING, RUNNING) or processes.get(slot, CONTROL) == DYING:
            return -1
        return slot

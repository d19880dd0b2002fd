"""Threads of a process: workers that share its descriptors, working folder and pid, each with a slot, a bell and a control word of its own.

made (a slot, STATE is THREAD) -> launched by the kernel -> ending (its control word says dying) -> THREAD_ENDED, its maker told -> forgotten.
A thread that ends takes the threads that it made with it; the main thread's end is the process's. Ports between them: mailboxes.py.
Must not know what a thread runs."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.atomics import add
from runtime_py.sys.children import ChildCalls
from runtime_py.sys.cpu_time import set_busy
from runtime_py.sys.layout import (
    AREA,
    FREE,
    LOOP_IDLE,
    LOOP_START,
    NEXT_OBJECT,
    STATE,
    STATUS,
    THREAD,
    THREAD_ENDED,
    THREAD_ID,
    THREAD_KEEPS_FILES,
    THREAD_PARENT,
    THREADS_MADE,
    entry,
)
from runtime_py.sys.mailboxes import Letter


class ThreadLaunch:
    """What the kernel needs to start a worker for a thread. `start` is for the program that runs in it."""

    def __init__(self, slot: int, number: int, process: int, start: Any) -> None:
        self.slot = slot
        self.number = number
        self.process = process
        self.start = start


class ThreadCalls(ChildCalls):
    thread_launcher: Callable[[ThreadLaunch], None]

    def next_thread_number(self) -> int:
        """1 for the first that the process makes."""
        return add(self.memory.i32, (entry(self.slot) >> 2) + THREADS_MADE, 1) + 1

    def make_thread(self, number: int, keeps_files: bool) -> int:
        """A slot for a thread, which can own ports at once; or -EAGAIN."""
        self._look_at_shared()
        self.share_state()
        self.machine.lock()
        try:
            slot = self.processes.claim_thread(self.slot)
            if slot >= 0:
                self.processes.set(slot, THREAD_PARENT, self.thread)
                self.processes.set(slot, THREAD_ID, number)
                self.processes.set(slot, THREAD_KEEPS_FILES, 1 if keeps_files else 0)
                self.memory.f64[(entry(slot) + LOOP_START * 4) >> 3] = -1
            return slot
        finally:
            self.machine.unlock()

    def start_thread(self, slot: int, start: Any) -> None:
        self.thread_launcher(ThreadLaunch(slot, self.processes.get(slot, THREAD_ID), self.slot, start))

    def end_thread(self, slot: int, code: int) -> None:
        """Another thread than ours. Its end is told later, through `thread_has_ended`."""
        self.locked(lambda: self._doom_thread(slot, code))

    def _doom_thread(self, slot: int, code: int) -> int:
        if self.processes.get(slot, STATE) == THREAD:
            self.processes.doom(slot, code)
        return 0

    def exit_thread(self, code: int) -> None:
        """Ends the thread that calls; the whole process when it is the main thread. Never returns in a worker."""
        if self.thread == self.slot:
            self.exit(code)
            return
        self.end_thread(self.thread, code)
        self.check_control()

    def thread_has_ended(self, slot: int) -> bool:
        return self.processes.get(slot, STATE) == THREAD_ENDED

    def forget_thread(self, slot: int) -> int:
        """Frees the slot of a thread that has ended; its exit code."""
        self.machine.lock()
        status = self.processes.get(slot, STATUS)
        self.processes.set(slot, STATE, FREE)
        self.machine.unlock()
        return status

    # the times of an event loop, which its parent reads

    def set_loop_times(self, start: float, idle: float) -> None:
        self.memory.f64[(entry(self.thread) + LOOP_START * 4) >> 3] = start
        self.memory.f64[(entry(self.thread) + LOOP_IDLE * 4) >> 3] = idle

    def loop_times(self, slot: int) -> list[float]:
        """[when it started, how long it was idle], -1 before it started."""
        return [self.memory.f64[(entry(slot) + LOOP_START * 4) >> 3], self.memory.f64[(entry(slot) + LOOP_IDLE * 4) >> 3]]

    # what the threads of a process know of their CPU time

    def set_busy(self, total: float, since: float) -> None:
        set_busy(self.memory, self.thread, total, since)

    # ports

    def make_port(self, owner: int) -> int:
        return self.locked(lambda: self.machine.mailboxes.create(self.slot, owner))

    def make_channel(self, owner: int, peer_owner: int) -> list[int]:
        """Two joined ports, each with its owner; [0, 0] when the memory is full."""
        boxes = self.machine.mailboxes
        self.machine.lock()
        try:
            ends = [boxes.create(self.slot, owner), boxes.create(self.slot, peer_owner)]
            if ends[0] == 0 or ends[1] == 0:
                return [0, 0]
            boxes.join(ends[0], ends[1])
            return ends
        finally:
            self.machine.unlock()

    def next_object_number(self) -> int:
        """For an object that only the engine can carry between workers."""
        return add(self.memory.i32, (AREA >> 2) + NEXT_OBJECT, 1) + 1

    def with_ports(self, call: Callable[[Any], Any]) -> Any:
        """`call(mailboxes)` under the lock."""
        self.machine.lock()
        try:
            return call(self.machine.mailboxes)
        finally:
            self.machine.unlock()

    def take_mail(self) -> list[int]:
        return self.with_ports(lambda boxes: boxes.take_mail(self.thread))

    def post_letter(self, port: int, letter: Letter) -> bool:
        """To the other end of the channel; letters to a closed end are lost."""
        def call(boxes: Any) -> bool:
            found = boxes.others(port)
            return len(found) == 0 or boxes.post(found[0], letter)
        return self.with_ports(call)

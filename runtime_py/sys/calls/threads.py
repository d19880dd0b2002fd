"""Threads of a process: workers that share its descriptors, working folder and pid, each with a slot, a bell and a
control word of its own.

made (a slot, STATE is THREAD) -> launched by the kernel -> ending (its control word says dying) -> THREAD_ENDED, its
parent notified -> forgotten. When a thread ends, the threads that it made end too; the end of the main thread ends the
process. Ports between them: mailboxes.py. Must not know what a thread runs."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.atomics import add
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import EAGAIN
from runtime_py.resources.limits import MEMORY, Bounds
from runtime_py.sys.calls.process import ProcessCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.cpu_time import set_busy
from runtime_py.sys.layout import (
    FREE,
    LOOP_IDLE,
    LOOP_RESTS_SINCE,
    LOOP_START,
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
from runtime_py.sys.limits import may_not_be_more, put_bounds
from runtime_py.sys.threads import ThreadLaunch


class ThreadCalls:
    def __init__(self, context: ProcessContext, process: ProcessCalls) -> None:
        self.context = context
        self.memory = context.memory
        self.machine = context.machine
        self.processes = context.processes
        self.process = process

    def next_thread_number(self) -> int:
        """The number of the next thread; 1 for the first that the process makes."""
        return add(self.memory.i32, (entry(self.context.slot) >> 2) + THREADS_MADE, 1) + 1

    def make_thread(self, number: int, keeps_files: bool) -> int:
        """Makes a slot for a thread, which can own ports at once; or -EAGAIN."""
        self.context.look_at_shared()
        self.context.share_state()
        self.machine.lock()
        try:
            slot = -EAGAIN if may_not_be_more(self.context) else self.processes.claim_thread(self.context.slot)
            if slot >= 0:
                self.processes.set(slot, THREAD_PARENT, self.context.thread)
                self.processes.set(slot, THREAD_ID, number)
                self.processes.set(slot, THREAD_KEEPS_FILES, 1 if keeps_files else 0)
                self.memory.f64[(entry(slot) + LOOP_START * 4) >> 3] = -1
                self.memory.f64[(entry(slot) + LOOP_IDLE * 4) >> 3] = 0
                self.memory.f64[(entry(slot) + LOOP_RESTS_SINCE * 4) >> 3] = 0
            return slot
        finally:
            self.machine.unlock()

    def limit_thread(self, slot: int, octets: float) -> None:
        """How much memory the thread may have for its JavaScript; the kernel ends it with OUT_OF_MEMORY."""
        put_bounds(self.memory, slot, MEMORY, Bounds(octets, octets))

    def start_thread(self, slot: int, start: Any) -> None:
        self.context.thread_launcher(ThreadLaunch(slot, self.processes.get(slot, THREAD_ID), self.context.slot, start))

    def end_thread(self, slot: int, code: int) -> None:
        """Ends another thread. Its end is reported later, through `thread_has_ended`."""
        self.context.locked(lambda: self._doom_thread(slot, code))

    def _doom_thread(self, slot: int, code: int) -> int:
        if self.processes.get(slot, STATE) == THREAD:
            self.processes.doom(slot, code)
        return 0

    def exit_thread(self, code: int) -> None:
        """Ends the calling thread; the whole process when that is the main thread. Never returns in a worker."""
        if self.context.thread == self.context.slot:
            self.process.exit(code)
            return
        self.end_thread(self.context.thread, code)
        self.context.check_control()

    def thread_has_ended(self, slot: int) -> bool:
        return self.processes.get(slot, STATE) == THREAD_ENDED

    def forget_thread(self, slot: int) -> int:
        """Frees the slot of a thread that has ended; returns its exit code."""
        self.machine.lock()
        status = self.processes.get(slot, STATUS)
        self.processes.set_state(slot, FREE)
        self.machine.unlock()
        return status

    # the event loop's times, read by the parent thread

    def set_loop_start(self, start: float) -> None:
        self.memory.f64[(entry(self.context.thread) + LOOP_START * 4) >> 3] = start

    def set_loop_idle(self, idle: float, since: float) -> None:
        self.memory.f64[(entry(self.context.thread) + LOOP_IDLE * 4) >> 3] = idle
        self.memory.f64[(entry(self.context.thread) + LOOP_RESTS_SINCE * 4) >> 3] = since

    def loop_times(self, slot: int) -> list[float]:
        """[when it started, in ms since 1970, how long it has been idle], -1 before it started."""
        words = self.memory.f64
        since = words[(entry(slot) + LOOP_RESTS_SINCE * 4) >> 3]
        resting = max(now_ms() - since, 0) if since > 0 else 0
        return [words[(entry(slot) + LOOP_START * 4) >> 3], words[(entry(slot) + LOOP_IDLE * 4) >> 3] + resting]

    # CPU time of the threads of a process

    def set_busy(self, total: float, since: float) -> None:
        set_busy(self.memory, self.context.thread, total, since)

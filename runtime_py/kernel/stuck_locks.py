"""Handles a worker that holds a lock of the machine and doesn't release it: its program changed a built-in that the
runtime was using, or there is a bug in the machine.

A lock's word names its holder (platform/atomics.py). The kernel waits PATIENCE_MS for one holder, then ends it. If the
holder only read the file system, and a check finds the file system sound, the lock is freed and the machine goes on.
Otherwise memory may hold an incomplete change: the machine stops without storing any more of it, and the page restarts
it from the last batch (docs/rooms/processes.md).

Must not know programs, or the page except through `stop`."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.atomics import force_free, load, owner_of, set_patience, wait
from runtime_py.platform.clock import call_later
from runtime_py.sys.layout import AREA, IPC_LOCK, PID, THREAD_OF
from runtime_py.vfs.check import Check
from runtime_py.vfs.layout import FS_LOCK, HEAP_LOCK, WRITES

PATIENCE_MS = 15000  # a check of a million files holds the lock for ten seconds
OUTLIVES_MS = 2500  # Chromium lets a terminated worker live for up to two seconds
LOOK_EVERY_MS = 3000
STUCK = 'ERR_TERRARIUM_STUCK'
_IPC_WORD = (AREA >> 2) + IPC_LOCK
WORDS = [_IPC_WORD, FS_LOCK, HEAP_LOCK]


class MachineStopped(Exception):
    """The machine stopped: none of the kernel's work continues."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.message = text
        self.code = STUCK


class StuckLocks:
    """`end_worker(slot)` terminates a worker, False when there is none; `stop(message, code)` ends the machine;
    `warn(message, code)` tells the page."""

    def __init__(self, system: object, end_worker: object, stop: object, warn: object) -> None:
        self.system = system
        self.machine = system.machine
        self.i32 = self.machine.memory.i32
        self.end_worker = end_worker
        self.stop = stop
        self.warn = warn
        self._has_stopped = False
        self._slept_on = 0  # locks that had a sleeping waiter at the last look

    def watch(self) -> None:
        set_patience(PATIENCE_MS, lambda word, slot: self.on_stuck(word, slot))
        call_later(LOOK_EVERY_MS, lambda: self._look())

    def _look(self) -> None:
        """Programs may wait for a lock that the kernel doesn't need. When a lock has had a waiter twice in a row, the
        kernel queues for it too."""
        slept_on = 0
        for k in range(len(WORDS)):
            if (load(self.i32, WORDS[k]) & 1) != 0:
                slept_on |= 1 << k
        if (slept_on & self._slept_on) != 0:
            try:
                self._pass(slept_on & self._slept_on)
            except MachineStopped as error:
                console.error(error)
                return
        self._slept_on = slept_on
        call_later(LOOK_EVERY_MS, lambda: self._look())

    def _pass(self, which: int) -> None:
        if (which & 1) != 0:
            self.machine.lock()
            self.machine.unlock()
        if (which & 2) != 0:
            self.machine.fs.lock_to_look()
            self.machine.fs.unlock_after_look()
        if (which & 4) != 0:
            self.machine.heap.free(self.machine.heap.alloc(16), 16)

    def on_stuck(self, word: int, slot: int) -> None:
        """Returns with the lock free, or raises MachineStopped."""
        pid = self._pid(slot)
        held = [each for each in WORDS if owner_of(self.i32, each) == slot]
        was_ended = pid > 0 and not self._has_stopped and self.end_worker(slot)
        if was_ended:
            wait(Int32Array(SharedArrayBuffer(4)), 0, 0, OUTLIVES_MS)
        if was_ended and word == FS_LOCK and len(held) == 1 and (load(self.i32, WRITES) & 1) == 0:
            force_free(self.i32, word)
            if len(Check(self.machine.fs).run()) == 0:
                self.warn(f'Process {pid} blocked the machine and was ended.', STUCK)
                return
        who = f'Process {pid}' if pid > 0 else 'A part of the machine'
        text = f"{who} did not finish a change to the machine's memory. The machine must restart; files are as they were last stored."
        if not self._has_stopped:
            self._has_stopped = True
            self.stop(text, STUCK)
            # code that still runs here ends at its next lock
            set_patience(0, lambda word, slot: self.on_stuck(word, slot))
        raise MachineStopped(text)

    def _pid(self, slot: int) -> int:
        processes = self.machine.processes
        if not 0 < slot < SLOTS:
            return 0
        return processes.get(processes.get(slot, THREAD_OF) if processes.is_thread(slot) else slot, PID)

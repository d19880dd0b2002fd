"""The process table: entries by slot, found by pid; signals and their delivery by marks and bells.

Slot 0 is the kernel worker, pid 1: it adopts orphans and ends processes that are marked as dying. The caller holds the
ipc lock. Must not know workers, descriptors or programs."""

from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS, Bells
from runtime_py.platform.atomics import load, notify, store
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import EAGAIN, EINVAL, ESRCH
from runtime_py.platform.memory import Memory
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.sys.accounts import clear
from runtime_py.sys.cpu_time import reap_slot
from runtime_py.sys.layout import (
    AREA,
    COMMAND,
    COMMAND_BYTES,
    CONTROL,
    CWD,
    CWD_BYTES,
    DYING,
    DYING_STATUS,
    ENTRY_WORDS,
    FREE,
    GROUP_LOW,
    HANDLED_LOW,
    HELD_HIGH,
    HELD_LOW,
    IGNORED_LOW,
    NEXT_PID,
    NEXT_SLOT,
    PAUSED,
    PENDING_LOW,
    PGID,
    PID,
    PPID,
    QUEUE,
    RUNNING,
    RUNS,
    SID,
    START,
    START_BYTES,
    STARTED,
    STARTING,
    STATE,
    STATUS,
    STOP_STATUS,
    STOPPED,
    THREAD,
    THREAD_ENDED,
    THREAD_OF,
    TTY,
    ZOMBIE,
    entry,
)
from runtime_py.sys.signals import (
    HIGHEST,
    IGNORED_BY_DEFAULT,
    SIGCHLD,
    SIGCONT,
    SIGINT,
    SIGKILL,
    SIGSTOP,
    SIGTTOU,
    STOPPING,
)
from runtime_py.sys.states import CONTROL as CONTROL_WORD
from runtime_py.sys.states import PROCESS
from runtime_py.vfs.heap import Heap

MAX_PID = 4194304
COMMAND_LIMIT = 1024


class ProcessInfo:
    """One row of `ps`. `state` is R, T (stopped) or Z, `started` in ms since 1970."""

    def __init__(
        self, pid: int, ppid: int, pgid: int, state: str, tty: int, started: float, command: str, slot: int
    ) -> None:
        self.pid = pid
        self.ppid = ppid
        self.pgid = pgid
        self.state = state
        self.tty = tty
        self.started = started
        self.command = command
        self.slot = slot


class StartInfo:
    """How a process was started: `path` is the program's file."""

    def __init__(self, argv: list[str], env: list[str], path: str, cwd: str) -> None:
        self.argv = argv
        self.env = env
        self.path = path
        self.cwd = cwd


class Processes:
    def __init__(self, memory: Memory, heap: Heap, bells: Bells) -> None:
        self.memory = memory
        self.heap = heap
        self.bells = bells

    def get(self, slot: int, field: int) -> int:
        return load(self.memory.i32, (entry(slot) >> 2) + field)

    def set(self, slot: int, field: int, value: int) -> None:
        store(self.memory.i32, (entry(slot) >> 2) + field, value)

    def set_state(self, slot: int, state: int) -> None:
        PROCESS.check(self.get(slot, STATE), state)
        self.set(slot, STATE, state)

    def _set_control(self, slot: int, control: int) -> None:
        CONTROL_WORD.check(self.get(slot, CONTROL), control)
        self.set(slot, CONTROL, control)

    def queue(self, slot: int) -> int:
        return entry(slot) + QUEUE * 4

    def find(self, pid: int) -> int:
        """The slot of a process or zombie, or -ESRCH."""
        for slot in range(SLOTS):
            if self.get(slot, PID) == pid and self.is_process(slot):
                return slot
        return -ESRCH

    def is_process(self, slot: int) -> bool:
        """Whether a slot is in use, and not by a further thread of a process."""
        state = self.get(slot, STATE)
        return state == STARTING or state == RUNNING or state == ZOMBIE

    def claim_thread(self, process: int) -> int:
        """Claims a slot for a further thread of a process, in state running; or -EAGAIN."""
        slot = self._free_slot()
        if slot >= 0:
            self._clear(slot)
            self.set(slot, THREAD_OF, process)
            self.set_state(slot, THREAD)
        return slot

    def _free_slot(self) -> int:
        """The free slot that has been unused longest, or -EAGAIN: a worker that computes without taking a lock lives
        for up to two seconds after its termination (Chromium), and must still find its own control word."""
        word = (AREA >> 2) + NEXT_SLOT
        first = self.memory.i32[word]
        for k in range(SLOTS):
            slot = (first + k) % SLOTS
            if self.get(slot, STATE) == FREE:
                self.memory.i32[word] = (slot + 1) % SLOTS
                return slot
        return -EAGAIN

    def threads(self, process: int) -> list[int]:
        """Slots of a process's further threads, including ended ones."""
        return [slot for slot in range(1, SLOTS) if self.is_thread(slot) and self.get(slot, THREAD_OF) == process]

    def count(self) -> int:
        """Of processes and their further threads, without the kernel."""
        return len([slot for slot in range(1, SLOTS) if self.get(slot, STATE) != FREE])

    def is_thread(self, slot: int) -> bool:
        state = self.get(slot, STATE)
        return state == THREAD or state == THREAD_ENDED

    def _clear(self, slot: int) -> None:
        base = entry(slot) >> 2
        # the bell and the wait queue's sequence aren't reset: a thread may still sleep on them
        for field in range(ENTRY_WORDS):
            if field < 16 or field >= THREAD_OF or field == STOP_STATUS or field == COMMAND or field == COMMAND_BYTES:
                self.memory.i32[base + field] = 0
        clear(self.memory, slot)

    def claim(self, ppid: int, pgid: int, sid: int) -> int:
        """Claims a free slot with a new pid, or -EAGAIN. pgid 0 makes it the leader of a new group; sid 0, of a
        session."""
        slot = self._free_slot()
        if slot < 0:
            return slot
        self._clear(slot)
        pid = self.next_pid()
        self.set(slot, PID, pid)
        self.set(slot, PPID, ppid)
        self.set(slot, PGID, pgid if pgid > 0 else pid)
        self.set(slot, SID, sid if sid > 0 else pid)
        self.memory.f64[(entry(slot) + STARTED * 4) >> 3] = now_ms()
        self.set_state(slot, STARTING)
        return slot

    def next_pid(self) -> int:
        word = (AREA >> 2) + NEXT_PID
        while True:
            pid = self.memory.i32[word]
            self.memory.i32[word] = 2 if pid >= MAX_PID else pid + 1
            if self.find(pid) < 0:
                return pid

    def set_command(self, slot: int, argv: list[str]) -> None:
        """Sets what `ps` shows; only the name when the heap is full."""
        self._free_command(slot)
        data = to_bytes(' '.join(argv))
        length = min(len(data), COMMAND_LIMIT)
        address = self.heap.alloc(length) if length > 0 else 0
        if address == 0:
            return
        for k in range(length):
            self.memory.u8[address + k] = data[k]
        self.set(slot, COMMAND, address)
        self.set(slot, COMMAND_BYTES, length)

    def command(self, slot: int) -> str:
        address = self.get(slot, COMMAND)
        if address == 0:
            return ''
        return to_text(bytearray(self.memory.u8[address : address + self.get(slot, COMMAND_BYTES)]))

    def _free_command(self, slot: int) -> None:
        address = self.get(slot, COMMAND)
        if address != 0:
            self.heap.free(address, self.get(slot, COMMAND_BYTES))
            self.set(slot, COMMAND, 0)

    # for /proc

    def set_start(self, slot: int, start: StartInfo) -> None:
        """Stores the StartInfo; does nothing when the heap is full."""
        data = to_bytes(
            '\0'.join([str(len(start.argv)), str(len(start.env)), start.path, start.cwd, *start.argv, *start.env])
        )
        address = self.heap.alloc(len(data))
        if address == 0:
            return
        for k in range(len(data)):
            self.memory.u8[address + k] = data[k]
        self.set(slot, START, address)
        self.set(slot, START_BYTES, len(data))

    def start_of(self, slot: int) -> StartInfo:
        address = self.get(slot, START)
        if address == 0:
            return StartInfo([], [], '', '/')
        parts = to_text(bytearray(self.memory.u8[address : address + self.get(slot, START_BYTES)])).split('\0')
        first_env = 4 + int(parts[0])
        return StartInfo(parts[4:first_env], parts[first_env : first_env + int(parts[1])], parts[2], parts[3])

    def cwd_of(self, slot: int) -> str:
        address = self.get(slot, CWD)
        if address == 0:
            return self.start_of(slot).cwd
        return to_text(bytearray(self.memory.u8[address : address + self.get(slot, CWD_BYTES)]))

    def pid_of(self, slot: int) -> int:
        return self.get(slot, PID)

    def started_of(self, slot: int) -> float:
        """The start time in milliseconds since 1970."""
        return self.memory.f64[(entry(slot) + STARTED * 4) >> 3]

    def _free_start(self, slot: int) -> None:
        address = self.get(slot, START)
        if address != 0:
            self.heap.free(address, self.get(slot, START_BYTES))
            self.set(slot, START, 0)

    def table(self) -> list[ProcessInfo]:
        found: list[ProcessInfo] = []
        for slot in range(SLOTS):
            state = self.get(slot, STATE)
            if self.is_process(slot):
                letter = 'Z' if state == ZOMBIE else ('T' if self.get(slot, CONTROL) == STOPPED else 'R')
                found.append(
                    ProcessInfo(
                        self.get(slot, PID),
                        self.get(slot, PPID),
                        self.get(slot, PGID),
                        letter,
                        self.get(slot, TTY),
                        self.memory.f64[(entry(slot) + STARTED * 4) >> 3],
                        self.command(slot),
                        slot,
                    )
                )
        return found

    def children(self, pid: int) -> list[int]:
        """Slots of a process's children."""
        return [slot for slot in range(SLOTS) if self.get(slot, PPID) == pid and self.is_process(slot)]

    # signals

    def signal(self, pid: int, number: int, together: bool = False) -> int:
        """kill(2): sends a signal to a process, or to the group -pid. Number 0 only checks that it exists. `together`:
        the process gets it as a member of its group."""
        if number < 0 or number > HIGHEST:
            return -EINVAL
        if pid > 0:
            slot = self.find(pid)
            if slot < 0:
                return slot
            self.deliver(slot, number, together)
            return 0
        found = -ESRCH
        for slot in range(1, SLOTS):
            state = self.get(slot, STATE)
            if (state == RUNNING or state == STARTING) and self.get(slot, PGID) == -pid:
                self.deliver(slot, number, True)
                found = 0
        return found

    def deliver(self, slot: int, number: int, together: bool = False) -> None:
        state = self.get(slot, STATE)
        if number == 0 or slot == 0 or (state != RUNNING and state != STARTING):
            return
        if number == SIGCONT:
            self._continue(slot)
        if number == SIGKILL or number == SIGSTOP:
            handled = False
        else:
            handled = self._has(slot, HANDLED_LOW, number)
            if self._has(slot, IGNORED_LOW, number):
                return
        if handled:
            if number == SIGINT and self._has(slot, PENDING_LOW, number) and not self._has(slot, HANDLED_LOW, SIGTTOU):
                # the second one ends it, since a busy loop never runs its handler. A shell with job control (it handles
                # SIGTTOU) ends only by itself
                self.doom(slot, number << 8)
                return
            self._mark(slot, PENDING_LOW, number, True)
            if number < 32:
                self._mark(slot, GROUP_LOW, number, together)
            self.bells.ring(slot)
        elif number in STOPPING:
            self._stop(slot, number)
        elif number not in IGNORED_BY_DEFAULT:
            if state == STARTING and number != SIGKILL:
                # a worker starts more slowly than a native process: hold the signal until the program would have had
                # its handlers natively
                self._mark(slot, HELD_LOW, number, True)
                self.bells.ring(0)
            else:
                self.doom(slot, number << 8)

    def holds_signals(self, slot: int) -> bool:
        return self.get(slot, STATE) == STARTING and (self.get(slot, HELD_LOW) != 0 or self.get(slot, HELD_HIGH) != 0)

    def begin(self, slot: int) -> None:
        """The program has begun, or had the time to: delivers held signals."""
        if self.get(slot, STATE) != STARTING:
            return
        self.set_state(slot, RUNNING)
        for number in self._take(slot, HELD_LOW):
            self.deliver(slot, number)

    def doom(self, slot: int, status: int) -> None:
        """Marks a process (or one thread) to be ended by the kernel with this status."""
        if self.get(slot, CONTROL) == DYING:
            return
        self.set(slot, DYING_STATUS, status)
        self._set_control(slot, DYING)
        self.bells.ring(0)

    def pause(self, slot: int) -> None:
        """The process and its threads pause at their next system call or turn, until `go_on`."""
        for each in [slot, *self.threads(slot)]:
            if self.get(each, CONTROL) == RUNS:
                self._set_control(each, PAUSED)

    def go_on(self, slot: int) -> None:
        for each in [slot, *self.threads(slot)]:
            if self.get(each, CONTROL) == PAUSED:
                self._release(each, RUNS)

    def _release(self, slot: int, control: int) -> None:
        self._set_control(slot, control)
        notify(self.memory.i32, (entry(slot) >> 2) + CONTROL, 1024)

    def _may_run(self, slot: int) -> bool:
        return self.get(slot, CONTROL) in (RUNS, PAUSED)

    def _stop(self, slot: int, number: int) -> None:
        if self._may_run(slot):
            self._release(slot, STOPPED)
            for thread in self.threads(slot):
                if self._may_run(thread):
                    self._release(thread, STOPPED)
            self.set(slot, STOP_STATUS, number)
            self._tell_parent(slot)

    def _continue(self, slot: int) -> None:
        if self.get(slot, CONTROL) == STOPPED:
            self.set(slot, STOP_STATUS, 0)
            for each in [slot, *self.threads(slot)]:
                if self.get(each, CONTROL) == STOPPED:
                    self._release(each, RUNS)
                    self.bells.ring(each)

    def _tell_parent(self, slot: int) -> None:
        self.bells.wake(self.queue(slot))
        parent = self.find(self.get(slot, PPID))
        if parent >= 0:
            self.deliver(parent, SIGCHLD)
            self.bells.ring(parent)

    def has_stopped(self, slot: int) -> bool:
        """Whether it has stopped since its parent last asked."""
        return self.get(slot, STOP_STATUS) > 0

    def set_handled(self, slot: int, number: int, on: bool) -> None:
        self._mark(slot, HANDLED_LOW, number, on)
        if not on:
            self._mark(slot, PENDING_LOW, number, False)

    def set_ignored(self, slot: int, number: int, on: bool) -> None:
        self._mark(slot, IGNORED_LOW, number, on)

    def is_ignored(self, slot: int, number: int) -> bool:
        return self._has(slot, IGNORED_LOW, number)

    def take(self, slot: int) -> list[int]:
        """Takes the pending signals that have handlers, lowest first."""
        return self._take(slot, PENDING_LOW)

    def _take(self, slot: int, field: int) -> list[int]:
        found: list[int] = []
        for half in range(2):
            bits = self.get(slot, field + half)
            if bits != 0:
                self.set(slot, field + half, 0)
                for k in range(32):
                    if ((bits >> k) & 1) != 0:
                        found.append(half * 32 + k)
        return found

    def came_to_group(self, slot: int, number: int) -> bool:
        """Whether a signal that was taken had been sent to the whole group."""
        return number < 32 and self._has(slot, GROUP_LOW, number)

    def _has(self, slot: int, field: int, number: int) -> bool:
        return ((self.get(slot, field + (number >> 5)) >> (number & 31)) & 1) != 0

    def _mark(self, slot: int, field: int, number: int, on: bool) -> None:
        word = field + (number >> 5)
        bit = _bit(number & 31)
        bits = self.get(slot, word)
        self.set(slot, word, (bits | bit) if on else (bits & ~bit))

    # ends

    def finish(self, slot: int, status: int) -> None:
        """The process has ended: it is a zombie until its parent reaps it, and its children pass to the kernel."""
        pid = self.get(slot, PID)
        for child in self.children(pid):
            self.set(child, PPID, 1)
            if self.get(child, STATE) == ZOMBIE:
                self.bells.ring(0)
        self.set(slot, STATUS, status)
        self.set_state(slot, ZOMBIE)
        self._tell_parent(slot)

    def reap(self, slot: int, parent: int) -> None:
        """Frees the slot of a zombie, whose figures are added to those of the process that requested its status."""
        reap_slot(self.memory, slot, parent)
        self._free_command(slot)
        self._free_start(slot)
        self.set_state(slot, FREE)


def _bit(k: int) -> int:
    return -2147483648 if k == 31 else 1 << k

"""Lets processes pause while the cores are contended, as resources/scheduling/turns.py decides.

A paused process parks at its next lock or turn of its event loop, where it looks at its control word anyway: so this
costs programs nothing. Threads that compute without any system call can't be paused. While nothing is contended the
kernel only looks at what resource_watch.py reads. Must not know how decisions come about."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.clock import monotonic_ms, now_ms
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.processors import processor_count
from runtime_py.resources.limits import CPU_SHARE
from runtime_py.resources.scheduling.classes import BUILD_WORK, INTERACTIVE, class_of, read_shares
from runtime_py.resources.scheduling.precedence import Precedence
from runtime_py.resources.scheduling.turns import Runner, Turns
from runtime_py.sys.cpu_time import busy_of, busy_of_ended, busy_threads, is_active
from runtime_py.sys.layout import CONTROL, NICE, PAUSED, PID, PPID, RUNNING, SID, STATE, THREAD_OF
from runtime_py.sys.limits import soft_limit

TICK_MS = 20
URGENT_MS = 60  # so long after a key one core is kept free
JUST_STARTED_MS = 2000  # for so long a program that a person has started comes first
_PERCENT = 100


class Scheduler:
    """`later(ms, call)` is a timer."""

    def __init__(self, system: object, later: object) -> None:
        self.system = system
        self.turns = Turns()
        self.before_reading = lambda: None  # as of resource_watch.py
        self._later = later
        self._precedence = Precedence()
        self._work: Map = Map()  # pid -> its class of work
        self._paused: Set = Set()  # pids
        self._wanted: Map = Map()  # pid -> how many of its threads computed when it was paused
        self._is_ticking = False
        self._has_caps = False
        self._urgent_until = 0.0

    def notice(self, reading: object) -> None:
        """A reading of the machine, twice a second."""
        memory = self.system.memory
        self._work = Map()
        self._has_caps = False
        for process in reading.processes:
            self._work.set(process.pid, class_of(process.kind))
            if soft_limit(memory, self.system.processes.find(process.pid), CPU_SHARE) >= 0:
                self._has_caps = True
        self._begin_if_contended()

    def urgent(self) -> None:
        """A person has pressed a key, or waits for an answer."""
        self._urgent_until = monotonic_ms() + URGENT_MS
        self._begin_if_contended()

    def asked(self, pid: int) -> None:
        """A preview waits for an answer of this process, 0 for none."""
        if pid > 0:
            self._precedence.asked(pid, monotonic_ms())

    def _begin_if_contended(self) -> None:
        if self._is_ticking or not (self.turns.is_on or self._paused.size > 0):
            return
        if self._has_caps or busy_threads(self.system.memory) > processor_count():
            self._is_ticking = True
            self._tick()

    def _tick(self) -> None:
        now = monotonic_ms()
        self.before_reading()
        threads = self._threads()
        runners = [
            self._runner(slot, threads.get(slot) or [])
            for slot in range(1, SLOTS)
            if self.system.processes.get(slot, STATE) == RUNNING
        ]
        paused = self.turns.decide(now, processor_count(), runners, now < self._urgent_until)
        self._apply(paused, runners)
        if self.turns.is_on and (self.turns.is_contended() or self._has_caps):
            self._later(TICK_MS, lambda: self._tick())
            return
        self._apply([], [])
        self._is_ticking = False

    def _threads(self) -> Map:
        """process -> the slots of its further threads, in one pass."""
        processes = self.system.processes
        found = Map()
        for slot in range(1, SLOTS):
            if processes.is_thread(slot):
                process = processes.get(slot, THREAD_OF)
                found.set(process, [*(found.get(process) or []), slot])
        return found

    def _runner(self, slot: int, further: list) -> Runner:
        processes = self.system.processes
        memory = self.system.memory
        threads = [slot, *further]
        busy = busy_of_ended(memory, slot)
        active = 0
        for each in threads:
            busy += busy_of(memory, each)
            active += 1 if is_active(memory, each) else 0
        pid = processes.get(slot, PID)
        wanted = (self._wanted.get(pid) or 0) if processes.get(slot, CONTROL) == PAUSED else 0
        cap = max(0.0, soft_limit(memory, slot, CPU_SHARE)) / _PERCENT
        comes_first = self._precedence.comes_first(pid, monotonic_ms(), busy)
        work = INTERACTIVE if comes_first else self._work_of(slot, pid)
        return Runner(pid, work, processes.get(slot, NICE), busy, max(active, wanted), cap)

    def _work_of(self, slot: int, pid: int) -> str:
        """A person's own shell comes first, and for a moment what it has just started."""
        processes = self.system.processes
        if processes.get(slot, SID) == pid:
            return self._work.get(pid) or INTERACTIVE
        parent = processes.find(processes.get(slot, PPID))
        if (
            parent > 0
            and processes.get(parent, SID) == processes.get(parent, PID)
            and now_ms() - processes.started_of(slot) < JUST_STARTED_MS
        ):
            return INTERACTIVE
        work = self._work.get(pid) or BUILD_WORK
        return BUILD_WORK if work == INTERACTIVE else work  # a shell that runs a script

    def _apply(self, pids: list, runners: list) -> None:
        """Pauses these and lets all others go on."""
        processes = self.system.processes
        before = self._paused
        self._paused = Set(pids)
        for runner in runners:
            if self._paused.has(runner.pid):
                self._wanted.set(runner.pid, runner.threads)
            else:
                self._wanted.delete(runner.pid)
        if before.size == 0 and len(pids) == 0:
            return
        machine = self.system.machine
        machine.lock()
        for pid in before:
            slot = processes.find(pid) if not self._paused.has(pid) else -1
            if slot > 0:
                processes.go_on(slot)
        for pid in pids:
            slot = processes.find(pid)
            if slot > 0:
                processes.pause(slot)
        machine.unlock()

    # what a person may change

    def change(self, text: str) -> list:
        """`on`, `off`, `shares server=50,...`, or '' for nothing. Returns [problem, is it on, [[class, share] ...]]."""
        word, _space, rest = text.partition(' ')
        problem = ''
        if word in ('on', 'off'):
            self.turns.is_on = word == 'on'
        elif word == 'shares':
            problem = read_shares(rest, self.turns.shares)
        elif word != '':
            problem = f"there is no setting '{word}'"
        return [problem, self.turns.is_on, list(self.turns.shares.entries())]

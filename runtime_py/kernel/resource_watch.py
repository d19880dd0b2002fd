"""Looks at all processes twice a second: keeps the samples of ten minutes, ends what is beyond a limit, and tells the
page while it wants to know.

What is decided is resources/' part (monitor.py, limits.py); here are the clock and the signals. Must not know how
figures come about."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.atomics import load
from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import monotonic_ms, now_ms
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.maps import Map
from runtime_py.platform.processors import memory_of_computer, processor_count
from runtime_py.resources.limits import CPU, DESCRIPTORS, END, LIMITS, MEMORY, WARN, is_above, judge, mebibytes
from runtime_py.resources.memory import one_to_end, share_of_programs, total
from runtime_py.resources.monitor import SAMPLE_MS, Monitor
from runtime_py.resources.relief import Relief
from runtime_py.sys.accounts import HEAP_IS_MEASURED, SCRIPT_HEAP, own, set_heap
from runtime_py.sys.cpu_time import busy_threads, paused_threads
from runtime_py.sys.layout import AREA, FD_TABLE, RUNNING, STARTING, STATE, SYNC_ASKED, SYNC_DONE, THREAD
from runtime_py.sys.limits import bounds_of, soft_limit
from runtime_py.sys.pressure import CPU as CPU_PRESSURE
from runtime_py.sys.pressure import IO as IO_PRESSURE
from runtime_py.sys.pressure import MEMORY as MEMORY_PRESSURE
from runtime_py.sys.pressure import note_pressure
from runtime_py.sys.signals import SIGKILL, SIGTERM, SIGXCPU
from runtime_py.sys.threads import OUT_OF_MEMORY
from runtime_py.sys.usage import reading_of_machine
from runtime_py.vfs.layout import WANTED

_SECOND = 1000
LOOK_AGAIN_MS = 50  # at a terminal or pipe that is full
MOST_LOOKS = 200
MEASURE_MS = 5000  # a measurement costs the workers a collection


class ResourceWatch:
    """`later(ms, call)` is a timer; `post(event)` goes to the page; `slot_of_worker(name)` says whose worker has a
    name, -1. `before_reading()` is called before each reading, `on_reading(reading)` gets each reading, `on_relief(relief)` hears when something has to give
    way or needn't any more, `on_limit(pid, command, text)` hears of a process that is ended."""

    def __init__(self, system: object, later: object, post: object, slot_of_worker: object) -> None:
        self.system = system
        self.monitor = Monitor()
        self._later = later
        self._post = post
        self._slot_of_worker = slot_of_worker
        self._warned: Map = Map()  # pid -> seconds over a soft limit for which it has been warned
        self._after_line: Map = Map()  # pid -> what waits until the line about its end is written
        self._looked = monotonic_ms()
        self._asked = float(-MEASURE_MS)
        self._too_much: Map = Map()  # pid -> the last look at which it had too much memory; 0: all together
        self._looks = 0
        self.before_reading = lambda: None  # figures that nobody else sees are taken now
        self.on_reading = lambda reading: None
        self.relief = Relief()
        self.on_relief = lambda relief: None
        self.on_limit = lambda pid, command, text: None
        self._is_watched = False
        self._stopped = False

    def begin(self) -> None:
        self._later(SAMPLE_MS, lambda: self._look())

    def stop(self) -> None:
        self._stopped = True

    def watch(self, on: bool) -> None:
        """Whether the page wants each sample."""
        self._is_watched = on

    def _look(self) -> None:
        if self._stopped:
            return
        try:
            self._take()
        finally:
            self._later(SAMPLE_MS, lambda: self._look())

    def _take(self) -> None:
        now = monotonic_ms()
        self.before_reading()
        self._note_pressure(now - self._looked)
        self._looked = now
        reading = reading_of_machine(self.system)
        sample = self.monitor.take(reading)
        for process in reading.processes:
            if process.pid > 1:
                self._judge(process)
        self.on_reading(reading)
        self._judge_all(reading)
        self._judge_threads()
        self._looks += 1
        if self._is_watched or self._has_memory_limits(reading):
            self._measure(now)
        if self._is_watched:
            self._post({'event': 'resources', 'machine': described(self.system, reading, sample)})

    def _note_pressure(self, passed: float) -> None:
        memory = self.system.memory
        wanting = busy_threads(memory) + paused_threads(memory)
        note_pressure(memory, CPU_PRESSURE, passed, wanting > processor_count())
        asked = load(memory.i32, (AREA >> 2) + SYNC_ASKED) != load(memory.i32, (AREA >> 2) + SYNC_DONE)
        note_pressure(memory, MEMORY_PRESSURE, passed, self.relief.level > 0)
        note_pressure(memory, IO_PRESSURE, passed, asked or load(memory.i32, WANTED) != 0)

    def _has_memory_limits(self, reading: object) -> bool:
        memory = self.system.memory
        processes = self.system.processes
        return any(
            [
                soft_limit(memory, processes.find(process.pid), MEMORY) >= 0
                for process in reading.processes
                if process.pid > 1
            ]
        ) or any(
            [processes.get(slot, STATE) == THREAD and soft_limit(memory, slot, MEMORY) >= 0 for slot in range(1, SLOTS)]
        )

    def _measure(self, now: float) -> None:
        """Asks the page, which alone can ask the engine."""
        if now - self._asked >= MEASURE_MS:
            self._asked = now
            self._post({'event': 'measure-memory'})

    def _judge(self, reading: object) -> None:
        """Of a process that has a limit."""
        processes = self.system.processes
        slot = processes.find(reading.pid)
        if slot < 0 or processes.get(slot, STATE) not in (STARTING, RUNNING):
            return
        seconds = (now_ms() - reading.started) / _SECOND
        bounds = [bounds_of(self.system, slot, place) for place in range(DESCRIPTORS)]
        verdict = judge(reading, seconds, bounds)
        if verdict.action == END and (verdict.place != MEMORY or self._had_too_much(reading.pid)):
            self._say(slot, reading, verdict.text)
            self._end(slot)
        elif verdict.action == WARN and self._warned.get(reading.pid) != int(seconds):
            self._warned.set(reading.pid, int(seconds))
            by_cpu = is_above(reading.cpu() / _SECOND, bounds[CPU].soft)
            self.system.kill(reading.pid, SIGXCPU if by_cpu else SIGTERM)

    def _had_too_much(self, pid: int) -> bool:
        """Whether it had too much memory at the last look too: the engine may be about to collect garbage."""
        had = self._too_much.has(pid) and self._too_much.get(pid) == self._looks - 1
        self._too_much.set(pid, self._looks)
        return had

    def _judge_all(self, reading: object) -> None:
        """Of all programs together: first what is kept ready gives way."""
        most = share_of_programs(memory_of_computer())
        if self.relief.look(total(reading.processes), most):
            self.on_relief(self.relief)
        largest = one_to_end(reading.processes, most)
        if largest is not None and self._had_too_much(0):
            text = f'had {mebibytes(largest.own_memory())} of the {mebibytes(most)} that all programs may have'
            slot = self.system.processes.find(largest.pid)
            if slot > 0 and self.system.processes.get(slot, STATE) in (STARTING, RUNNING):
                self._say(slot, largest, text)
                self._end(slot)

    def _judge_threads(self) -> None:
        """Of threads whose program limits their heap (resourceLimits)."""
        processes = self.system.processes
        memory = self.system.memory
        for slot in range(1, SLOTS):
            if processes.get(slot, STATE) != THREAD:
                continue
            limit = soft_limit(memory, slot, MEMORY)
            if limit >= 0 and own(memory, slot, HEAP_IS_MEASURED) == 1 and own(memory, slot, SCRIPT_HEAP) > limit:
                self._doom(slot, OUT_OF_MEMORY)

    def _end(self, slot: int) -> None:
        """This process alone, whatever it handles."""
        self._doom(slot, SIGKILL << 8)

    def _doom(self, slot: int, status: int) -> None:
        machine = self.system.machine
        machine.lock()
        machine.processes.doom(slot, status)
        machine.unlock()

    def _say(self, slot: int, reading: object, text: str) -> None:
        """A line where the process writes its errors."""
        self.on_limit(reading.pid, reading.command, text)
        system = self.system
        machine = system.machine
        line = encode(f'{reading.command.split(" ")[0]}: killed: it {text}\n')
        machine.lock()
        table = machine.processes.get(slot, FD_TABLE)
        description = machine.tables.get(table, 2) if table != 0 else -1
        fd = (
            system.context.install_held(description, 0)
            if description > 0 and machine.descriptions.retain_if_alive(description)
            else -1
        )
        machine.unlock()
        if fd >= 0:
            self._after_line.set(reading.pid, lambda: None)
            self._write(reading.pid, fd, line, 0, 0)

    def after_line(self, pid: int, call: object) -> None:
        """Calls it when no line about the end of this process is still to be written: a full terminal takes it late,
        and what ends the terminal's output must not come before."""
        if self._after_line.has(pid):
            self._after_line.set(pid, call)
        else:
            call()

    def _write(self, pid: int, fd: int, line: object, done: int, looks: int) -> None:
        """What nobody reads any more is given up in the end."""
        count = self.system.write(fd, line, done, len(line) - done)
        done += max(count, 0)
        if done < len(line) and (count >= 0 or count == -EAGAIN) and looks < MOST_LOOKS:
            self._later(LOOK_AGAIN_MS, lambda: self._write(pid, fd, line, done, looks + 1))
            return
        self.system.close(fd)
        call = self._after_line.get(pid)
        self._after_line.delete(pid)
        call()

    def measured(self, workers: list) -> None:
        """[[a worker's name, bytes] ...]: what the engine told the page of their JavaScript."""
        for each in workers:
            slot = self._slot_of_worker(each[0])
            if slot > 0:
                set_heap(self.system.memory, slot, each[1], True)

    def now(self) -> object:
        self.before_reading()
        reading = reading_of_machine(self.system)
        return described(self.system, reading, self.monitor.take(reading))

    def history(self) -> list:
        """Samples of the last ten minutes: [at, cpu, memory, read, written, received, sent, [[kind, cpu, memory] ...]],
        the oldest first."""
        return [row_of(sample) for sample in self.monitor.ring.samples()]


def row_of(sample: object) -> list:
    total = sample.total
    return [
        sample.at,
        total.cpu,
        total.memory,
        total.read,
        total.written,
        total.received,
        total.sent,
        [[kind.name, kind.cpu, kind.memory] for kind in sample.by_kind],
    ]


def limits_of(system: object, pid: int) -> object:
    """Those that are set, by name: [soft, hard], -1 for none."""
    found = {}
    slot = system.processes.find(pid)
    for limit in LIMITS:
        bounds = bounds_of(system, slot, limit.place) if slot >= 0 else None
        if bounds is not None and (bounds.soft >= 0 or bounds.hard >= 0):
            found[limit.name] = [bounds.soft, bounds.hard]
    return found


def described(system: object, reading: object, sample: object) -> object:
    """As plain data."""
    processes = []
    for k, process in enumerate(reading.processes):
        rates = sample.by_process[k]
        processes.append(
            {
                'pid': process.pid,
                'ppid': process.ppid,
                'command': process.command,
                'kind': process.kind,
                'state': process.state,
                'nice': process.nice,
                'started': process.started,
                'threads': process.threads,
                'cpu': rates.cpu,
                'user': process.user,
                'system': process.system,
                'calls': process.calls,
                'read': process.read,
                'written': process.written,
                'received': process.received,
                'sent': process.sent,
                'requests': process.requests,
                'descriptors': process.descriptors,
                'memory': {
                    'heap': process.heap,
                    'isMeasured': process.heap_is_measured,
                    'buffers': process.buffers,
                    'shared': process.shared,
                },
                'limits': limits_of(system, process.pid),
            }
        )
    return {
        'at': sample.at,
        'cores': reading.cores,
        'cpu': sample.total.cpu,
        'read': sample.total.read,
        'written': sample.total.written,
        'received': sample.total.received,
        'sent': sample.total.sent,
        'load': system.load_averages(),
        'memory': {'used': reading.memory_used, 'total': reading.memory_total},
        'kinds': [
            {'kind': kind.name, 'cpu': kind.cpu, 'memory': kind.memory, 'processes': kind.processes}
            for kind in sample.by_kind
        ],
        'hosts': [
            {'host': host.host, 'connections': host.connections, 'received': host.received, 'sent': host.sent}
            for host in reading.hosts
        ],
        'processes': processes,
    }

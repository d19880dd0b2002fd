"""A machine whose shells and utilities run as processes, all in one worker, for tests of signals, jobs and terminals.

Takes the place of the kernel's supervisor. Processes that a signal ends are abandoned, since a coroutine can't be
killed from outside: their descriptors are closed, so later actions have no effect. Programs other than the shell and
its utilities end with 127."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.atomics import load, notify, store
from runtime_py.platform.bytes import alloc, concat, decode, encode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.futures import start
from runtime_py.platform.lists import equal
from runtime_py.platform.memory import create
from runtime_py.shell.main import main as shell_main
from runtime_py.shell.main import run_applet
from runtime_py.shell.utilities.table import UTILITIES
from runtime_py.sys.children import Launch, SpawnRequest
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import (
    AREA,
    BELL,
    CONTROL,
    DYING,
    DYING_STATUS,
    FD_TABLE,
    FREE,
    PENDING_HIGH,
    PENDING_LOW,
    PPID,
    RUNNING,
    STARTING,
    STATE,
    SYNC_ASKED,
    SYNC_DONE,
    ZOMBIE,
)
from runtime_py.sys.machine import Machine, create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.flags import O_CLOEXEC, O_NOCTTY, O_RDWR
from tests.support import PATIENCE_MS, turns

QUIET_TURNS = 20
MOST_TURNS = 400
ENV = ['HOME=/home/user', 'PATH=/usr/local/bin:/usr/bin:/bin', 'USER=user', 'TZ=UTC', 'TERM=dumb']


class Unparked(ProcessContext):
    """Its worker can't be suspended, because several processes share it."""

    def check_control(self) -> None:
        return


def process(machine: Machine, slot: int, cwd: str, launcher: Callable[[Launch], None]) -> System:
    return System(machine, slot, cwd, launcher, 0, Unparked(machine, slot, cwd, launcher))


class Machines:
    """`errors` are uncaught exceptions of programs: a test asserts that there are none."""

    def __init__(self) -> None:
        self.machine: Machine = create_machine(create(4194304, 268435456))
        self.system = process(self.machine, 0, '/', lambda launch: self._launch(launch))
        self.errors: list[str] = []
        self.own: list[int] = []  # pids of those that a test waits for
        system = self.system
        for path in ['/tmp', '/home', '/home/user', '/usr', '/usr/bin', '/bin', '/dev', '/dev/pts', '/proc']:
            system.mkdir(path, 0o777)
        for name, rdev in system.machine.kinds.nodes:
            system.fs.mknod('/dev/' + name, 0x2000 | 0o666, rdev)
        for name in ['sh', 'bash', 'jsh', *UTILITIES.keys()]:
            system.write_file('/usr/bin/' + name, encode('#!/usr/bin/terrarium ' + name + '\n'), 0o755)
            system.symlink('/usr/bin/' + name, '/bin/' + name)
        system.chdir('/home/user')
        system.reactor.on_wake = lambda: self._turn()
        system.reactor.wake_soon()

    def _launch(self, launch: Launch) -> None:
        start(self._run(launch), lambda error: self.errors.append(str(error)))

    async def _run(self, launch: Launch) -> None:
        await turns()
        if self.machine.processes.get(launch.slot, CONTROL) == DYING:
            return
        system = process(self.machine, launch.slot, launch.cwd, lambda inner: self._launch(inner))
        system.umask(launch.umask)
        code = 127
        try:
            if launch.applet in ('sh', 'bash', 'jsh'):
                code = await shell_main(system, launch.argv, launch.env, launch.applet)
            else:
                code = await run_applet(system, launch.applet, launch.argv, launch.env)
        except Exception as error:
            self.errors.append(f'{launch.argv}: {error}')
            code = 70
        if self.machine.processes.get(launch.slot, CONTROL) != DYING:
            system.exit(code)

    def _turn(self) -> None:
        processes = self.machine.processes
        for slot in range(1, SLOTS):
            state = processes.get(slot, STATE)
            if (state == RUNNING or state == STARTING) and processes.get(slot, CONTROL) == DYING:
                self._end(slot)
        for slot in range(1, SLOTS):
            if (
                processes.get(slot, STATE) == ZOMBIE
                and processes.get(slot, PPID) == 1
                and processes.pid_of(slot) not in self.own
            ):
                self.system.reap(processes.pid_of(slot))
        # there is no disk
        store(self.machine.memory.i32, (AREA >> 2) + SYNC_DONE, load(self.machine.memory.i32, (AREA >> 2) + SYNC_ASKED))
        notify(self.machine.memory.i32, (AREA >> 2) + SYNC_DONE, 1024)
        if self.system.reactor.run_pending():
            self.system.reactor.wake_soon()

    def _end(self, slot: int) -> None:
        machine = self.machine
        table = machine.processes.get(slot, FD_TABLE)
        for entry in machine.tables.entries(table):
            description = machine.tables.get(table, entry[0])
            machine.tables.remove(table, entry[0])
            machine.release(description)
        machine.lock()
        machine.processes.finish(slot, machine.processes.get(slot, DYING_STATUS))
        machine.unlock()

    def spawn(self, request: SpawnRequest) -> int:
        pid = self.system.spawn(request)
        self.own.append(pid)
        return pid

    async def ended(self, pid: int) -> int:
        """The status as $? shows it."""
        status = await self.system.wait_child(pid)
        self.system.reap(pid)
        return status & 255 if status >> 8 == 0 else 128 + (status >> 8)

    async def sh(self, script: str, stdin: str = '', name: str = 'sh') -> str:
        """The output of `sh -c`, then its status unless that is 0."""
        system = self.system
        system.write_file('/tmp/.in', encode(stdin), 0o644)
        fd = system.open('/tmp/.in', 0, 0)
        ends = system.pipe()
        pid = self.spawn(SpawnRequest(name, [name, '-c', script], ENV, '/home/user', [fd, ends[1], ends[1]], 0))
        system.close(fd)
        system.close(ends[1])
        out = await self._all_of(ends[0])
        status = await self.ended(pid)
        return out if status == 0 else f'{out}[{status}]'

    async def _all_of(self, fd: int) -> str:
        parts = []
        buffer = alloc(65536)
        count = await self.system.read_async(fd, buffer, 0, len(buffer))
        while count > 0:
            parts.append(buffer[0:count])
            count = await self.system.read_async(fd, buffer, 0, len(buffer))
        self.system.close(fd)
        return decode(concat(parts))

    def signs(self) -> list[int]:
        """Words that change when a process begins, ends, wakes, or gets a signal."""
        processes = self.machine.processes
        found: list[int] = []
        for slot in range(SLOTS):
            if processes.get(slot, STATE) != FREE:
                found += [
                    slot,
                    *[processes.get(slot, word) for word in [STATE, CONTROL, BELL, PENDING_LOW, PENDING_HIGH]],
                ]
        return found

    def terminal(self, argv: list[str]) -> Terminal:
        return Terminal(self, argv)


class Terminal:
    """A program on a pseudo-terminal, as session leader. `shown` is everything shown so far."""

    def __init__(self, machines: Machines, argv: list[str]) -> None:
        self.system = machines.system
        self.machines = machines
        self.shown = ''
        self._read_to = 0
        self.master = self.system.open('/dev/ptmx', O_RDWR | O_CLOEXEC)
        slave = self.system.open(f'/dev/pts/{self.system.tty_number(self.master)}', O_RDWR | O_NOCTTY | O_CLOEXEC)
        self.system.set_winsize(self.master, 80, 24)
        request = SpawnRequest(argv[0], argv, ENV, '/home/user', [slave, slave, slave], 0)
        request.new_session = True
        self.pid = machines.spawn(request)
        self.system.take_terminal(self.pid, slave)
        self.system.close(slave)

    def type(self, text: str) -> None:
        data = encode(text)
        self.system.write(self.master, data, 0, len(data))

    def _take(self) -> bool:
        """Whether the other side is still open."""
        buffer = alloc(65536)
        count = self.system.read(self.master, buffer, 0, len(buffer))
        while count > 0:
            self.shown += decode(buffer[0:count])
            count = self.system.read(self.master, buffer, 0, len(buffer))
        return count == -EAGAIN

    async def expect(self, text: str) -> str:
        """The text shown up to and including `text`, from the end of the last expectation. After the timeout, the text
        so far."""
        until = monotonic_ms() + PATIENCE_MS
        is_there = True
        while is_there and monotonic_ms() < until:
            is_there = self._take()
            at = self.shown.find(text, self._read_to)
            if at >= 0:
                begin = self._read_to
                self._read_to = at + len(text)
                return self.shown[begin : self._read_to]
            await turns()
        return 'not shown: ' + self.shown[self._read_to :]

    def taken(self) -> str:
        """Everything shown until now."""
        self._take()
        return self.shown

    async def settle(self) -> None:
        """Waits until the program does nothing but wait: nothing happens on the machine for some turns. One that never
        waits has had its turns."""
        seen: list[int] = []
        quiet = made = 0
        while quiet < QUIET_TURNS and made < MOST_TURNS:
            await turns()
            self._take()
            found = [len(self.shown), *self.machines.signs()]
            quiet = quiet + 1 if equal(found, seen) else 0
            made += 1
            seen = found

    async def end(self) -> int:
        """The exit status; negative for the signal that ended it."""
        status = await self.system.wait_child(self.pid)
        self._take()
        self.system.reap(self.pid)
        self.system.close(self.master)
        return status & 255 if status >> 8 == 0 else -(status >> 8)

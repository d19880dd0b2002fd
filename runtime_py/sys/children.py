"""System calls on processes: spawn, wait, kill, groups, exit.

spawn resolves the program here, in the caller's worker, so that ENOENT and EACCES come back at once; the kernel only gives it a worker.
A program is a file `#!/usr/bin/terrarium NAME`, or a script whose `#!` line leads to one (docs/rooms/shell.md)."""
from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import decode, index_of
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EACCES, ECHILD, ELOOP, ENOENT, ENOEXEC, ENOMEM, EPERM, ESRCH
from runtime_py.sys.datagrams import DatagramCalls
from runtime_py.sys.layout import FD_TABLE, IGNORED_LOW, NICE, PGID, PID, PPID, SID, STARTING, STATE, STATUS, STOP_STATUS, TTY, ZOMBIE
from runtime_py.sys.processes import ProcessInfo, StartInfo
from runtime_py.vfs.fdtable import CAPACITY

DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin'
INTERPRETER = '/usr/bin/terrarium'
STOPPED_STATUS = 0x10000        # poll_child: stopped by the signal in bits 8..15
MAX_INTERPRETERS = 5
FIRST_LINE = 256
LEAST_PRIORITY = 19


class SpawnRequest:
    """`fds[i]` is our descriptor that becomes the child's i, -1 leaves it closed. pgid -1 inherits, 0 leads a group of its own."""

    def __init__(self, file: str, argv: list[str], env: list[str], cwd: str, fds: list[int], pgid: int = -1) -> None:
        self.file = file
        self.argv = argv
        self.env = env
        self.cwd = cwd
        self.fds = fds
        self.pgid = pgid
        self.new_session = False
        self.search: list[str] = env        # where PATH is looked up
        self.umask = -1                     # -1 inherits
        self.open_files: list[int] | None = None        # soft and hard limit of its descriptors; None inherits
        self.nice = 0                       # added to ours
        self.ignored: list[int] = []        # signals that the child ignores besides those that we do


class Launch:
    """What the kernel needs to start a worker for a process that is in the table."""

    def __init__(self, slot: int, pid: int, applet: str, path: str, argv: list[str], env: list[str], cwd: str, umask: int) -> None:
        self.slot = slot
        self.pid = pid
        self.applet = applet
        self.path = path        # of the file that was started (/proc/self/exe)
        self.argv = argv
        self.env = env
        self.cwd = cwd
        self.umask = umask


class Program:
    """An applet with the arguments that the `#!` lines put before argv[1:]; or why there is none. `path` is the file, with ENOEXEC too."""

    def __init__(self, error: int, applet: str, argv: list[str], path: str = '') -> None:
        self.error = error
        self.applet = applet
        self.argv = argv
        self.path = path


class _Search:
    """Where a program is looked for: relative paths begin at `cwd`, names are sought along the PATH of `env`."""

    def __init__(self, cwd: str, env: list[str]) -> None:
        self.cwd = cwd
        self.env = env

    def place(self, path: str) -> str:
        return path if path.startswith('/') else ('' if self.cwd == '/' else self.cwd) + '/' + path


class ChildCalls(DatagramCalls):
    launcher: Callable[[Launch], None]

    def resolve_program(self, file: str, argv: list[str], env: list[str], cwd: str = '') -> Program:
        """execvp's search along PATH, then the `#!` lines; relative paths begin at `cwd`, the folder in which the program will run."""
        return self._find_program(file, argv, 0, _Search(cwd if cwd != '' else self.cwd, env))

    def _find_program(self, file: str, argv: list[str], depth: int, search: _Search) -> Program:
        if '/' in file:
            return self._program(file, argv, depth, search)
        error = ENOENT
        for folder in path_folders(search.env):
            path = (folder if folder != '' else '.') + '/' + file
            if self.exists(search.place(path)):
                found = self._program(path, argv, depth, search)
                if found.error != ENOENT and found.error != EACCES:
                    return found
                error = EACCES if found.error == EACCES else error
        return Program(error, '', [])

    def _program(self, path: str, argv: list[str], depth: int, search: _Search) -> Program:
        if depth > MAX_INTERPRETERS:
            return Program(ELOOP, '', [])
        file = search.place(path)
        mode = self.mode_of(file)
        if mode < 0:
            return Program(-mode, '', [])
        if (mode & 0xf000) != 0x8000 or (mode & 0o111) == 0:
            return Program(EACCES, '', [])
        words = self._interpreter(file)
        if len(words) == 0:
            return Program(ENOEXEC, '', [], path)
        rest = argv[1:]
        if words[0] == INTERPRETER:
            return Program(0, words[1] if len(words) > 1 else '', [argv[0] if depth == 0 else words[1], *rest], self._real(file))
        if words[0] in ('/usr/bin/env', '/bin/env') and len(words) > 1:
            names = words[1].split(' ')
            if names[0] == '-S':
                names = names[1:]
            return self._find_program(names[0], [names[0], *names[1:], path, *rest], depth + 1, search)
        return self._program(words[0], [words[0], *words[1:], path, *rest], depth + 1, search)

    def _real(self, path: str) -> str:
        found = self.realpath(path)
        return found if isinstance(found, str) else path

    def _interpreter(self, path: str) -> list[str]:
        """The words of a `#!` line: the interpreter and at most one argument (Linux's execve)."""
        fd = self.open(path, 0, 0)
        if fd < 0:
            return []
        buffer = bytearray(FIRST_LINE)
        try:
            length = self.read(fd, buffer, 0, FIRST_LINE, 0)
        finally:
            self.close(fd)      # in the kernel worker the content may not be there yet
        if length < 3 or buffer[0] != 35 or buffer[1] != 33:
            return []
        end = index_of(buffer, 10, 0)
        line = decode(buffer[2:end if 0 <= end < length else length]).strip()
        at = line.find(' ')
        if at < 0:
            return [line] if line != '' else []
        return [line[:at], line[at:].strip()]

    def spawn(self, request: SpawnRequest) -> int:
        """The child's pid. It is in the process table, with its descriptors, when this returns."""
        cwd = self.folder_of(request.cwd) if request.cwd != '' else self.cwd
        if not isinstance(cwd, str):
            return cwd
        program = self.resolve_program(request.file, request.argv, request.search, cwd)
        if program.error != 0:
            return -program.error
        self.machine.lock()
        try:
            slot = self._make_child(request, program.argv)
            if slot >= 0:
                self.processes.set_start(slot, StartInfo(program.argv, request.env, program.path, cwd))
        finally:
            self.machine.unlock()
        if slot < 0:
            return slot
        pid = self.processes.get(slot, PID)
        self.launcher(Launch(slot, pid, program.applet, program.path, program.argv, request.env, cwd, self.mask if request.umask < 0 else request.umask))
        return pid

    def spawn_service(self, applet: str, argument: str, fds: list[int]) -> int:
        """The pid of a worker of the machine's own: a process without a file, in a session of its own. For the kernel."""
        request = SpawnRequest('', [], [], '/', fds, 0)
        request.new_session = True
        name = f'[{applet}]'
        slot = self.locked(lambda: self._make_child(request, [name]))
        if slot < 0:
            return slot
        pid = self.processes.get(slot, PID)
        self.launcher(Launch(slot, pid, applet, '', [name, argument], [], '/', self.mask))
        return pid

    def _make_child(self, request: SpawnRequest, argv: list[str]) -> int:
        """The slot, or -errno. The caller holds the lock."""
        processes = self.processes
        table = self.machine.tables.create()
        if table == 0:
            return -ENOMEM
        pgid = self.own_pgid() if request.pgid < 0 else request.pgid
        slot = processes.claim(self.pid, pgid, 0 if request.new_session else self.own_sid())
        if slot < 0:
            self.machine.tables.free(table)
            return slot
        processes.set(slot, NICE, min(processes.get(self.slot, NICE) + request.nice, LEAST_PRIORITY))
        processes.set(slot, FD_TABLE, table)
        processes.set(slot, TTY, 0 if request.new_session else processes.get(self.slot, TTY))
        for half in range(2):
            processes.set(slot, IGNORED_LOW + half, processes.get(self.slot, IGNORED_LOW + half))
        for number in request.ignored:
            processes.set_ignored(slot, number, True)
        limits = self.open_files_limits() if request.open_files is None else request.open_files
        for child_fd, own in enumerate(request.fds):
            description = self.held(own) if own >= 0 else -1
            if description > 0 and self.machine.tables.install_at(table, child_fd, description, 0) < 0:
                self.machine.release_held(description)
        # after what it inherits, which may lie above
        self.machine.tables.set_limits(table, limits[0], limits[1])
        processes.set_command(slot, argv)
        return slot

    def open_files_limits(self) -> list[int]:
        """Soft and hard."""
        return self.machine.tables.limits(self.processes.get(self.slot, FD_TABLE))

    def lift_own_limit(self) -> None:
        """For a shell, which needs descriptors that its program doesn't see; it applies the limit to those that the program does."""
        table = self.processes.get(self.slot, FD_TABLE)
        self.machine.tables.set_limits(table, CAPACITY, CAPACITY)

    def poll_child(self, pid: int) -> int:
        """-1 while it runs; code | signal << 8 when it has ended; STOPPED_STATUS | signal << 8 once after each stop; -ECHILD."""
        slot = self._child(pid)
        if slot < 0:
            return slot
        if self.processes.get(slot, STATE) == ZOMBIE:
            return self.processes.get(slot, STATUS)
        stopped = self.processes.get(slot, STOP_STATUS)
        if stopped > 0:
            self.processes.set(slot, STOP_STATUS, 0)
            return STOPPED_STATUS | (stopped << 8)
        return -1

    def _child(self, pid: int) -> int:
        slot = self.processes.find(pid)
        return slot if slot >= 0 and self.processes.get(slot, PPID) == self.pid else -ECHILD

    def wait_child_wait(self, pid: int, timeout_ms: float) -> int:
        """Blocks this worker until the child ends or stops: as poll_child; -1 when the time is over. Negative is for ever."""
        end = monotonic_ms() + timeout_ms
        while True:
            slot = self._child(pid)
            if slot < 0:
                return slot
            queue = self.processes.queue(slot)
            sequence = self.machine.bells.sequence(queue)
            status = self.poll_child(pid)
            left = end - monotonic_ms() if timeout_ms >= 0 else -1
            if status != -1 or (timeout_ms >= 0 and left <= 0):
                return status
            self.check_control()
            self.machine.bells.sleep(queue, sequence, left)

    def reap(self, pid: int) -> int:
        """Frees the entry of a child that has ended; its status."""
        slot = self._child(pid)
        if slot < 0:
            return slot
        if self.processes.get(slot, STATE) != ZOMBIE:
            return -ECHILD
        status = self.processes.get(slot, STATUS)
        self.machine.lock()
        self.processes.reap(slot, self.slot)
        self.machine.unlock()
        return status

    def children(self) -> list[int]:
        """Pids of our children, zombies too."""
        return [self.processes.get(slot, PID) for slot in self.processes.children(self.pid)]

    def kill(self, pid: int, number: int, together: bool = False) -> int:
        """A negative pid names a group, 0 our own. pid -1 and the kernel's 1 are not allowed. `together`: see Processes.signal."""
        if pid == -1 or pid == 1:
            return -EPERM
        target = -self.own_pgid() if pid == 0 else pid
        result = self.locked(lambda: self.processes.signal(target, number, together))
        self.check_control()
        return result

    def begin(self) -> None:
        """This process's program has set the handlers that it begins with: signals which would end it are no longer held."""
        if self.processes.get(self.slot, STATE) == STARTING:
            self.machine.lock()
            self.processes.begin(self.slot)
            self.machine.unlock()

    def set_signal_handled(self, number: int, on: bool) -> None:
        self.machine.lock()
        self.processes.set_handled(self.slot, number, on)
        self.machine.unlock()

    def set_signal_ignored(self, number: int, on: bool) -> None:
        """Ignored signals stay ignored in children (execve)."""
        self.machine.lock()
        self.processes.set_ignored(self.slot, number, on)
        self.machine.unlock()

    def is_signal_ignored(self, number: int) -> bool:
        return self.processes.is_ignored(self.slot, number)

    def take_signals(self) -> list[int]:
        """Those that came for our handlers."""
        self.machine.lock()
        try:
            return self.processes.take(self.slot)
        finally:
            self.machine.unlock()

    def came_to_group(self, number: int) -> bool:
        """Whether a signal that we took was for our whole process group."""
        return self.processes.came_to_group(self.slot, number)

    def set_title(self, text: str) -> None:
        """What `ps` shows instead of the command line."""
        self.machine.lock()
        self.processes.set_command(self.slot, [text])
        self.machine.unlock()

    def new_pid(self) -> int:
        """One that no process has, for what runs without a process of its own."""
        self.machine.lock()
        pid = self.processes.next_pid()
        self.machine.unlock()
        return pid

    def getpgid(self, pid: int) -> int:
        slot = self.slot if pid == 0 else self.processes.find(pid)
        return slot if slot < 0 else self.processes.get(slot, PGID)

    def getpriority(self, pid: int) -> int:
        """The nice value + 20, as Linux's system call gives it, so that it isn't taken for an errno."""
        slot = self.slot if pid == 0 else self.processes.find(pid)
        return slot if slot < 0 else self.processes.get(slot, NICE) + 20

    def setpriority(self, pid: int, nice: int) -> int:
        """Only upwards, as for any user but root (POSIX setpriority: EACCES)."""
        slot = self.slot if pid == 0 else self.processes.find(pid)
        if slot < 0:
            return -ESRCH
        if nice < self.processes.get(slot, NICE):
            return -EACCES
        self.processes.set(slot, NICE, min(nice, LEAST_PRIORITY))
        return 0

    def getsid(self, pid: int) -> int:
        slot = self.slot if pid == 0 else self.processes.find(pid)
        return slot if slot < 0 else self.processes.get(slot, SID)

    def setpgid(self, pid: int, pgid: int) -> int:
        slot = self.slot if pid == 0 else self.processes.find(pid)
        if slot < 0:
            return -ESRCH
        self.processes.set(slot, PGID, pgid if pgid > 0 else self.processes.get(slot, PID))
        return 0

    def list_processes(self) -> list[ProcessInfo]:
        self.machine.lock()
        try:
            return self.processes.table()
        finally:
            self.machine.unlock()

    def exit(self, code: int) -> None:
        """Ends this process; never returns in a worker, which the kernel terminates. """
        self._end(code & 255)

    def die(self, number: int) -> None:
        """Ends this process as a signal does that it doesn't handle: abort(3) and faults."""
        self._end(number << 8)

    def _end(self, status: int) -> None:
        self.machine.lock()
        self.processes.doom(self.slot, status)
        self.machine.unlock()
        self.check_control()


def path_folders(env: list[str]) -> list[str]:
    """The folders of PATH."""
    for pair in env:
        if pair.startswith('PATH='):
            return pair[5:].split(':')
    return DEFAULT_PATH.split(':')


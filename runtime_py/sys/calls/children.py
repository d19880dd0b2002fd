"""System calls on children: resolving a program, spawning, waiting, reaping."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, index_of
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EACCES, EAGAIN, ECHILD, EINVAL, ELOOP, ENOENT, ENOEXEC, ENOMEM
from runtime_py.security.reading import BadPolicy
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.calls.opening import OpeningCalls
from runtime_py.sys.calls.process import ProcessCalls
from runtime_py.sys.children import (
    INTERPRETER,
    LEAST_PRIORITY,
    SERVICES,
    STOPPED_STATUS,
    Launch,
    Program,
    SpawnRequest,
    path_folders,
)
from runtime_py.sys.confined_environment import environment_for
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import FD_TABLE, IGNORED_LOW, NICE, PID, PPID, STATE, STATUS, STOP_STATUS, TTY, ZOMBIE
from runtime_py.sys.limits import inherit, may_not_be_more, set_bounds_of
from runtime_py.sys.processes import StartInfo
from runtime_py.vfs.layout import S_IFMT, S_IFREG

MAX_INTERPRETERS = 5
FIRST_LINE = 256


class _Search:
    """Where to search for a program: relative paths start at `cwd`, names are looked up along the PATH of `env`."""

    def __init__(self, cwd: str, env: list[str]) -> None:
        self.cwd = cwd
        self.env = env

    def place(self, path: str) -> str:
        return path if path.startswith('/') else ('' if self.cwd == '/' else self.cwd) + '/' + path


class ChildCalls:
    def __init__(self, context: ProcessContext, files: FileCalls, opening: OpeningCalls, process: ProcessCalls) -> None:
        self.context = context
        self.machine = context.machine
        self.processes = context.processes
        self.files = files
        self.opening = opening
        self.process = process

    def resolve_program(self, file: str, argv: list[str], env: list[str], cwd: str = '') -> Program:
        """Finds a program as execvp does: along PATH, then by its `#!` lines. Relative paths start at `cwd`, the folder
        in which the program will run."""
        return self._find_program(file, argv, 0, _Search(cwd if cwd != '' else self.context.cwd, env))

    def _find_program(self, file: str, argv: list[str], depth: int, search: _Search) -> Program:
        if '/' in file:
            return self._program(file, argv, depth, search)
        error = ENOENT
        for folder in path_folders(search.env):
            path = (folder if folder != '' else '.') + '/' + file
            if self.files.exists(search.place(path)):
                found = self._program(path, argv, depth, search)
                if found.error != ENOENT and found.error != EACCES:
                    return found
                error = EACCES if found.error == EACCES else error
        return Program(error, '', [])

    def _program(self, path: str, argv: list[str], depth: int, search: _Search) -> Program:
        if depth > MAX_INTERPRETERS:
            return Program(ELOOP, '', [])
        file = search.place(path)
        mode = self.files.mode_of(file)
        if mode < 0:
            return Program(-mode, '', [])
        if (mode & S_IFMT) != S_IFREG or (mode & 0o111) == 0:
            return Program(EACCES, '', [])
        words = self._interpreter(file)
        if len(words) == 0:
            return Program(ENOEXEC, '', [], path)
        rest = argv[1:]
        if words[0] == INTERPRETER:
            if len(words) > 1 and words[1] in SERVICES:
                return Program(EACCES, '', [])
            return Program(
                0, words[1] if len(words) > 1 else '', [argv[0] if depth == 0 else words[1], *rest], self._real(file)
            )
        if words[0] in ('/usr/bin/env', '/bin/env') and len(words) > 1:
            names = words[1].split(' ')
            if names[0] == '-S':
                names = names[1:]
            return self._find_program(names[0], [names[0], *names[1:], path, *rest], depth + 1, search)
        return self._program(words[0], [words[0], *words[1:], path, *rest], depth + 1, search)

    def _real(self, path: str) -> str:
        found = self.files.realpath(path)
        return found if isinstance(found, str) else path

    def _interpreter(self, path: str) -> list[str]:
        """The words of a `#!` line: the interpreter and at most one argument (Linux's execve)."""
        fd = self.opening.open(path, 0, 0)
        if fd < 0:
            return []
        buffer = bytearray(FIRST_LINE)
        try:
            length = self.opening.descriptors.read(fd, buffer, 0, FIRST_LINE, 0)
        finally:
            self.opening.descriptors.close(fd)  # in the kernel worker, the content may not be loaded yet
        if length < 3 or buffer[0] != 35 or buffer[1] != 33:
            return []
        end = index_of(buffer, 10, 0)
        line = decode(buffer[2 : end if 0 <= end < length else length]).strip()
        at = line.find(' ')
        if at < 0:
            return [line] if line != '' else []
        return [line[:at], line[at:].strip()]

    def spawn(self, request: SpawnRequest) -> int:
        """Starts a child: its pid. When this returns, the child is in the process table with its descriptors."""
        cwd = self.process.folder_of(request.cwd) if request.cwd != '' else self.context.cwd
        if not isinstance(cwd, str):
            return cwd
        program = self.resolve_program(request.file, request.argv, request.search, cwd)
        if program.error != 0:
            return -program.error
        env = request.env
        if request.policy != '':
            try:
                env = environment_for(request.policy, env, program.path[program.path.rfind('/') + 1 :])
            except BadPolicy:
                return -EINVAL
        self.machine.lock()
        try:
            slot = self._make_child(request, program.argv)
            if slot >= 0:
                self.processes.set_start(slot, StartInfo(program.argv, env, program.path, cwd))
        finally:
            self.machine.unlock()
        if slot < 0:
            return slot
        pid = self.processes.get(slot, PID)
        umask = self.context.mask if request.umask < 0 else request.umask
        self.context.launcher(
            Launch(slot, pid, program.applet, program.path, program.argv, env, cwd, umask, request.policy)
        )
        return pid

    def spawn_service(self, applet: str, argument: str, fds: list[int]) -> int:
        """Starts a worker of the machine's own: a process without a file, in a session of its own; returns its pid. For
        the kernel."""
        request = SpawnRequest('', [], [], '/', fds, 0)
        request.new_session = True
        name = f'[{applet}]'
        slot = self.context.locked(lambda: self._make_child(request, [name]))
        if slot < 0:
            return slot
        pid = self.processes.get(slot, PID)
        self.context.launcher(Launch(slot, pid, applet, '', [name, argument], [], '/', self.context.mask))
        return pid

    def _make_child(self, request: SpawnRequest, argv: list[str]) -> int:
        """Makes the child's entry: the slot, or -errno. The caller holds the lock."""
        processes = self.processes
        if may_not_be_more(self.context):
            return -EAGAIN
        table = self.machine.tables.create()
        if table == 0:
            return -ENOMEM
        pgid = self.context.own_pgid() if request.pgid < 0 else request.pgid
        slot = processes.claim(self.context.pid, pgid, 0 if request.new_session else self.context.own_sid())
        if slot < 0:
            self.machine.tables.free(table)
            return slot
        processes.set(slot, NICE, min(processes.get(self.context.slot, NICE) + request.nice, LEAST_PRIORITY))
        processes.set(slot, FD_TABLE, table)
        processes.set(slot, TTY, 0 if request.new_session else processes.get(self.context.slot, TTY))
        for half in range(2):
            processes.set(slot, IGNORED_LOW + half, processes.get(self.context.slot, IGNORED_LOW + half))
        for number in request.ignored:
            processes.set_ignored(slot, number, True)
        limits = self.process.open_files_limits() if request.open_files is None else request.open_files
        for child_fd, own in enumerate(request.fds):
            description = self.context.held(own) if own >= 0 else -1
            if description > 0 and self.machine.tables.install_at(table, child_fd, description, 0) < 0:
                self.machine.release_held(description)
        # after the inherited descriptors, which may lie above
        self.machine.tables.set_limits(table, limits[0], limits[1])
        inherit(self.context.memory, self.context.slot, slot)
        for place, found in request.limits:
            set_bounds_of(self.context, slot, place, found)
        processes.set_command(slot, argv)
        return slot

    def poll_child(self, pid: int) -> int:
        """The child's status: -1 while it runs; code | signal << 8 when it has ended; STOPPED_STATUS | signal << 8 once
        after each stop; -ECHILD."""
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
        return slot if slot >= 0 and self.processes.get(slot, PPID) == self.context.pid else -ECHILD

    def wait_child_wait(self, pid: int, timeout_ms: float) -> int:
        """Blocks this worker until the child ends or stops; returns the status as poll_child does, -1 after the
        timeout. A negative timeout waits forever."""
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
            self.context.check_control()
            self.machine.bells.sleep(queue, sequence, left)

    def reap(self, pid: int) -> int:
        """Frees the entry of a child that has ended; returns its status."""
        slot = self._child(pid)
        if slot < 0:
            return slot
        if self.processes.get(slot, STATE) != ZOMBIE:
            return -ECHILD
        status = self.processes.get(slot, STATUS)
        self.machine.lock()
        self.processes.reap(slot, self.context.slot)
        self.machine.unlock()
        return status

    def children(self) -> list[int]:
        """Pids of our children, including zombies."""
        return [self.processes.get(slot, PID) for slot in self.processes.children(self.context.pid)]

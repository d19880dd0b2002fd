"""What every system call stands on: the machine, our slot, cwd, umask, look-up of descriptors, blocking.

Calls return a value >= 0 or -errno. Paths are str. See docs/rooms/sys.md."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.atomics import load, park, set_guard, set_owner
from runtime_py.platform.bytes import copy
from runtime_py.platform.errno import EACCES, ENOENT, ENOMEM, ENOTDIR
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.text import repeat
from runtime_py.sys.accounts import CALLS, block
from runtime_py.sys.layout import CONTROL, CWD, CWD_BYTES, CWD_VERSION, FD_TABLE, PGID, PID, PPID, SID, UMASK, entry
from runtime_py.sys.machine import Machine
from runtime_py.vfs.layout import FOLDERS_CHANGED

PATH_MAX = 4095
_TOO_LONG = '/' + repeat('n', 256)
S_IFMT = 0xf000
S_IFDIR = 0x4000
S_IFLNK = 0xa000


class RelativePath(Exception):
    """A relative path in a worker that has no working folder of its own (see `refuse_relative_paths`): a mistake in a program of ours."""

    def __init__(self, path: str) -> None:
        super().__init__(f'a relative path in a worker without a working folder: {path}')
        self.path = path


class SystemBase:
    """`slot` is the process's, `thread` the slot of the thread that calls: the same for the main thread.

    The working folder and the umask belong to all threads of the process: they live in shared memory from the first change or the first thread on,
    and each thread keeps a copy that holds while the version stays."""

    def __init__(self, machine: Machine, slot: int, cwd: str, thread: int = 0) -> None:
        self.machine = machine
        self.memory = machine.memory
        self.fs = machine.fs
        self.processes = machine.processes
        self.slot = slot
        self.thread = thread if thread > 0 else slot
        self.pid = machine.processes.get(slot, PID)
        self.table = machine.processes.get(slot, FD_TABLE)
        self.program = ''       # the file that was started
        self._cwd = cwd
        self._cwd_number = 0        # of its inode, once it was asked for
        self._folders_changed = -1
        self._mask = 0o22
        self._relative = ''     # what `absolute` was asked last
        self._relative_to = ''
        self._joined = ''
        self._refuses_relative = False
        self._shared_version = -1 if thread > 0 else 0
        self._version_word = (entry(slot) >> 2) + CWD_VERSION
        self._control = (entry(self.thread) >> 2) + CONTROL
        self._account = block(self.thread)

    @property
    def cwd(self) -> str:
        self._look_at_shared()
        if self.memory.i32[FOLDERS_CHANGED] != self._folders_changed:
            self._go_along()
        return self._cwd

    @property
    def mask(self) -> int:
        self._look_at_shared()
        return self._mask

    def _go_along(self) -> None:
        """A process works in a folder, not at a path: when the folder is moved it goes along. One that is gone keeps its path, which leads nowhere."""
        self._folders_changed = self.memory.i32[FOLDERS_CHANGED]
        here = self.fs.number_at(self._cwd)
        if self._cwd_number == 0:
            self._cwd_number = here
        elif here != self._cwd_number:
            moved = self.fs.path_of_folder(self._cwd_number)
            if moved != '':
                self._cwd = moved

    def _set_cwd(self, path: str) -> None:
        self._cwd = path
        self._cwd_number = 0
        self._folders_changed = -1

    def _look_at_shared(self) -> None:
        if load(self.memory.i32, self._version_word) != self._shared_version:
            self.locked(lambda: self._read_shared())

    def _read_shared(self) -> int:
        processes = self.processes
        self._shared_version = load(self.memory.i32, self._version_word)
        address = processes.get(self.slot, CWD)
        self._set_cwd(to_text(bytearray(self.memory.u8[address:address + processes.get(self.slot, CWD_BYTES)])))
        self._mask = processes.get(self.slot, UMASK)
        return 0

    def share_state(self) -> None:
        """Puts this thread's idea of the working folder and umask where all threads look."""
        self.locked(lambda: self._write_shared())

    def _write_shared(self) -> int:
        processes = self.processes
        data = to_bytes(self._cwd)
        address = self.machine.heap.alloc(len(data))
        if address == 0:
            return -ENOMEM
        copy(data, 0, len(data), self.memory.u8, address)
        if processes.get(self.slot, CWD) != 0:
            self.machine.heap.free(processes.get(self.slot, CWD), processes.get(self.slot, CWD_BYTES))
        processes.set(self.slot, CWD, address)
        processes.set(self.slot, CWD_BYTES, len(data))
        processes.set(self.slot, UMASK, self._mask)
        self._shared_version += 1
        processes.set(self.slot, CWD_VERSION, self._shared_version)
        return 0

    def guard(self) -> None:
        """From now on this worker parks at its next lock when it is stopped or to be ended."""
        set_guard(self._control)
        set_owner(self.thread)

    def check_control(self) -> None:
        """Parks while the process is stopped, for ever when it is dying. Programs' event loops call it once a turn."""
        if load(self.memory.i32, self._control) != 0:
            park(self.memory.i32, self._control)

    def refuse_relative_paths(self) -> None:
        """For a shell, whose commands run side by side in one worker, each in a folder of its own: whoever resolves a path by the worker's folder
        would read or write the wrong file, so that raises RelativePath."""
        self._refuses_relative = True

    def absolute(self, path: str) -> str:
        """The path below the cwd. An empty path stays empty: it names nothing (ENOENT). One of more than 4095 bytes becomes one with too long a name."""
        self.memory.f64[self._account + CALLS] += 1
        if len(path) * 3 > PATH_MAX and len(to_bytes(path)) > PATH_MAX:
            return _TOO_LONG
        if path.startswith('/') or path == '':
            return path
        if self._refuses_relative:
            raise RelativePath(path)
        cwd = self.cwd
        if path != self._relative or cwd != self._relative_to:
            # programs ask whether a file is there, what it is and what is in it: joining costs more than such a call
            self._relative = path
            self._relative_to = cwd
            self._joined = '/' + path if cwd == '/' else cwd + '/' + path
        return self._joined

    def description(self, fd: int) -> int:
        """The open file description of an fd, or -EBADF."""
        return self.machine.tables.get(self.table, fd)

    def held(self, fd: int) -> int:
        """The same with one more reference: it lives on though another thread, which needs another lock for that, closes the descriptor. The caller holds the
        ipc lock, and releases it."""
        while True:
            description = self.description(fd)
            if description < 0:
                return description
            if self.machine.descriptions.retain_if_alive(description):
                if self.description(fd) == description:
                    return description
                self.machine.release_held(description)

    # FileCalls has these: paths may lead into /proc

    def stat(self, path: str, out: Any) -> int:
        raise NotImplementedError

    def realpath(self, path: str) -> str | int:
        raise NotImplementedError

    def getcwd(self) -> str:
        return self.cwd

    def folder_of(self, path: str) -> str | int:
        """The real path of what may become a working folder, or -errno."""
        real = self.realpath(path)
        if not isinstance(real, str):
            return real
        mode = self.mode_of(path)
        if mode < 0:
            return mode
        if (mode & S_IFMT) != S_IFDIR:
            return -ENOTDIR
        return -EACCES if (mode & 0o100) == 0 else real

    def chdir(self, path: str) -> int:
        real = self.folder_of(path)
        if not isinstance(real, str):
            return real
        self._look_at_shared()
        self._set_cwd(real)
        self.share_state()
        return 0

    def mode_of(self, path: str) -> int:
        """st_mode of what a path leads to, or -errno."""
        if path == '':
            return -ENOENT
        result = self.stat(path, _scratch)
        return result if result < 0 else int(_scratch[1])

    def umask(self, mask: int) -> int:
        """Sets it; returns the one before. Negative only asks."""
        before = self.mask
        if mask >= 0:
            self._mask = mask & 0o777
            self.share_state()
        return before

    def getppid(self) -> int:
        return self.processes.get(self.slot, PPID)

    def own_pgid(self) -> int:
        return self.processes.get(self.slot, PGID)

    def own_sid(self) -> int:
        return self.processes.get(self.slot, SID)

    def locked(self, call: Callable[[], int]) -> int:
        """Runs `call` under the ipc lock."""
        self.machine.lock()
        try:
            return call()
        finally:
            self.machine.unlock()


_scratch: list[float] = [0.0 for _ in range(18)]

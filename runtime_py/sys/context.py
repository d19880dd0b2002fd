"""What a process is to its system calls: the machine, its slot, working folder and umask, its descriptors, the way to the kernel.

The owners of calls (sys/calls/) stand on one ProcessContext; it knows none of them. A value >= 0 or -errno is returned. See docs/rooms/sys.md."""
from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.platform.atomics import load, park, set_guard, set_owner
from runtime_py.platform.bytes import copy
from runtime_py.platform.errno import ENOMEM
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.text import repeat
from runtime_py.sys.accounts import CALLS, LIMITS, block
from runtime_py.sys.activity import Activity
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import CONTROL, CWD, CWD_BYTES, CWD_VERSION, FD_TABLE, PGID, PID, SID, UMASK, entry
from runtime_py.sys.machine import Machine
from runtime_py.sys.threads import ThreadLaunch
from runtime_py.vfs.fdtable import OWNER_SHIFT
from runtime_py.vfs.flags import O_CLOEXEC
from runtime_py.vfs.layout import FOLDERS_CHANGED

PATH_MAX = 4095
_TOO_LONG = '/' + repeat('n', 256)
FD_CLOEXEC = 1


class RelativePath(Exception):
    """A relative path in a worker that has no working folder of its own (see `refuse_relative_paths`): a mistake in a program of ours."""

    def __init__(self, path: str) -> None:
        super().__init__(f'a relative path in a worker without a working folder: {path}')
        self.path = path


class ProcessContext:
    """`slot` is the process's, `thread` the slot of the thread that calls: the same for the main thread.

    The working folder and the umask belong to all threads of the process: they live in shared memory from the first change or the first thread on,
    and each thread keeps a copy that holds while the version stays."""

    def __init__(self, machine: Machine, slot: int, cwd: str, launcher: Callable[[Launch], None], thread: int = 0) -> None:
        self.machine = machine
        self.memory = machine.memory
        self.fs = machine.fs
        self.processes = machine.processes
        self.slot = slot
        self.thread = thread if thread > 0 else slot
        self.pid = machine.processes.get(slot, PID)
        self.table = machine.processes.get(slot, FD_TABLE)
        # the kernel, for which messages are sent: its worker sets those that it serves
        self.launcher = launcher
        self.thread_launcher: Callable[[ThreadLaunch], None] = refuse_thread
        self.asker: Callable[[str, list], Awaitable[object]] | None = None
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
        self.account = block(self.thread)       # of what this thread uses (accounts.py)
        self.limits = block(slot) + LIMITS      # of the process (limits.py)
        self.outlives_file_size = False     # True in a shell: what its utilities write beyond the limit fails, and the shell goes on
        self.activity: Activity | None = None   # of a program whose turns are the reactor's

    @property
    def cwd(self) -> str:
        self.look_at_shared()
        if self.memory.i32[FOLDERS_CHANGED] != self._folders_changed:
            self._go_along()
        return self._cwd

    @property
    def mask(self) -> int:
        self.look_at_shared()
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

    def set_mask(self, mask: int) -> None:
        self._mask = mask & 0o777
        self.share_state()

    def set_cwd(self, path: str) -> None:
        self._cwd = path
        self._cwd_number = 0
        self._folders_changed = -1

    def look_at_shared(self) -> None:
        if load(self.memory.i32, self._version_word) != self._shared_version:
            self.locked(lambda: self._read_shared())

    def _read_shared(self) -> int:
        processes = self.processes
        self._shared_version = load(self.memory.i32, self._version_word)
        address = processes.get(self.slot, CWD)
        self.set_cwd(to_text(bytearray(self.memory.u8[address:address + processes.get(self.slot, CWD_BYTES)])))
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
        self.memory.f64[self.account + CALLS] += 1
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

    # descriptors

    def ownership(self) -> int:
        """The bits of a descriptor's flags that say which thread closes it when it ends; the main thread's are closed with the process."""
        return 0 if self.thread == self.slot else self.thread << OWNER_SHIFT

    def fd_flags(self, flags: int) -> int:
        return (FD_CLOEXEC if (flags & O_CLOEXEC) != 0 else 0) | self.ownership()

    def install(self, make: Callable[[], int], flags: int = 0) -> int:
        """The lowest free fd for the description that `make` makes, or its -errno. `make` is called with the ipc lock held."""
        def call() -> int:
            description = make()
            return description if description < 0 else self.install_held(description, flags)
        return self.locked(call)

    def install_held(self, description: int, flags: int) -> int:
        """The lowest free fd for a description, which is released when the table is full. The caller holds the ipc lock."""
        fd = self.machine.tables.install(self.table, description, self.fd_flags(flags))
        if fd < 0:
            self.machine.release_held(description)
        return fd

    def install_both(self, fds: list[int], made: list[int], undo: Callable[[], None]) -> int:
        """Fills `fds` for two descriptions of one thing, or with -errno: `undo` takes the thing away where there is no description of it. The caller holds the lock."""
        if min(made) < 0:
            for description in made:
                if description > 0:
                    self.machine.descriptions.release(description)
            undo()
            fds[0] = fds[1] = min(made)
            return 0
        fds[0] = self.install_held(made[0], 0)
        fds[1] = self.install_held(made[1], 0)
        if fds[1] < 0 <= fds[0]:
            self.machine.release_held(self.machine.tables.remove(self.table, fds[0]))
            fds[0] = fds[1]
        return 0


def refuse_thread(launch: ThreadLaunch) -> None:
    raise NotImplementedError(f'nobody starts threads here: {launch.number}')

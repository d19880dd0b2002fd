"""The state of a process for its system calls: the machine, its slot, working folder and umask, its descriptors, its
connection to the kernel.

The owners of calls (sys/calls/) use one ProcessContext, which knows none of them. Functions return a value >= 0 or
-errno. See docs/rooms/sys.md."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.platform.atomics import load, park, set_guard, set_owner
from runtime_py.platform.bytes import copy
from runtime_py.platform.errno import ENOMEM
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.text import repeat
from runtime_py.sys.accounts import CALLS, FILES_IN_MEMORY, LIMITS, block
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
    """A relative path was used in a worker that has no single working folder (see `refuse_relative_paths`): a bug in
    the shell or a utility."""

    def __init__(self, path: str) -> None:
        super().__init__(f'a relative path in a worker without a working folder: {path}')
        self.path = path


class ProcessContext:
    """`slot` is the process's slot, `thread` that of the calling thread; they are the same for the main thread.

    The working folder and the umask belong to all threads of the process: they are in shared memory from the first
    change or the first thread on, and each thread keeps a copy, which is valid while the version doesn't change."""

    def __init__(
        self, machine: Machine, slot: int, cwd: str, launcher: Callable[[Launch], None], thread: int = 0
    ) -> None:
        self.machine = machine
        self.memory = machine.memory
        self.fs = machine.fs
        self.processes = machine.processes
        self.slot = slot
        self.thread = thread if thread > 0 else slot
        self.pid = machine.processes.get(slot, PID)
        self.table = machine.processes.get(slot, FD_TABLE)
        # the kernel's context, which sends messages for others: its worker sets those that it serves
        self.launcher = launcher
        self.thread_launcher: Callable[[ThreadLaunch], None] = refuse_thread
        self.asker: Callable[[str, list], Awaitable[object]] | None = None
        self._cwd = cwd
        self._cwd_number = 0  # of the program's inode, once it was looked up
        self._folders_changed = -1
        self._mask = 0o22
        self._relative = ''  # the last argument of `absolute`, and its result
        self._relative_to = ''
        self._joined = ''
        self._refuses_relative = False
        self._shared_version = -1 if thread > 0 else 0
        self._version_word = (entry(slot) >> 2) + CWD_VERSION
        self._control = (entry(self.thread) >> 2) + CONTROL
        self.account = block(self.thread)  # counts the use of this thread (accounts.py)
        self.fs.contents.charged = self.account + FILES_IN_MEMORY
        self.limits = block(slot) + LIMITS  # of the process (limits.py)
        self.may_sleep = True  # not in the kernel's worker
        # True in a shell: what its utilities write beyond the limit fails, and the shell goes on
        self.outlives_file_size = False
        self.note_read: Callable[[str], None] | None = None  # hears of each file that is read or opened for that
        self.profile = ''  # the strictest profile of its policy, '' without a policy
        self.is_bound = False  # a policy says what it may do, here or in the kernel's worker
        self.activity: Activity | None = None  # for a program whose turns are those of the reactor

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
        """Follows the working folder when it is moved: it is an inode, not a path. A removed one keeps its path, which
        leads nowhere."""
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
        self.set_cwd(to_text(bytearray(self.memory.u8[address : address + processes.get(self.slot, CWD_BYTES)])))
        self._mask = processes.get(self.slot, UMASK)
        return 0

    def share_state(self) -> None:
        """Publishes this thread's working folder and umask to all threads."""
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
        """From now on this worker parks at its next lock when the process is stopped or is to end."""
        set_guard(self._control)
        set_owner(self.thread)

    def check_control(self) -> None:
        """Parks while the process is stopped, and forever when it is dying. Event loops of programs call it once per
        turn."""
        if load(self.memory.i32, self._control) != 0:
            park(self.memory.i32, self._control)

    def refuse_relative_paths(self) -> None:
        """For a shell, whose commands run side by side in one worker, each with its own working folder: resolving a
        path against the worker's folder would use the wrong file, so it raises RelativePath."""
        self._refuses_relative = True

    def absolute(self, path: str) -> str:
        """Joins a path to the cwd. An empty path stays empty: it names nothing (ENOENT). A path of more than 4095 bytes
        is replaced by one whose name is too long."""
        self.memory.f64[self.account + CALLS] += 1
        if len(path) * 3 > PATH_MAX and len(to_bytes(path)) > PATH_MAX:
            return _TOO_LONG
        if path.startswith('/') or path == '':
            return path
        if self._refuses_relative:
            raise RelativePath(path)
        cwd = self.cwd
        if path != self._relative or cwd != self._relative_to:
            # a fast path: joining costs more than a stat or a read of a small file
            self._relative = path
            self._relative_to = cwd
            self._joined = '/' + path if cwd == '/' else cwd + '/' + path
        return self._joined

    def description(self, fd: int) -> int:
        """The open file description of an fd, or -EBADF."""
        return self.machine.tables.get(self.table, fd)

    def held(self, fd: int) -> int:
        """As `description`, but takes a reference, so the description survives if another thread closes the descriptor
        meanwhile (`close` may use a different lock). The caller must hold the ipc lock and must drop the reference."""
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
        """The bits of a descriptor's flags that name the thread that closes it when it ends; the main thread's are
        closed with the process."""
        return 0 if self.thread == self.slot else self.thread << OWNER_SHIFT

    def fd_flags(self, flags: int) -> int:
        return (FD_CLOEXEC if (flags & O_CLOEXEC) != 0 else 0) | self.ownership()

    def install(self, make: Callable[[], int], flags: int = 0) -> int:
        """Installs the description that `make` returns at the lowest free fd; or its -errno. `make` is called with the
        ipc lock held."""

        def call() -> int:
            description = make()
            return description if description < 0 else self.install_held(description, flags)

        return self.locked(call)

    def install_held(self, description: int, flags: int) -> int:
        """Installs a description at the lowest free fd; when the table is full the description is released. The caller
        holds the ipc lock."""
        fd = self.machine.tables.install(self.table, description, self.fd_flags(flags))
        if fd < 0:
            self.machine.release_held(description)
        return fd

    def install_both(self, fds: list[int], made: list[int], undo: Callable[[], None]) -> int:
        """Fills `fds` with descriptors for two descriptions of one object, or with -errno; `undo` frees the object when
        it got no description. The caller holds the lock."""
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

"""System calls on the process itself: its working folder and umask, its ids, limits and end."""

from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.errno import EACCES, EINVAL, ENOTDIR, EPERM, ESRCH
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.children import LEAST_PRIORITY
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import FD_TABLE, NICE, PGID, PID, PPID, SID
from runtime_py.sys.processes import ProcessInfo
from runtime_py.vfs.fdtable import CAPACITY
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

_MAY_ENTER = 0o100


class ProcessCalls:
    def __init__(self, context: ProcessContext, files: FileCalls) -> None:
        self.context = context
        self.machine = context.machine
        self.processes = context.processes
        self.files = files

    # its working folder

    def getcwd(self) -> str:
        return self.context.cwd

    def absolute(self, path: str) -> str:
        return self.context.absolute(path)

    def folder_of(self, path: str) -> str | int:
        """The real path of a folder that is to become the working folder, or -errno."""
        real = self.files.realpath(path)
        if not isinstance(real, str):
            return real
        mode = self.files.mode_of(path)
        if mode < 0:
            return mode
        if (mode & S_IFMT) != S_IFDIR:
            return -ENOTDIR
        return -EACCES if (mode & _MAY_ENTER) == 0 else real

    def chdir(self, path: str) -> int:
        real = self.folder_of(path)
        if not isinstance(real, str):
            return real
        self.context.look_at_shared()
        self.context.set_cwd(real)
        self.context.share_state()
        return 0

    def umask(self, mask: int) -> int:
        """Sets the umask and returns the previous one. A negative value only reads it."""
        before = self.context.mask
        if mask >= 0:
            self.context.set_mask(mask)
        return before

    def share_state(self) -> None:
        """Makes the state available to the other threads of the process."""
        self.context.share_state()

    def refuse_relative_paths(self) -> None:
        self.context.refuse_relative_paths()

    # stopping and ending

    def guard(self) -> None:
        self.context.guard()

    def check_control(self) -> None:
        self.context.check_control()

    # ids and limits

    def getppid(self) -> int:
        return self.processes.get(self.context.slot, PPID)

    def open_files_limits(self) -> list[int]:
        """The soft and the hard limit."""
        return self.machine.tables.limits(self.processes.get(self.context.slot, FD_TABLE))

    def lift_own_limit(self) -> None:
        """Lifts the limit for a shell, which needs descriptors that its program doesn't see; the shell applies the
        limit to those that the program does see."""
        table = self.processes.get(self.context.slot, FD_TABLE)
        self.machine.tables.set_limits(table, CAPACITY, CAPACITY)

    def set_title(self, text: str) -> None:
        """Sets what `ps` shows instead of the command line."""
        self.machine.lock()
        self.processes.set_command(self.context.slot, [text])
        self.machine.unlock()

    def new_pid(self) -> int:
        """A pid that no process has, for commands that run without a process of their own."""
        self.machine.lock()
        pid = self.processes.next_pid()
        self.machine.unlock()
        return pid

    def getpgid(self, pid: int) -> int:
        slot = self.context.slot if pid == 0 else self.processes.find(pid)
        return slot if slot < 0 else self.processes.get(slot, PGID)

    def getpriority(self, pid: int) -> int:
        """The nice value + 20, as Linux's system call returns it, so that it can't be mistaken for an errno."""
        slot = self.context.slot if pid == 0 else self.processes.find(pid)
        return slot if slot < 0 else self.processes.get(slot, NICE) + 20

    def setpriority(self, pid: int, nice: int) -> int:
        """Sets the nice value; only upwards, as for any user but root (POSIX setpriority: EACCES)."""
        slot = self.context.slot if pid == 0 else self.processes.find(pid)
        if slot < 0:
            return -ESRCH
        if nice < self.processes.get(slot, NICE):
            return -EACCES
        self.processes.set(slot, NICE, min(nice, LEAST_PRIORITY))
        return 0

    def getsid(self, pid: int) -> int:
        slot = self.context.slot if pid == 0 else self.processes.find(pid)
        return slot if slot < 0 else self.processes.get(slot, SID)

    def setpgid(self, pid: int, pgid: int) -> int:
        slot = self.context.slot if pid == 0 else self.processes.find(pid)
        if slot < 0:
            return -ESRCH
        if pgid < 0:
            return -EINVAL
        own = self.processes.get(slot, PID)
        if pgid != 0 and pgid != own and not self._is_group(pgid, self.processes.get(slot, SID)):
            return -EPERM
        self.processes.set(slot, PGID, pgid if pgid > 0 else own)
        return 0

    def _is_group(self, pgid: int, session: int) -> bool:
        """Whether a process of the session is in the group."""
        processes = self.processes
        for slot in range(SLOTS):
            if processes.is_process(slot) and processes.get(slot, PGID) == pgid and processes.get(slot, SID) == session:
                return True
        return False

    def list_processes(self) -> list[ProcessInfo]:
        self.machine.lock()
        try:
            return self.processes.table()
        finally:
            self.machine.unlock()

    def exit(self, code: int) -> None:
        """Ends this process; never returns in a worker, which the kernel terminates."""
        self._end(code & 255)

    def die(self, number: int) -> None:
        """Ends this process as an unhandled signal does: for abort(3) and faults."""
        self._end(number << 8)

    def _end(self, status: int) -> None:
        self.machine.lock()
        self.processes.doom(self.context.slot, status)
        self.machine.unlock()
        self.context.check_control()

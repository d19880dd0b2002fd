"""Opening: files, and what devices, FIFOs and the links of /proc stand for. Making something and giving it a descriptor is one critical section, so that
nothing is left behind by a process which is ended in between (docs/rooms/processes.md)."""
from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EACCES, EEXIST, ELOOP, ENOENT, ENOMEM, ENXIO, EREMOTE
from runtime_py.sys.devices import FIRST_PTS, LAST_PTS, PTMX
from runtime_py.sys.devices import TTY as TTY_DEVICE
from runtime_py.sys.layout import PGID, SID, TTY
from runtime_py.sys.mounts import MountCalls
from runtime_py.sys.procfs import FOLDER, LINK, TOP, Node
from runtime_py.sys.ptys import COLUMNS, ROWS
from runtime_py.sys.ptys import FOLDER as PTS_FOLDER
from runtime_py.vfs.description import KIND_DEVICE, KIND_DIR, KIND_FIFO, KIND_FILE, KIND_PTY, KIND_TTY
from runtime_py.vfs.fdtable import OWNER_SHIFT
from runtime_py.vfs.filesystem import NO_FILE, O_CREAT, O_EXCL, O_NOFOLLOW, O_TRUNC
from runtime_py.vfs.layout import I_RDEV
from runtime_py.vfs.reading import O_ACCMODE

O_RDWR = 2
O_CLOEXEC = 0o2000000
O_NOCTTY = 0o400
FD_CLOEXEC = 1


class OpeningCalls(MountCalls):
    def open(self, path: str, flags: int, mode: int = 0o666) -> int:
        fd = self._open_at(self.absolute(path), flags, mode)
        return fd if fd != -EREMOTE else self._open_elsewhere(flags, mode)

    def _open_at(self, path: str, flags: int, mode: int) -> int:
        fd = self.fs.open_fd(self.table, path, flags, mode & ~self.mask, self._fd_flags(flags))
        return fd if fd != NO_FILE else self._open_special(path, flags)

    def _open_elsewhere(self, flags: int, mode: int) -> int:
        return self.elsewhere((flags & O_NOFOLLOW) == 0, lambda inside: self._open_at(inside, flags, mode), lambda node: self._open_node(node, flags))

    # descriptors

    def ownership(self) -> int:
        """The bits of a descriptor's flags that say which thread closes it when it ends; the main thread's are closed with the process."""
        return 0 if self.thread == self.slot else self.thread << OWNER_SHIFT

    def _fd_flags(self, flags: int) -> int:
        return (FD_CLOEXEC if (flags & O_CLOEXEC) != 0 else 0) | self.ownership()

    def install(self, make: Callable[[], int], flags: int = 0) -> int:
        """The lowest free fd for the description that `make` makes, or its -errno. `make` is called with the ipc lock held."""
        def call() -> int:
            description = make()
            return description if description < 0 else self.install_held(description, flags)
        return self.locked(call)

    def install_held(self, description: int, flags: int) -> int:
        """The lowest free fd for a description, which is released when the table is full. The caller holds the ipc lock."""
        fd = self.machine.tables.install(self.table, description, self._fd_flags(flags))
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

    # devices and FIFOs

    def _open_special(self, path: str, flags: int) -> int:
        return self.install(lambda: self._special(path, flags & ~(O_CREAT | O_EXCL | O_TRUNC)), flags)

    def _special(self, path: str, flags: int) -> int:
        """A description of what the device or FIFO at a path stands for. The caller holds the lock."""
        description = self.fs.open(path, flags, 0)
        if description < 0:
            return description
        kind = self.machine.descriptions.kind(description)
        if kind == KIND_FIFO:
            error = self.machine.open_fifo(description, flags)
            if error < 0:
                self.fs.close(description)
            return error if error < 0 else description
        if kind != KIND_DEVICE:
            return description
        rdev = self.fs.inodes.get(self.machine.descriptions.object(description), I_RDEV)
        if rdev != TTY_DEVICE and rdev != PTMX and not FIRST_PTS <= rdev <= LAST_PTS:
            return description
        # terminals are more than their device
        self.fs.close(description)
        if rdev == TTY_DEVICE:
            return self._controlling_terminal()
        return self._master(flags) if rdev == PTMX else self._slave(rdev - FIRST_PTS, flags)

    def _controlling_terminal(self) -> int:
        tty = self.processes.get(self.slot, TTY)
        if tty == 0:
            return -ENXIO
        description = self.machine.descriptions.create(KIND_TTY, O_RDWR, tty)
        if description > 0:
            self.machine.ttys.retain(tty)
        return description

    def _master(self, flags: int) -> int:
        """Of a new pseudo-terminal, whose slave gets a name."""
        tty = self.machine.ptys.create(COLUMNS, ROWS)
        if tty == 0:
            return -ENOMEM
        number = self.machine.ttys.number(tty)
        made = self.fs.mknod(f'{PTS_FOLDER}{number}', 0x2000 | 0o620, FIRST_PTS + number)
        description = made if made < 0 else self.machine.descriptions.create(KIND_PTY, flags & ~O_CLOEXEC, tty)
        if description < 0:
            if made >= 0:
                self.fs.unlink(f'{PTS_FOLDER}{number}')
            self.machine.ptys.release(tty)
        return description

    def _slave(self, number: int, flags: int) -> int:
        """A session's leader without a terminal gets it as the controlling one (POSIX, 11.1.3)."""
        tty = self.machine.ptys.find(number)
        if tty < 0:
            return tty
        description = self.machine.descriptions.create(KIND_TTY, flags & ~O_CLOEXEC, tty)
        if description < 0:
            return description
        self.machine.ttys.retain(tty)
        processes = self.processes
        if (flags & O_NOCTTY) == 0 and processes.get(self.slot, TTY) == 0 and processes.get(self.slot, SID) == self.pid and self.machine.ttys.session(tty) == 0:
            processes.set(self.slot, TTY, tty)
            self.machine.ttys.set_session(tty, self.pid)
            self.machine.ttys.set_foreground(tty, processes.get(self.slot, PGID))
        return description

    # /proc

    def _open_node(self, node: Node, flags: int) -> int:
        """A file of /proc with its content of now, the folder /proc for any of its folders, or what another descriptor has open."""
        if (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL):
            return -EEXIST
        if node.kind == FOLDER:
            return self._open_at(TOP, flags, 0)
        if node.kind == LINK:
            return self.install(lambda: self._open_again(node.description, flags), flags) if node.description > 0 and (flags & O_NOFOLLOW) == 0 else -ELOOP
        if (flags & O_ACCMODE) != 0:
            return -EACCES
        data = encode(node.text())
        return self.install(lambda: self.fs.open_nameless(data, 0o444), flags)

    def _open_again(self, description: int, flags: int) -> int:
        """What opening /dev/stdin or /proc/PID/fd/3 gives: files anew, from their start; of other things the same description. The caller holds the lock."""
        if not self.machine.descriptions.retain_if_alive(description):
            return -ENOENT
        kind = self.machine.descriptions.kind(description)
        if kind not in (KIND_FILE, KIND_DIR, KIND_DEVICE):
            return description
        made = self.fs.reopen(self.machine.descriptions.object(description), flags)
        self.fs.close(description)
        return made

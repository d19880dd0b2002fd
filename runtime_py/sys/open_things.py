"""What stat(2) says of an open description, and its name in /proc/PID/fd: of files and devices what their inode says, of pipes, sockets and the like
Linux's way, where one number stands for the thing in both places.

Every kind has a place in both functions; one that has none is an error. Knows nothing of a process."""
from __future__ import annotations

from typing import Any

from runtime_py.sys.devices import FIRST_PTS, PTMX
from runtime_py.sys.ptys import FOLDER as PTS_FOLDER
from runtime_py.vfs.description import (
    KIND_DATAGRAM,
    KIND_DEVICE,
    KIND_DIR,
    KIND_FIFO,
    KIND_FILE,
    KIND_LISTENER,
    KIND_PIPE_BOTH,
    KIND_PIPE_READ,
    KIND_PIPE_WRITE,
    KIND_PTY,
    KIND_SOCKET,
    KIND_TTY,
    KIND_WATCH,
    unknown_kind,
)
from runtime_py.vfs.layout import GID, S_IFCHR, S_IFIFO, S_IFSOCK, UID

PIPES = (KIND_PIPE_READ, KIND_PIPE_WRITE, KIND_PIPE_BOTH)
SOCKETS = (KIND_SOCKET, KIND_LISTENER, KIND_DATAGRAM)
OF_INODES = (KIND_FILE, KIND_DIR, KIND_DEVICE, KIND_FIFO)     # their object is an inode
# st_dev of what lies in no mount
SOCKET_DEVICE = 8
PIPE_DEVICE = 13
OTHER_DEVICE = 14
PTMX_PATH = '/dev/ptmx'


def stat_description(machine: Any, description: int, out: Any) -> int:
    """18 floats, as docs/rooms/sys.md lists them: 0 or -errno."""
    kind = machine.descriptions.kind(description)
    target = machine.descriptions.object(description)
    if kind in OF_INODES:
        return machine.fs.fstat(description, out)
    if kind in PIPES:
        owner = machine.pipes.owner(target)
        return machine.fs.stat_inode(owner, out) if owner != 0 else _fill(machine, out, PIPE_DEVICE, S_IFIFO | 0o600, target, 0)
    if kind in SOCKETS:
        return _fill(machine, out, SOCKET_DEVICE, S_IFSOCK | 0o777, target, 0)
    if kind == KIND_TTY:
        number = machine.ttys.number(target)
        return _stat_node(machine, out, f'{PTS_FOLDER}{number}', FIRST_PTS + number, S_IFCHR | 0o620, target)
    if kind == KIND_PTY:
        return _stat_node(machine, out, PTMX_PATH, PTMX, S_IFCHR | 0o666, target)
    if kind == KIND_WATCH:
        return _fill(machine, out, OTHER_DEVICE, 0o600, target, 0)
    raise unknown_kind(kind)


def _stat_node(machine: Any, out: Any, path: str, rdev: int, mode: int, ino: int) -> int:
    """Of a terminal: what its node in /dev says, while it has one."""
    if machine.fs.stat(path, out) == 0 and out[5] == rdev:
        return 0
    return _fill(machine, out, OTHER_DEVICE, mode, ino, rdev)


def _fill(machine: Any, out: Any, device: int, mode: int, ino: int, rdev: int) -> int:
    """Times aren't kept of these: theirs is the machine's start."""
    fields = [device, mode, 1, UID, GID, rdev, 4096, ino, 0, 0]
    for k in range(10):
        out[k] = fields[k]
    started = machine.processes.started_of(0)
    for k in range(10, 18, 2):
        out[k] = started // 1000
        out[k + 1] = (started % 1000) * 1000000 // 1
    return 0


def name_of_description(machine: Any, description: int) -> str:
    """Where the link /proc/PID/fd/N leads to."""
    kind = machine.descriptions.kind(description)
    target = machine.descriptions.object(description)
    if kind in OF_INODES:
        return machine.fs.name_of(target)
    if kind in PIPES:
        owner = machine.pipes.owner(target)
        return machine.fs.name_of(owner) if owner != 0 else f'pipe:[{target}]'
    if kind in SOCKETS:
        return f'socket:[{target}]'
    if kind == KIND_TTY:
        return f'{PTS_FOLDER}{machine.ttys.number(target)}'
    if kind == KIND_PTY:
        return PTMX_PATH
    if kind == KIND_WATCH:
        return 'anon_inode:inotify'
    raise unknown_kind(kind)

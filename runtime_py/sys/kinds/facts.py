"""The results of stat(2) for objects that are in no mount: as on Linux, one number identifies the object in stat and in
/proc/PID/fd."""

from __future__ import annotations

from typing import Any

from runtime_py.sys.structures import Structures
from runtime_py.vfs.layout import GID, UID

# st_dev outside any mount
SOCKET_DEVICE = 8
PIPE_DEVICE = 13
OTHER_DEVICE = 14


def fill(parts: Structures, out: Any, device: int, mode: int, ino: int, rdev: int) -> int:
    """No times are stored for these objects: they get the machine's start time."""
    fields = [device, mode, 1, UID, GID, rdev, 4096, ino, 0, 0]
    for k in range(10):
        out[k] = fields[k]
    started = parts.processes.started_of(0)
    for k in range(10, 18, 2):
        out[k] = started // 1000
        out[k + 1] = (started % 1000) * 1000000 // 1
    return 0


def stat_node(parts: Structures, out: Any, path: str, rdev: int, mode: int, ino: int) -> int:
    """For what a path in /dev opened: the values of that node, while it is there."""
    if parts.fs.stat(path, out) == 0 and out[5] == rdev:
        return 0
    return fill(parts, out, OTHER_DEVICE, mode, ino, rdev)

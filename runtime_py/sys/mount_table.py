"""The mount table, as mount(8) and /proc/mounts show it."""

from __future__ import annotations

from runtime_py.vfs.backend import MOUNT_KINDS, ROOT_TREE
from runtime_py.vfs.backend import PROC as PROC_KIND
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.mounting import MountInfo, Mounting
from runtime_py.vfs.mounts import ROOT_DEVICE

ROOT_SOURCE = 'terrarium'
PROC = '/proc'


def all_mounts(fs: FileSystem) -> list[MountInfo]:
    """All mounts, the root first."""
    root = MountInfo(ROOT_SOURCE, '/', MOUNT_KINDS[ROOT_TREE].name, ROOT_DEVICE, False, 0)
    return [root, *Mounting(fs).table()]


def mount_proc(fs: FileSystem) -> int:
    """Mounts /proc on its folder, which exists: above 0, or -errno."""
    return Mounting(fs).mount(PROC, PROC_KIND, 'proc', 0o555, 0, 0)

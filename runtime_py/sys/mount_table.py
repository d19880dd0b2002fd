"""The mount table, as mount(8) and /proc/mounts show it."""

from __future__ import annotations

from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.mounting import MountInfo, Mounting
from runtime_py.vfs.mounts import ROOT_DEVICE

ROOT_KIND = 'idb'  # the root, stored in the browser's IndexedDB
ROOT_SOURCE = 'terrarium'
PROC = '/proc'
PROC_DEVICE = 3  # st_dev; files have 1


def all_mounts(fs: FileSystem) -> list[MountInfo]:
    """All mounts, the root first."""
    root = MountInfo(ROOT_SOURCE, '/', ROOT_KIND, ROOT_DEVICE, False, 0)
    proc = MountInfo('proc', PROC, 'proc', PROC_DEVICE, False, 0)
    return [root, proc, *Mounting(fs).table()]

"""System calls on mounts. File systems in memory are mounted here; images and folders of a disk by the kernel worker,
which knows where contents are.

The machine's user is no superuser, but may mount: the machine belongs to the user."""

from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.errno import EBUSY
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import RUNNING, STARTING, STATE
from runtime_py.sys.mount_table import all_mounts
from runtime_py.sys.table_texts import cwd_of
from runtime_py.vfs.backend import MEMORY
from runtime_py.vfs.mounting import MountInfo, Mounting
from runtime_py.vfs.mounts import READ_ONLY


class MountCalls:
    def __init__(self, context: ProcessContext, files: FileCalls) -> None:
        self.context = context
        self.fs = context.fs
        self.files = files

    def mounts(self) -> list[MountInfo]:
        """All mounts, the root first."""
        return all_mounts(self.fs)

    def mount_memory(self, source: str, path: str, mode: int, is_read_only: bool, most_bytes: float) -> int:
        """Mounts an empty file system in memory on a folder, of at most so many bytes (0: limited by memory only): 0 or
        -errno."""
        return min(
            Mounting(self.fs).mount(
                self.context.absolute(path), MEMORY, source, mode, READ_ONLY if is_read_only else 0, most_bytes
            ),
            0,
        )

    def remount(self, path: str, is_read_only: bool | None, most_bytes: float = -1) -> int:
        """Changes a mount; None and -1 keep the present value. EINVAL: nothing is mounted there, or it holds more than
        the new size."""
        flags = -1 if is_read_only is None else (READ_ONLY if is_read_only else 0)
        return Mounting(self.fs).remount(self.context.absolute(path), flags, most_bytes)

    def unmount(self, path: str) -> int:
        """Unmounts; EBUSY while a process has its working folder or an open file in it."""
        real = self.files.realpath(path)
        if not isinstance(real, str):
            return real
        mount = Mounting(self.fs).at(real)
        if mount > 0 and self._is_somebody_in(real):
            return -EBUSY
        return mount if mount < 0 else Mounting(self.fs).unmount(real)

    def _is_somebody_in(self, path: str) -> bool:
        processes = self.context.processes
        for slot in range(1, SLOTS):
            if processes.get(slot, STATE) in (STARTING, RUNNING) and (cwd_of(self.context, slot) + '/').startswith(
                path + '/'
            ):
                return True
        return False

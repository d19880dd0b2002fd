"""System calls on mounts. What is in memory alone is mounted here; images and folders of a disk by the kernel worker, which knows where contents lie.

The machine's user is no superuser, and may mount all the same: the machine is his."""
from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.errno import EBUSY
from runtime_py.sys.files import FileCalls
from runtime_py.sys.layout import RUNNING, STARTING, STATE
from runtime_py.sys.procfs import DEVICE as PROC_DEVICE
from runtime_py.sys.procfs import TOP
from runtime_py.vfs.mounting import MountInfo, Mounting
from runtime_py.vfs.mounts import MEMORY, READ_ONLY, ROOT_DEVICE

ROOT_KIND = 'idb'       # what lies in the browser's IndexedDB
ROOT_SOURCE = 'terrarium'


class MountCalls(FileCalls):
    def mounts(self) -> list[MountInfo]:
        """All that is mounted, the root first."""
        root = MountInfo(ROOT_SOURCE, '/', ROOT_KIND, ROOT_DEVICE, False, 0)
        proc = MountInfo('proc', TOP, 'proc', PROC_DEVICE, False, 0)
        return [root, proc, *Mounting(self.fs).table()]

    def mount_memory(self, source: str, path: str, mode: int, is_read_only: bool, most_bytes: float) -> int:
        """An empty file system in memory over a folder, of at most so many bytes (0: as there is memory): 0 or -errno."""
        return min(Mounting(self.fs).mount(self.absolute(path), MEMORY, source, mode, READ_ONLY if is_read_only else 0, most_bytes), 0)

    def remount(self, path: str, is_read_only: bool | None, most_bytes: float = -1) -> int:
        """None, and -1, leave what it has. EINVAL: nothing is mounted there, or it holds more than that."""
        flags = -1 if is_read_only is None else (READ_ONLY if is_read_only else 0)
        return Mounting(self.fs).remount(self.absolute(path), flags, most_bytes)

    def unmount(self, path: str) -> int:
        """EBUSY while a process works in it or has something of it open."""
        real = self.realpath(path)
        if not isinstance(real, str):
            return real
        mount = Mounting(self.fs).at(real)
        if mount > 0 and self._is_somebody_in(real):
            return -EBUSY
        return mount if mount < 0 else Mounting(self.fs).unmount(real)

    def _is_somebody_in(self, path: str) -> bool:
        for slot in range(1, SLOTS):
            if self.processes.get(slot, STATE) in (STARTING, RUNNING) and (self.processes.cwd_of(slot) + '/').startswith(path + '/'):
                return True
        return False

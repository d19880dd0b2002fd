"""System calls that wait until written data is on the disk. The kernel writes; SYNC_DONE is the number of the last
barrier that it has reached."""

from __future__ import annotations

from runtime_py.platform.atomics import add, load, wait, wait_async
from runtime_py.platform.errno import EBADF, EINVAL
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import AREA, SYNC_ASKED, SYNC_DONE, SYNC_ERROR
from runtime_py.vfs.flags import O_PATH


class DurabilityCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.memory = context.memory
        self.machine = context.machine

    def _ask_sync(self) -> int:
        """Requests a barrier from the kernel; returns its number."""
        number = add(self.memory.i32, (AREA >> 2) + SYNC_ASKED, 1) + 1
        self.machine.bells.ring(0)
        return number

    def fsync(self, fd: int) -> int:
        """Blocks until all writes so far are on the disk: 0, -EIO or -ENOSPC."""
        error = self._cannot_sync(fd)
        if error < 0:
            return error
        number = self._ask_sync()
        word = (AREA >> 2) + SYNC_DONE
        while True:
            done = load(self.memory.i32, word)
            if done >= number:
                return -load(self.memory.i32, (AREA >> 2) + SYNC_ERROR)
            self.context.check_control()
            wait(self.memory.i32, word, done, -1)

    def _cannot_sync(self, fd: int) -> int:
        """-errno for an fd that isn't stored: -EINVAL for pipes, sockets and devices."""
        description = self.context.description(fd)
        if description < 0:
            return description
        if (self.machine.descriptions.flags(description) & O_PATH) != 0:
            return -EBADF
        return 0 if self.machine.kind_of(description).is_stored else -EINVAL

    async def fsync_async(self, fd: int) -> int:
        error = self._cannot_sync(fd)
        if error < 0:
            return error
        number = self._ask_sync()
        word = (AREA >> 2) + SYNC_DONE
        while True:
            done = load(self.memory.i32, word)
            if done >= number:
                return -load(self.memory.i32, (AREA >> 2) + SYNC_ERROR)
            await wait_async(self.memory.i32, word, done, -1)

"""fsync raises a barrier and waits until the kernel has reached it."""

from __future__ import annotations

from runtime_py.platform.atomics import load, notify, store
from runtime_py.platform.errno import EBADF, EIO
from runtime_py.platform.futures import gather
from runtime_py.sys.layout import AREA, SYNC_ASKED, SYNC_DONE, SYNC_ERROR
from tests.sys.call_support import Box


async def reach(box: Box, error: int) -> None:
    """What the kernel does after a transaction."""
    i32 = box.machine.memory.i32
    store(i32, (AREA >> 2) + SYNC_ERROR, error)
    store(i32, (AREA >> 2) + SYNC_DONE, load(i32, (AREA >> 2) + SYNC_ASKED))
    notify(i32, (AREA >> 2) + SYNC_DONE, 100)


async def test_fsync_waits_for_the_barrier() -> None:
    box = Box()
    fd = box.system.open('/tmp/f', 0o102)
    assert (await gather([box.system.fsync_async(fd), reach(box, 0)]))[0] == 0
    assert (await gather([box.system.fsync_async(fd), reach(box, EIO)]))[0] == -EIO
    assert await box.system.fsync_async(99) == -EBADF and box.system.fsync(99) == -EBADF

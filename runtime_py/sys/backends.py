"""The backends of mounts whose names are not in shared memory, as one process sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.sys.procfs import ProcFs
from runtime_py.vfs.backend import PROC, Backend, Crossing

# by the kind of mount: makes it for a ProcessContext, with the mount's st_dev
_MAKERS: Map[int, Callable[[Any, int], Backend]] = Map([[PROC, lambda context, device: ProcFs(context, device)]])


class NoBackend(Exception):
    """A bug of the machine: a kind of mount is elsewhere, and nothing answers its names."""


def backend_of(context: Any, crossing: Crossing) -> Backend:
    make = _MAKERS.get(crossing.kind)
    if make is None:
        raise NoBackend(f'{crossing.kind}')
    return make(context, crossing.device)

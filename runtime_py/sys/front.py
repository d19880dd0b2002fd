"""What stands before the table of system calls: accounting, policy, a transport by messages. The owners of the calls don't know of it.

A front sees what programs call, once each: what an owner calls of another owner goes past it. The front that was put last is asked first. A call that a
front leaves alone costs what it cost before. docs/rooms/sys.md tells how one is written. Must not know what fronts are for."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.layers import method_of, put_layer
from runtime_py.platform.maps import Map
from runtime_py.sys.table import TABLE, Call


def put_front(system: Any, wrap: Callable[[Call, Callable[..., Any]], Callable[..., Any] | None]) -> None:
    """`wrap(call, inner)` is asked once for each row of the table: it gives what programs call from now on, with the same arguments and result, which
    calls `inner` or doesn't; or None to leave the call as it is."""
    outer: Map[str, Callable[..., Any]] = Map()
    for call in TABLE:
        wrapped = wrap(call, method_of(system, call.name))
        if wrapped is not None:
            outer.set(call.name, wrapped)
    put_layer(system, outer)

"""Fronts, which are put before the table of system calls: accounting, policy, a message transport. The owners of the
calls don't know about them.

A front sees each call of a program once; calls between owners bypass it. The front that was added last is called first.
A call that a front leaves unchanged doesn't get slower. docs/rooms/sys.md describes how to write one. Must not know the
purpose of fronts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.layers import method_of, put_layer
from runtime_py.platform.maps import Map
from runtime_py.sys.table import TABLE, Call


def put_front(system: Any, wrap: Callable[[Call, Callable[..., Any]], Callable[..., Any] | None]) -> None:
    """`wrap(call, inner)` is called once for each row of the table. It returns the function that programs call from now
    on, with the same arguments and result, which may call `inner`; or None to leave the call unchanged."""
    outer: Map[str, Callable[..., Any]] = Map()
    for call in TABLE:
        wrapped = wrap(call, method_of(system, call.name))
        if wrapped is not None:
            outer.set(call.name, wrapped)
    put_layer(system, outer)

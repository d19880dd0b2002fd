"""Atomics.wait of programs: the time for which a thread sleeps in it isn't CPU time."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.realm.host import define
from runtime_py.platform.atomics import wait_counted


def install() -> None:
    def wait(array, index, value, timeout):
        return wait_counted(array, index, value, timeout)

    show_as_native(wait)
    define(wait, 'name', {'value': 'wait', 'configurable': True})
    define(Atomics, 'wait', {'value': wait, 'writable': True, 'enumerable': False, 'configurable': True})

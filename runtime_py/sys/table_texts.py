"""What the process table refers to in the heap: texts, descriptor tables. Other processes replace and free these blocks,
so they are read under the ipc lock. The caller must not hold it."""

from __future__ import annotations

from typing import Any

from runtime_py.sys.layout import FD_TABLE
from runtime_py.sys.processes import ProcessInfo, StartInfo


def start_of(system: Any, slot: int) -> StartInfo:
    system.machine.lock()
    try:
        found: StartInfo = system.processes.start_of(slot)
        return found
    finally:
        system.machine.unlock()


def command_of(system: Any, slot: int) -> str:
    system.machine.lock()
    try:
        return str(system.processes.command(slot))
    finally:
        system.machine.unlock()


def cwd_of(system: Any, slot: int) -> str:
    system.machine.lock()
    try:
        return str(system.processes.cwd_of(slot))
    finally:
        system.machine.unlock()


def table_of(system: Any) -> list[ProcessInfo]:
    system.machine.lock()
    try:
        found: list[ProcessInfo] = system.processes.table()
        return found
    finally:
        system.machine.unlock()


def descriptors_room(system: Any, slot: int) -> int:
    """How many descriptors its table has room for."""
    system.machine.lock()
    try:
        table = system.processes.get(slot, FD_TABLE)
        return int(system.machine.tables.size(table)) if table != 0 else 0
    finally:
        system.machine.unlock()

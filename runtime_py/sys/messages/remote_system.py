"""The `System` of a confined program: one on memory of the worker's own, behind a front that sends its calls to the
kernel.

Programs, shells and tools use it as any other. What it has in its own memory is worth nothing to others. Must not know
workers, nor how the program came here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.layers import put_layer
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import Memory
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import FD_TABLE, PID, RUNNING, STARTED, STATE, entry
from runtime_py.sys.machine import create_machine
from runtime_py.sys.messages.mailbox import Mailbox
from runtime_py.sys.messages.remote_reactor import RemoteReactor
from runtime_py.sys.messages.transport import Refused, Transport
from runtime_py.sys.system import System

KERNEL = 0


def remote_system(
    memory: Memory,
    mailbox: Mailbox,
    send_later: Callable[[Bytes], Awaitable[Bytes]],
    pid: int,
    started: float,
    booted: float,
) -> System:
    """`memory`: of this worker alone. `started` and `booted`: when this process began, and the machine."""
    machine = create_machine(memory)
    processes = machine.processes
    slot = processes.claim(1, pid, pid)
    processes.set(slot, PID, pid)
    processes.set(slot, STATE, RUNNING)
    processes.set(slot, FD_TABLE, machine.tables.create())
    memory.f64[(entry(slot) + STARTED * 4) >> 3] = started
    memory.f64[(entry(KERNEL) + STARTED * 4) >> 3] = booted
    system = System(machine, slot, '/', no_launch)
    transport: list[Transport] = []
    reactor = RemoteReactor(
        lambda watched, pids, arms, takes: transport[0].call('look', [watched, pids, arms, takes]),
        system,
        lambda: mailbox.bell(),
        lambda count: mailbox.rung(count),
        system.context,
    )
    found: Any = reactor
    system.reactor = found
    # rings are for this thread: a port has mail
    put_layer(machine.bells, Map([['ring', lambda slot: reactor.wake_soon()]]))
    transport.append(Transport(system, lambda message: mailbox.ask(message), send_later))
    transport[0].put()
    return system


def no_launch(launch: Launch) -> None:
    raise Refused('launch')

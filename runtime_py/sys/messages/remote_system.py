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
from runtime_py.resources.limits import MEMORY, UNLIMITED, Bounds
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import FD_TABLE, PGID, PID, RUNNING, SID, STARTED, entry
from runtime_py.sys.limits import set_bounds_of
from runtime_py.sys.machine import create_machine
from runtime_py.sys.messages.mailbox import Mailbox
from runtime_py.sys.messages.remote_reactor import RemoteReactor
from runtime_py.sys.messages.transport import Refused, Transport
from runtime_py.sys.system import System

KERNEL = 0


class RemoteSystem(System):
    """A System with the transport that its calls go through, once there is one, and its mailbox."""

    transport: Transport
    mailbox: Mailbox


def remote_system(memory: Memory, mailbox: Mailbox, send_later: Callable[[Bytes], Awaitable[Bytes]]) -> RemoteSystem:
    """`memory`: of this worker alone. It sends nothing before `identify` says whose it is, so a worker that has no
    program yet can make it."""
    machine = create_machine(memory)
    processes = machine.processes
    slot = processes.claim(1, 0, 0)
    processes.set_state(slot, RUNNING)
    processes.set(slot, FD_TABLE, machine.tables.create())
    system = RemoteSystem(machine, slot, '/', no_launch)
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
    transport.append(
        Transport(
            system,
            lambda message: mailbox.ask(message),
            send_later,
            mailbox.bulk,
            mailbox.borrowing,
            mailbox.figures,
        )
    )
    system.transport = transport[0]
    system.mailbox = mailbox
    transport[0].put()
    # only the mailbox is shared memory, in which a worker can sleep
    put_layer(system, Map([['wait_for_memory', lambda: mailbox.rest()]]))
    return system


def identify(system: System, pid: int, started: float, booted: float, most_memory: float = UNLIMITED) -> None:
    """`started` and `booted`: when this process began, and the machine; `most_memory`: its limit."""
    set_bounds_of(system.context, system.slot, MEMORY, Bounds(most_memory, most_memory))
    processes = system.machine.processes
    for field in [PID, PGID, SID]:
        processes.set(system.slot, field, pid)
    system.context.pid = pid
    system.pid = pid
    moments = system.memory.f64
    moments[(entry(system.slot) + STARTED * 4) >> 3] = started
    moments[(entry(KERNEL) + STARTED * 4) >> 3] = booted


def no_launch(launch: Launch) -> None:
    raise Refused('launch')

"""System: the system calls of one process, as table.py lists them. Every program, and the kernel for itself, has one.

Each call is performed by its owner, a plain class of sys/calls/ with the process's context; flat.py, generated from the
table, has a method for each. front.py can put fronts before the calls."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.sys.calls.accounts import AccountCalls
from runtime_py.sys.calls.children import ChildCalls
from runtime_py.sys.calls.datagrams import DatagramCalls
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.durability import DurabilityCalls
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.calls.kernel import KernelCalls
from runtime_py.sys.calls.mounts import MountCalls
from runtime_py.sys.calls.opening import OpeningCalls
from runtime_py.sys.calls.outside import OutsideCalls
from runtime_py.sys.calls.ports import PortCalls
from runtime_py.sys.calls.process import ProcessCalls
from runtime_py.sys.calls.signals import SignalCalls
from runtime_py.sys.calls.sockets import SocketCalls
from runtime_py.sys.calls.terminals import TerminalCalls
from runtime_py.sys.calls.threads import ThreadCalls
from runtime_py.sys.calls.waiting import WaitingCalls
from runtime_py.sys.calls.watches import WatchCalls
from runtime_py.sys.children import Launch
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.flat import FlatCalls
from runtime_py.sys.machine import Machine
from runtime_py.sys.reactor import Reactor


class System(FlatCalls):
    """`launcher` passes a new process to the kernel. `context` is given if a process isn't the only one of its worker
    (tests)."""

    def __init__(
        self,
        machine: Machine,
        slot: int,
        cwd: str,
        launcher: Callable[[Launch], None],
        thread: int = 0,
        context: ProcessContext | None = None,
    ) -> None:
        super().__init__()
        self.context = ProcessContext(machine, slot, cwd, launcher, thread) if context is None else context
        context = self.context
        self.machine = machine
        self.memory = machine.memory
        self.fs = machine.fs
        self.processes = machine.processes
        self.slot = context.slot
        self.thread = context.thread
        self.pid = context.pid
        self.table = context.table
        self.program = ''  # path of the program's file
        self.files_calls = FileCalls(context)
        self.process_calls = ProcessCalls(context, self.files_calls)
        self.mounts_calls = MountCalls(context, self.files_calls)
        self.descriptors_calls = DescriptorCalls(context)
        self.opening_calls = OpeningCalls(context, self.files_calls, self.descriptors_calls)
        self.durability_calls = DurabilityCalls(context)
        self.watches_calls = WatchCalls(context, self.files_calls, self.descriptors_calls)
        self.terminals_calls = TerminalCalls(context)
        self.sockets_calls = SocketCalls(context, self.files_calls, self.descriptors_calls)
        self.outside_calls = OutsideCalls(context, self.sockets_calls)
        self.datagrams_calls = DatagramCalls(context)
        self.children_calls = ChildCalls(context, self.files_calls, self.opening_calls, self.process_calls)
        self.signals_calls = SignalCalls(context)
        self.threads_calls = ThreadCalls(context, self.process_calls)
        self.ports_calls = PortCalls(context)
        self.reactor = Reactor(context, self.descriptors_calls, self.children_calls, self.signals_calls)
        self.waiting_calls = WaitingCalls(context, self.descriptors_calls, self.children_calls, self.reactor)
        self.accounts_calls = AccountCalls(context)
        self.kernel_calls = KernelCalls(context)

    @property
    def cwd(self) -> str:
        return self.context.cwd

    @property
    def mask(self) -> int:
        return self.context.mask

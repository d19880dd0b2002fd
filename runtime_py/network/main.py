"""Entry of the network worker: all traffic to other hosts passes through it.

It is a process of the machine without a program or a terminal, started by the kernel when the first connection to an
outside host waits; its descriptor 0 accepts those (kernel/network.py). Data passes through sockets in shared memory;
the kernel only sends it `memory`,
`start`, and answers about policies (passage.py)."""

from runtime_py.ipc.pipe import POLLIN
from runtime_py.network.connection import serve
from runtime_py.network.passage import Passages
from runtime_py.network.problems import watch_policy
from runtime_py.platform.atomics import load
from runtime_py.platform.futures import start
from runtime_py.platform.memory import wrap
from runtime_py.platform.parent_requests import ParentRequests
from runtime_py.platform.workers import on_parent_message, post_to_parent, say_loaded, say_warm
from runtime_py.sys.layout import AREA, FIREWALL
from runtime_py.sys.machine import Machine
from runtime_py.sys.system import System

LISTENER = 0


class NetworkWorker:
    def __init__(self) -> None:
        self.machine = None
        self.system = None
        self.proxy = ''
        self.requests = ParentRequests(post_to_parent)
        self.passages = Passages(
            lambda args: self.requests.ask('door', args),
            lambda: load(self.machine.memory.i32, (AREA >> 2) + FIREWALL),
        )

    def on_message(self, data: object) -> None:
        if data['type'] == 'memory':
            self.machine = Machine(wrap(data['memory']))
        elif data['type'] == 'answer':
            self.requests.answer(data)
        elif data['type'] == 'start':
            self.machine.memory.sync()
            self.system = System(self.machine, data['slot'], '/', lambda launch: None)
            self.system.guard()
            self.proxy = data['argv'][1]
            watch_policy()
            self.system.reactor.add(LISTENER, POLLIN, lambda events: self._accept_all())

    def _accept_all(self) -> None:
        fd = self.system.accept(LISTENER)
        while fd >= 0:
            start(serve(self.system, fd, self.proxy, self.passages), lambda error: console.error(error))
            fd = self.system.accept(LISTENER)


worker = NetworkWorker()
on_parent_message(lambda data, ports: worker.on_message(data))
say_loaded()
say_warm()

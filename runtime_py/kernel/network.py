"""Starts the network worker when a connection to an outside host waits and no network worker is running.

The kernel keeps the descriptor at which connections arrive; the worker gets it too. Must not know HTTP."""

from runtime_py.ipc.pipe import POLLIN

APPLET = 'network'
ENDED = 'ERR_TERRARIUM_NETWORK'


class Network:
    """`proxy` is the URL of the machine's proxy, '' for none."""

    def __init__(self, system: object, proxy: str) -> None:
        self.system = system
        self.proxy = proxy
        self.fd = system.outside_listen()
        self.pid = -1
        self._watch = None
        self._begin()

    def _begin(self) -> None:
        self._watch = self.system.reactor.add(self.fd, POLLIN, lambda events: self._start())

    def _start(self) -> None:
        self._watch.stop()
        self.pid = self.system.spawn_service(APPLET, self.proxy, [self.fd])
        if self.pid < 0:
            self._refuse_waiting(f'the network worker could not be started (error {-self.pid})')
            self._begin()

    def ended(self, pid: int) -> None:
        """A process has ended. If it was the network worker, its connections were reset; those still waiting are
        refused, so that a worker that can't start isn't restarted forever."""
        if pid == self.pid:
            self.pid = -1
            self._refuse_waiting('the network worker has ended')
            self._begin()

    def _refuse_waiting(self, why: str) -> None:
        end = self.system.accept(self.fd)
        while end >= 0:
            self.system.fail(end, ENDED, why)
            self.system.close(end)
            end = self.system.accept(self.fd)

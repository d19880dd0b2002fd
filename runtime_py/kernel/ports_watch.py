"""Reports to the page when a server starts or stops waiting for connections to a port."""

from runtime_py.platform.maps import Set


class PortsWatch:
    """`on_open(port)` is called before the page is told."""

    def __init__(self, machine: object, post: object, on_open: object) -> None:
        self.machine = machine
        self.post = post
        self._on_open = on_open
        self._known: Set = Set()

    def turn(self) -> None:
        """Called when the kernel's bell rang."""
        self.machine.lock()
        now = self.machine.sockets.served_ports()
        self.machine.unlock()
        for port in now:
            if not self._known.has(port):
                self._known.add(port)
                self._on_open(port)
                self.post({'event': 'port', 'port': port, 'type': 'open'}, [])
        for port in list(self._known.values()):
            if port not in now:
                self._known.delete(port)
                self.post({'event': 'port', 'port': port, 'type': 'close'}, [])

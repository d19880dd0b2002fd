"""The events `port` and `server-ready`, in the order in which programs began and ceased to listen. Must not know how previews are reached."""


class PortEvents:
    def __init__(self, events: object):
        self._events = events
        self._open = Set()
        self._waiting: list = []        # what is to be told, the oldest first

    def open_ports(self) -> list:
        """As programs have them now, told or not."""
        return list(self._open)

    def tell(self, port: int, kind: str, url: str, way: object) -> None:
        """An open port is told when `way`, a promise, is made; None where nothing has to be made. What follows waits for it."""
        if kind == 'open':
            self._open.add(port)
        else:
            self._open.delete(port)
        event = PortEvent(port, kind, url)
        self._waiting.append(event)
        if way is None:
            event.is_ready = True
            self._tell_ready()
        else:
            self._tell_after(event, way)

    async def _tell_after(self, event: object, way: object) -> None:
        try:
            await way
        finally:
            event.is_ready = True
            self._tell_ready()

    def _tell_ready(self) -> None:
        while len(self._waiting) > 0 and self._waiting[0].is_ready:
            event = self._waiting.pop(0)
            self._events.emit('port', [event.port, event.kind, event.url])
            if event.kind == 'open' and self._open.has(event.port):
                self._events.emit('server-ready', [event.port, event.url])


class PortEvent:
    def __init__(self, port: int, kind: str, url: str):
        self.port = port
        self.kind = kind
        self.url = url
        self.is_ready = False

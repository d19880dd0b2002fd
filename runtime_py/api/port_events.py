"""The events `port` and `server-ready`, in the order in which programs started and stopped listening. Must not know how
previews are reached."""


class PortEvents:
    def __init__(self, events: object):
        self._events = events
        self._open = Set()
        self._waiting: list = []  # events to send, oldest first

    def open_ports(self) -> list:
        """The ports that programs have open now, announced or not."""
        return list(self._open)

    def tell(self, port: int, kind: str, url: str, way: object) -> None:
        """Announces an open port when `way`, a promise, is resolved; at once if it is None. Later events wait for
        it."""
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

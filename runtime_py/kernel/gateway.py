"""The preview gateway, kernel side: answers the service worker's requests by speaking HTTP/1.1 to servers on the loopback.

Knows the messages of docs/ARCHITECTURE.md ("Preview gateway"), the cookie jars and the pool of idle connections. Must not know
the DOM, service workers or how sockets are made: `system` opens them and a message port is anything with `postMessage`.

A request's way: `request` message -> an idle or a new `Connection` -> `Exchange` writes the head and the body, reads the
response and posts `head`, `chunk`..., `end` -> the connection goes back to the pool if both sides keep it alive.
"""

from runtime_py.kernel.cookies import CookieJar
from runtime_py.kernel.gateway_connection import Connection
from runtime_py.kernel.gateway_exchange import Exchange
from runtime_py.kernel.gateway_tunnel import Tunnel
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import name_of
from runtime_py.platform.maps import Map

MAX_IDLE = 8


class Gateway:
    """One per machine. The ports it speaks over come and go with the service worker; the jars and the pool stay."""

    def __init__(self, system: object):
        self.system = system
        self._jars: Map = Map()
        self._idle: Map = Map()

    def attach(self, channel: object) -> None:
        """Serve the requests which come in over this message port."""
        exchanges: Map = Map()
        channel.onmessage = lambda event: self._on_message(channel, exchanges, event.data, event.ports)

    def _on_message(self, channel: object, exchanges: Map, message: object, ports: list) -> None:
        kind = message['type']
        if kind == 'request':
            exchange = Exchange(self, channel, exchanges, message)
            exchanges.set(message['id'], exchange)
            exchange.start()
        elif kind == 'websocket':
            Tunnel(self, message, ports[0]).start()
        elif kind == 'cookie':
            self.jar(message['port']).set_from_script(message['text'], path_of(message['path']), now_ms())
        else:
            exchange = exchanges.get(message['id'])
            if exchange is not None:
                exchange.on_message(kind, message)

    def jar(self, port: int) -> CookieJar:
        found = self._jars.get(port)
        if found is None:
            found = CookieJar()
            self._jars.set(port, found)
        return found

    def connect(self, port: int) -> Connection | None:
        """A new connection, or None when nobody listens."""
        fd = self.system.socket_connect('127.0.0.1', port)
        if fd < 0:
            name = name_of(-fd)
            if name != 'ECONNREFUSED':
                raise GatewayError(name, f'connect {name} 127.0.0.1:{port}')
            return None
        return Connection(self.system, fd, port)

    def take_idle(self, port: int) -> Connection | None:
        waiting = self._idle.get(port)
        while waiting is not None and len(waiting) > 0:
            connection = waiting.pop()
            if connection.is_open():
                return connection
        return None

    def give_back(self, connection: Connection) -> None:
        waiting = self._idle.get(connection.port)
        if waiting is None:
            waiting = []
            self._idle.set(connection.port, waiting)
        if len(waiting) >= MAX_IDLE or not connection.is_open():
            connection.close()
            return
        # A server that hangs up while nobody asks it anything is forgotten at once.
        connection.on_readable = connection.drop_if_idle
        waiting.append(connection)

    def close(self) -> None:
        for _port, waiting in self._idle.entries():
            for connection in waiting:
                connection.close()
        self._idle.clear()


class GatewayError(Exception):
    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def path_of(target: str) -> str:
    """The path of a request target, without its query."""
    return target.split('?')[0].split('#')[0]

"""The preview gateway, kernel side: answers the service worker's requests by speaking HTTP/1.1 to servers on the
loopback.

Knows the messages of docs/rooms/previews.md, the cookie jars, the cache and the pool of idle connections. Must not know
the DOM, service workers or how sockets are made: `system` opens them, and a message port is anything with
`postMessage`.

A request's way: `request` message -> an idle or a new `Connection` -> `Exchange` writes the head and the body, reads
the response and posts `head`, `chunk`..., `end` -> the connection goes back to the pool if both sides keep it alive.
"""

from runtime_py.kernel.dev_sockets import DevSockets
from runtime_py.kernel.gateway_connection import Connection
from runtime_py.kernel.gateway_crossing import Crossing
from runtime_py.kernel.gateway_exchange import Exchange
from runtime_py.kernel.gateway_tunnel import Tunnel
from runtime_py.kernel.messages import GATEWAY_MESSAGES, is_object, problem_of_typed
from runtime_py.platform.clock import call_later, now_ms
from runtime_py.platform.cookies import CookieJar
from runtime_py.platform.errno import name_of
from runtime_py.platform.maps import Map
from runtime_py.sys.http_cache import HttpCache

MAX_IDLE = 8
PAGE = -1  # the number of the page's line
ANY = 0  # a line that may ask for every port
LONG_MS = 3000  # exchanges open longer than this are reported


class Gateway:
    """One per machine. Message ports come and go with the service worker; the jars and the pool stay.

    `on_exchanges(are_open)` is called when exchanges have been open for a while, and when none is left;
    `listener(port)` returns which process listened last on a port (last_listeners.py). `dev_sockets` reads what dev
    servers send to their pages; `on_request(port)` hears of each request."""

    def __init__(self, system: object, on_exchanges: object, listener: object, dev_sockets: DevSockets):
        self.dev_sockets = dev_sockets
        self.system = system
        self.cache = HttpCache()
        self._jars: Map = Map()
        self._idle: Map = Map()
        self._lines: Map = Map()  # number -> [message port, its exchanges by their ids]
        self._on_exchanges = on_exchanges
        self._listener = listener
        self._looking = False
        self._told = False
        self.on_request = lambda port: None
        self.introduce = lambda ports, scope: None  # preview_lines.py

    def attach(self, channel: object, number: int) -> None:
        """Serves the requests that come in over this message port. Earlier ports are dead: their service worker was
        stopped or replaced."""
        for old in list(self._lines.keys()):
            if old > 0:
                self.drop(old)
        self._serve(channel, number, ANY)

    def attach_page(self, channel: object) -> None:
        """The page's own line, in addition to the service worker's."""
        self.drop(PAGE)
        self._serve(channel, PAGE, ANY)

    def attach_preview(self, channel: object, number: int, scope: int) -> None:
        """The line of a preview's own origin (preview_lines.py), which may only ask for the port `scope`. `number` is
        below PAGE."""
        self.drop(number)
        self._serve(channel, number, scope)

    def _serve(self, channel: object, number: int, scope: int) -> None:
        exchanges: Map = Map()
        self._lines.set(number, [channel, exchanges])
        channel.onmessage = lambda event: self._on_message(channel, exchanges, scope, event.data, event.ports)

    def drop(self, number: int) -> None:
        """The other end of this line is gone: servers see their clients disconnect."""
        line = self._lines.get(number)
        if line is None:
            return
        self._lines.delete(number)
        line[0].close()
        for exchange in list(line[1].values()):
            exchange.abandon()

    def _look_later(self) -> None:
        if not self._looking:
            self._looking = True
            call_later(LONG_MS, lambda: self._look())

    def _look(self) -> None:
        """Reports open exchanges: meanwhile the page must keep the service worker alive."""
        self._looking = False
        are_open = len([1 for line in self._lines.values() if line[1].size > 0]) > 0
        if are_open != self._told:
            self._told = are_open
            self._on_exchanges(are_open)
        if are_open:
            self._look_later()

    def _on_message(self, channel: object, exchanges: Map, scope: int, message: object, ports: list) -> None:
        problem = problem_of_typed(GATEWAY_MESSAGES, message)
        if problem != '' or (message['type'] == 'websocket' and len(ports) == 0):
            console.error(f'a message to the gateway that is refused: {problem or "it has no port"}')
            if is_object(message) and message['type'] == 'request':
                channel.postMessage(
                    {
                        'type': 'error',
                        'id': message['id'],
                        'code': 'EINVAL',
                        'message': f'the request is malformed: {problem}',
                    }
                )
            return
        kind = message['type']
        if kind == 'ping':
            channel.postMessage({'type': 'pong'})
        elif kind == 'introducer':
            self.introduce(ports, scope)
        elif kind == 'listener':
            if len(ports) > 0:
                ports[0].postMessage(self._listener(message['port']) if scope in [ANY, message['port']] else None)
        elif is_outside(kind, message, scope):
            if kind == 'request':
                crossing = Crossing(self, channel, exchanges, message, scope if scope != ANY else message['asker'])
                exchanges.set(message['id'], crossing)
                crossing.start()
        elif kind == 'request':
            exchange = Exchange(self, channel, exchanges, message)
            exchanges.set(message['id'], exchange)
            self.on_request(message['port'])
            self._look_later()
            exchange.start()
        elif kind == 'websocket':
            Tunnel(self, message, ports[0]).start()
        elif kind == 'cookies' and len(ports) > 0:
            ports[0].postMessage(self.jar(message['port']).visible_to(path_of(message['path']), now_ms()))
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
        """A new connection, or None when no server listens."""
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
        # A server that closes an idle connection is dropped at once.
        connection.on_readable = connection.drop_if_idle
        waiting.append(connection)

    def close(self) -> None:
        for number in list(self._lines.keys()):
            self.drop(number)
        for _port, waiting in self._idle.entries():
            for connection in waiting:
                connection.close()
        self._idle.clear()


class GatewayError(Exception):
    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def is_outside(kind: str, message: object, scope: int) -> bool:
    """What a preview on its own origin may not do: its requests and cookies are those of its port, and it can't pretend
    to be another. On a line for every port, a request may name its origin."""
    if scope == ANY:
        return kind == 'request' and (message['asker'] or message['port']) != message['port']
    if kind == 'websocket':
        return message['asker'] != scope
    return kind in ['request', 'cookie', 'cookies'] and message['port'] != scope


def path_of(target: str) -> str:
    """The path of a request target, without its query."""
    return target.split('?')[0].split('#')[0]

"""WebSockets of a preview page to the machine: a class with the browser's interface, whose messages go to the kernel's tunnel.

The channel leads from this page to the kernel directly; the service worker only introduces them. Sockets to other hosts are the
browser's own.
"""

from service_worker.preview.guard.service_workers import controller
from service_worker.preview.urls import Place
from service_worker.routing import loopback_port

CONNECTING = 0
OPEN = 1
CLOSING = 2
CLOSED = 3
NO_STATUS = 1005


def port_of(place: Place, href: str) -> int:
    """The machine's port which a WebSocket URL means, 0 for another host."""
    url = URL(href, location.href)
    if url.host == location.host:
        return place.port
    return loopback_port(url.protocol, url.hostname, url.port)


def _key() -> str:
    return btoa(String.fromCharCode(*crypto.getRandomValues(Uint8Array(16))))


class TunnelSocket(EventTarget):
    """States as the browser's: CONNECTING, OPEN, CLOSING, CLOSED."""

    def __init__(self, place: Place, port: int, href: str, protocols: object):
        super().__init__()
        url = URL(href, location.href)
        url.protocol = 'wss:' if url.protocol == 'https:' or url.protocol == 'wss:' else 'ws:'
        self.url = url.href
        self.readyState = CONNECTING
        self.bufferedAmount = 0
        self.protocol = ''
        self.extensions = ''
        self.binaryType = 'blob'
        self.CONNECTING = CONNECTING
        self.OPEN = OPEN
        self.CLOSING = CLOSING
        self.CLOSED = CLOSED
        self._sending = Promise.resolve()
        for name in ['open', 'message', 'error', 'close']:
            self._add_handler(name)
        asked = [] if protocols is None else protocols if Array.isArray(protocols) else [protocols]
        channel = MessageChannel()
        self._port = channel.port1
        self._port.onmessage = lambda event: self._on_message(event.data)
        path = url.pathname.removeprefix(place.prefix) if port == place.port else url.pathname
        fields = {'type': 'terrarium:websocket', 'port': port, 'path': path + url.search, 'protocols': asked, 'key': _key()}
        controller().postMessage(fields, [channel.port2])

    def _add_handler(self, name: str) -> None:
        """The `on...` attribute, called in its turn among the listeners."""
        self['on' + name] = None
        self.addEventListener(name, lambda event: self['on' + name](event) if js_typeof(self['on' + name]) == 'function' else None)

    def send(self, data: object) -> None:
        if self.readyState == CONNECTING:
            raise DOMException("Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.", 'InvalidStateError')
        if self.readyState != OPEN:
            return
        if not js_instanceof(data, Blob) and self.bufferedAmount == 0:
            self._post(data)
            return
        # A Blob has to be read first, and what is sent after it must wait.
        size = data.size if js_instanceof(data, Blob) else 1
        self.bufferedAmount += size
        self._sending = self._sending.then(lambda: self._send_later(data, size))

    async def _send_later(self, data: object, size: int) -> None:
        self._post(await data.arrayBuffer() if js_instanceof(data, Blob) else data)
        self.bufferedAmount -= size

    def _post(self, data: object) -> None:
        if js_instanceof(data, ArrayBuffer):
            self._port.postMessage({'type': 'binary', 'data': Uint8Array(data)})
        elif ArrayBuffer.isView(data):
            self._port.postMessage({'type': 'binary', 'data': Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()})
        else:
            self._port.postMessage({'type': 'text', 'data': String(data)})

    def close(self, code: object = None, reason: str = '') -> None:
        if code is not None and code != 1000 and not 3000 <= code <= 4999:
            raise DOMException(f'The close code must be either 1000, or between 3000 and 4999. {code} is neither.', 'InvalidAccessError')
        if self.readyState < CLOSING:
            self.readyState = CLOSING
            self._port.postMessage({'type': 'close', 'code': NO_STATUS if code is None else code, 'reason': reason})

    def _on_message(self, message: object) -> None:
        kind = message['type']
        if kind == 'open' and self.readyState == CONNECTING:
            self.readyState = OPEN
            self.protocol = message['protocol']
            self.dispatchEvent(Event('open'))
        elif kind == 'text' and self.readyState == OPEN:
            self._receive(message['data'])
        elif kind == 'binary' and self.readyState == OPEN:
            data = message['data']
            self._receive(data.buffer if self.binaryType == 'arraybuffer' else Blob([data]))
        elif kind == 'closed':
            self.readyState = CLOSED
            self._port.close()
            if not message['clean']:
                self.dispatchEvent(Event('error'))
            details = {'code': message['code'], 'reason': message['reason'], 'wasClean': message['clean']}
            self.dispatchEvent(CloseEvent('close', details))

    def _receive(self, data: object) -> None:
        self.dispatchEvent(MessageEvent('message', {'data': data, 'origin': URL(self.url).origin}))


def start_sockets(place: Place) -> None:
    native = window.WebSocket

    def construct(target: object, args: list, new_target: object) -> object:
        port = port_of(place, str(args[0]))
        if port == 0:
            return Reflect.construct(target, args, new_target)
        return TunnelSocket(place, port, str(args[0]), args[1])

    window.WebSocket = Proxy(native, {'construct': construct})


def start_workers(place: Place) -> None:
    """A worker is controlled by its script's URL, so that has to be the real one."""

    def construct(target: object, args: list, new_target: object) -> object:
        real = place.real(str(args[0]))
        if real is not None and not str(args[0]).startswith('blob:') and not str(args[0]).startswith('data:'):
            args[0] = real
        return Reflect.construct(target, args, new_target)

    window.Worker = Proxy(window.Worker, {'construct': construct})
    if window.SharedWorker is not None:
        window.SharedWorker = Proxy(window.SharedWorker, {'construct': construct})

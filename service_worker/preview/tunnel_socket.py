"""WebSocket in a preview: one class for sockets to the machine and the browser's own, so that `instanceof`, subclasses
and the prototype's accessors work as usual (WHATWG WebSockets, 3). A socket to the machine is an EventTarget with
WebSocket's prototype; a table has its state.

Must not know how messages reach the machine: `connect(port, url, protocols, message_port)` does that.
"""

from service_worker.preview.stand_in_members import handler, read_only

CONNECTING = 0
OPEN = 1
CLOSING = 2
CLOSED = 3
GOING_AWAY = 1001
ABNORMAL = 1006
NO_STATUS = 1005
LONGEST_REASON = 123
EVENTS = ['open', 'message', 'error', 'close']
TOKEN = js_regexp("^[!#$%&'*+\\-.^_`|~0-9A-Za-z]+$", '')
FAILED = "Failed to construct 'WebSocket': "

set_timeout = globalThis.setTimeout  # before a page replaces its clock
_tunnels = js_new(globalThis.WeakMap)  # socket -> Tunnel
_live = globalThis.Set()  # tunnels that aren't closed: a page that is left ends them


class Tunnel:
    """A socket's state. States as the browser's: CONNECTING, OPEN, CLOSING, CLOSED."""

    def __init__(self, socket: object, url: str, port: object):
        self.socket = socket
        self.url = url
        self.state = CONNECTING
        self.buffered = 0
        self.protocol = ''
        self.binary_type = 'blob'
        self.handlers = {}
        self._sending = None  # while a Blob is being read, later messages must wait
        self._port = port
        port.onmessage = lambda event: self._on_message(event.data)
        _live.add(self)

    def send(self, data: object) -> None:
        if self.state == CONNECTING:
            raise DOMException(
                "Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.", 'InvalidStateError'
            )
        content = data if js_instanceof(data, Blob) else _content(data)
        size = content.size if js_instanceof(data, Blob) else content.byteLength
        self.buffered += size
        if self.state != OPEN:
            return
        if js_instanceof(data, Blob) or self._sending is not None:
            self._sending = self._send_later(self._sending, content, js_typeof(data) == 'string', size)
        else:
            self._post(content, js_typeof(data) == 'string')

    async def _send_later(self, before: object, content: object, is_text: bool, size: int) -> None:
        await before
        self._post(Uint8Array(await content.arrayBuffer()) if js_instanceof(content, Blob) else content, is_text)

    def _post(self, content: object, is_text: bool) -> None:
        if is_text:
            self._port.postMessage({'type': 'text', 'data': TextDecoder().decode(content)})
        else:
            self._port.postMessage({'type': 'binary', 'data': content})

    def close(self, code: object, reason: object) -> None:
        number = NO_STATUS if code is js_undefined else _clamped(Number(code))
        if code is not js_undefined and number != 1000 and not 3000 <= number <= 4999:
            raise DOMException(
                "Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. "
                + f'{number} is neither.',
                'InvalidAccessError',
            )
        text = '' if reason is js_undefined else String(reason).toWellFormed()
        if TextEncoder().encode(text).byteLength > LONGEST_REASON:
            raise DOMException(
                "Failed to execute 'close' on 'WebSocket': The close reason must not be greater than 123 UTF-8 bytes.",
                'SyntaxError',
            )
        if self.state == CONNECTING:
            self._give_up()
        elif self.state == OPEN:
            self.state = CLOSING
            self._close_later(number, text)

    def _give_up(self) -> None:
        """Closed before it was open: the connection fails (WHATWG WebSockets, 3.1), and the page gets no messages that
        the server sends meanwhile."""
        self.state = CLOSING
        self._port.postMessage({'type': 'close', 'code': ABNORMAL, 'reason': ''})
        self._port.onmessage = None
        set_timeout(lambda: self._fail(), 0)

    def _fail(self) -> None:
        if self.state != CLOSED:
            self._end()
            self._tell_end(True, ABNORMAL, '', False)

    async def _close_later(self, code: int, reason: str) -> None:
        if self._sending is not None:
            await self._sending
        self._port.postMessage({'type': 'close', 'code': code, 'reason': reason})

    def _on_message(self, message: object) -> None:
        kind = message['type']
        if kind == 'open' and self.state == CONNECTING:
            self.state = OPEN
            self.protocol = message['protocol']
            self.socket.dispatchEvent(Event('open'))
        elif kind == 'text' and (self.state == OPEN or self.state == CLOSING):
            self._receive(message['data'])
        elif kind == 'binary' and (self.state == OPEN or self.state == CLOSING):
            data = message['data']
            self._receive(data.buffer if self.binary_type == 'arraybuffer' else Blob([data]))
        elif kind == 'sent':
            self.buffered -= message['bytes']
        elif kind == 'closed' and self.state != CLOSED:
            self._end()
            self._tell_end(message['failed'], message['code'], message['reason'], message['clean'])

    def _end(self) -> None:
        self.state = CLOSED
        self._port.close()
        _live['delete'](self)

    def _tell_end(self, failed: bool, code: int, reason: str, clean: bool) -> None:
        if failed:
            self.socket.dispatchEvent(Event('error'))
        self.socket.dispatchEvent(CloseEvent('close', {'code': code, 'reason': reason, 'wasClean': clean}))

    def leave(self) -> None:
        """The page is being left: the server is told at once. A page that returns from the back/forward cache finds the
        socket closed, as one of the browser's own."""
        self._port.postMessage({'type': 'close', 'code': GOING_AWAY, 'reason': ''})
        self._end()
        globalThis.addEventListener('pageshow', lambda event: self._tell_end(True, ABNORMAL, '', False), {'once': True})

    def _receive(self, data: object) -> None:
        self.socket.dispatchEvent(MessageEvent('message', {'data': data, 'origin': URL(self.url).origin}))


def _content(data: object) -> object:
    if js_instanceof(data, ArrayBuffer):
        return Uint8Array(data.slice(0))
    if ArrayBuffer.isView(data):
        return Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
    return TextEncoder().encode(String(data))


def _clamped(number: float) -> int:
    """Web IDL's [Clamp] unsigned short."""
    return 0 if Number.isNaN(number) else Math.round(Math.min(Math.max(number, 0), 65535))


def url_of(href: str, base: str) -> object:
    """Raises the SyntaxErrors of the constructor."""
    if not URL.canParse(href, base):
        raise DOMException(f"{FAILED}The URL '{href}' is invalid.", 'SyntaxError')
    url = URL(href, base)
    if url.protocol == 'http:' or url.protocol == 'https:':
        url.protocol = 'ws:' if url.protocol == 'http:' else 'wss:'
    if url.protocol != 'ws:' and url.protocol != 'wss:':
        raise DOMException(
            f"{FAILED}The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. '{url.protocol[:-1]}' is not allowed.",
            'SyntaxError',
        )
    if '#' in url.href:
        raise DOMException(
            f"{FAILED}The URL contains a fragment identifier ('{url.hash[1:]}'). Fragment identifiers are not allowed in WebSocket URLs.",
            'SyntaxError',
        )
    return url


def protocols_of(given: object) -> list:
    """Raises the SyntaxErrors of the constructor."""
    protocols = (
        []
        if given is js_undefined
        else Array['from'](given, String)
        if js_typeof(given) == 'object' and given is not None
        else [String(given)]
    )
    seen = []
    for protocol in protocols:
        if not TOKEN.test(protocol):
            raise DOMException(f"{FAILED}The subprotocol '{protocol}' is invalid.", 'SyntaxError')
        if protocol.toLowerCase() in seen:
            raise DOMException(f"{FAILED}The subprotocol '{protocol}' is duplicated.", 'SyntaxError')
        seen.append(protocol.toLowerCase())
    return protocols


def install(base: object, port_of: object, connect: object) -> None:
    """`base()` returns the address of the page or worker; `port_of(url)` the machine's port that a URL means, 0 for
    another host."""
    native = globalThis.WebSocket
    prototype = native.prototype

    def construct(target: object, args: list, new_target: object) -> object:
        if len(args) == 0:
            return Reflect.construct(target, args, new_target)
        url = url_of(String(args[0]), base())
        port = port_of(url)
        if port == 0:
            return Reflect.construct(target, args, new_target)
        protocols = protocols_of(args[1])
        url.protocol = (
            'wss:'
            if globalThis.location.protocol == 'https:' and url.host == globalThis.location.host
            else url.protocol
        )
        channel = MessageChannel()
        socket = Reflect.construct(EventTarget, [], new_target)
        _tunnels.set(socket, Tunnel(socket, url.href, channel.port1))
        connect(port, url, protocols, channel.port2)
        return socket

    if js_typeof(globalThis.document) != 'undefined':
        globalThis.addEventListener('pagehide', lambda event: [tunnel.leave() for tunnel in Array['from'](_live)])
    for name in ['url', 'readyState', 'protocol', 'extensions', 'bufferedAmount']:
        read_only(prototype, name, _tunnels, _values[name])
    _binary_type(prototype)
    for name in EVENTS:
        handler(prototype, name, _tunnels)
    _methods(prototype)
    globalThis.WebSocket = Proxy(native, {'construct': construct})
    Object.defineProperty(
        prototype,
        'constructor',
        {'value': globalThis.WebSocket, 'writable': True, 'configurable': True, 'enumerable': False},
    )


_values = {
    'url': lambda tunnel: tunnel.url,
    'readyState': lambda tunnel: tunnel.state,
    'protocol': lambda tunnel: tunnel.protocol,
    'extensions': lambda tunnel: '',
    'bufferedAmount': lambda tunnel: tunnel.buffered,
}


def _binary_type(prototype: object) -> None:
    native = Object.getOwnPropertyDescriptor(prototype, 'binaryType')

    def get() -> object:
        tunnel = _tunnels.get(js_this)
        return native.get.call(js_this) if tunnel is None else tunnel.binary_type

    def change(value: object) -> None:
        tunnel = _tunnels.get(js_this)
        if tunnel is None:
            native.set.call(js_this, value)
        elif value == 'blob' or value == 'arraybuffer':
            tunnel.binary_type = value

    Object.defineProperty(
        prototype, 'binaryType', {'get': js_func(get), 'set': js_func(change), 'enumerable': True, 'configurable': True}
    )


def _methods(prototype: object) -> None:
    native_send = prototype.send
    native_close = prototype.close

    def send(data) -> None:
        tunnel = _tunnels.get(js_this)
        if tunnel is None:
            return native_send.apply(js_this, [data])
        return tunnel.send(
            data
            if js_instanceof(data, Blob) or js_instanceof(data, ArrayBuffer) or ArrayBuffer.isView(data)
            else String(data).toWellFormed()
        )

    def close(*args) -> None:
        tunnel = _tunnels.get(js_this)
        if tunnel is None:
            return native_close.apply(js_this, args)
        return tunnel.close(args[0], args[1])

    prototype.send = js_func(send)
    prototype.close = js_func(close)

"""EventSource to servers of the machine, over fetch (HTML, 9.2): the browser's own hides Last-Event-ID from the service
worker, so a server could not continue after an interruption. Sources on other hosts are the browser's own.

Must not know pages or workers: `base()` is an address, `is_ours(url)` tells whether a URL belongs to the machine.
"""

from service_worker.preview.stand_in_members import handler, read_only

CONNECTING = 0
OPEN = 1
CLOSED = 2
RETRY_MS = 3000
EVENTS = ['open', 'message', 'error']
LINE_END = js_regexp('\\r\\n|\\n|\\r', '')
DIGITS = js_regexp('^[0-9]+$', '')

_streams = js_new(globalThis.WeakMap)  # source -> Stream


class Stream:
    """A source's state. States: CONNECTING <-> OPEN -> CLOSED."""

    def __init__(self, source: object, url: str, with_credentials: bool, fetch: object):
        self.source = source
        self.url = url
        self.with_credentials = with_credentials
        self.state = CONNECTING
        self.handlers = {}
        self._fetch = fetch
        self._retry = RETRY_MS
        self._last_id = ''
        self._abort = None
        self._timer = None
        self.run()

    async def run(self) -> None:
        self._abort = AbortController()
        headers = {'accept': 'text/event-stream'}
        if self._last_id != '':
            headers['last-event-id'] = self._last_id
        credentials = 'include' if self.with_credentials else 'same-origin'
        try:
            response = await self._fetch.call(
                globalThis,
                self.url,
                {'headers': headers, 'cache': 'no-store', 'credentials': credentials, 'signal': self._abort.signal},
            )
            if self.state == CLOSED:
                return
            kind = (response.headers.get('content-type') or '').split(';')[0].strip().lower()
            if response.status != 200 or kind != 'text/event-stream':
                self._abort.abort()
                self._fail()
                return
            self.state = OPEN
            self.source.dispatchEvent(Event('open'))
            await self._read(response)
        except Exception:
            pass  # interrupted: reconnects, as at the stream's end
        if self.state != CLOSED:
            self._again()

    def _fail(self) -> None:
        self.state = CLOSED
        self.source.dispatchEvent(Event('error'))

    def _again(self) -> None:
        self.state = CONNECTING
        self._timer = setTimeout(self.run.bind(self), self._retry)
        self.source.dispatchEvent(Event('error'))

    def close(self) -> None:
        self.state = CLOSED
        clearTimeout(self._timer)
        if self._abort is not None:
            self._abort.abort()

    async def _read(self, response: object) -> None:
        reader = response.body.getReader()
        decoder = TextDecoder()
        origin = URL(response.url if response.url != '' else self.url).origin
        block = Block()
        rest = ''
        while True:
            chunk = await reader.read()
            if chunk.done or self.state == CLOSED:
                return
            rest += decoder.decode(chunk.value, {'stream': True})
            found = LINE_END.exec(rest)
            while found is not None and not (found[0] == '\r' and found.index == len(rest) - 1):
                line = rest[: found.index]
                rest = rest[found.index + len(found[0]) :]
                if line == '':
                    self._dispatch(block, origin)
                    if self.state == CLOSED:
                        return
                    block = Block()
                    block.id = self._last_id
                else:
                    self._take(block, line)
                found = LINE_END.exec(rest)

    def _take(self, block: object, line: str) -> None:
        colon = line.find(':')
        if colon == 0:
            return
        name = line if colon < 0 else line[:colon]
        value = '' if colon < 0 else line[colon + 1 :]
        if value.startswith(' '):
            value = value[1:]
        if name == 'data':
            block.data.append(value)
        elif name == 'event':
            block.kind = value
        elif name == 'id' and '\0' not in value:
            block.id = value
        elif name == 'retry' and DIGITS.test(value):
            self._retry = Number(value)

    def _dispatch(self, block: object, origin: str) -> None:
        if block.id is not None:
            self._last_id = block.id
        if len(block.data) > 0:
            details = {'data': '\n'.join(block.data), 'origin': origin, 'lastEventId': self._last_id}
            self.source.dispatchEvent(MessageEvent(block.kind or 'message', details))


class Block:
    """The lines of one event."""

    def __init__(self):
        self.data: list = []
        self.kind = ''
        self.id = None


def install_event_source(base: object, is_ours: object) -> None:
    native = globalThis.EventSource
    if native is None:
        return
    prototype = native.prototype
    own_fetch = globalThis.fetch

    def construct(target: object, args: list, new_target: object) -> object:
        if len(args) == 0 or not URL.canParse(String(args[0]), base()):
            return Reflect.construct(target, args, new_target)
        url = URL(String(args[0]), base())
        if not is_ours(url):
            return Reflect.construct(target, args, new_target)
        source = Reflect.construct(EventTarget, [], new_target)
        with_credentials = args[1] is not None and Boolean(args[1].withCredentials)
        _streams.set(source, Stream(source, url.href, with_credentials, own_fetch))
        return source

    for name in ['url', 'readyState', 'withCredentials']:
        read_only(prototype, name, _streams, _values[name])
    for name in EVENTS:
        handler(prototype, name, _streams)
    native_close = prototype.close

    def close() -> None:
        stream = _streams.get(js_this)
        if stream is None:
            native_close.call(js_this)
        else:
            stream.close()

    prototype.close = js_func(close)
    globalThis.EventSource = Proxy(native, {'construct': construct})
    Object.defineProperty(
        prototype,
        'constructor',
        {'value': globalThis.EventSource, 'writable': True, 'configurable': True, 'enumerable': False},
    )


_values = {
    'url': lambda stream: stream.url,
    'readyState': lambda stream: stream.state,
    'withCredentials': lambda stream: stream.with_credentials,
}

"""`fetch`, XMLHttpRequest and `sendBeacon` of a sandboxed page: requests to the machine go over the line, all others are
the browser's.

An XMLHttpRequest reads the response from a blob, so that its events and response types are the browser's own. Must not
know how requests are sent."""

native_fetch = globalThis.fetch
HostRequest = globalThis.Request
NOWHERE = 'blob:null/0'
SYNCHRONOUS = (
    'Terrarium: a synchronous XMLHttpRequest can not be answered in a sandboxed preview; use fetch, or give previews '
    'origins of their own (docs/EMBED.md)'
)


def start_requests(place: object, requests: object) -> None:
    def fetched(*args) -> object:
        return send(args[0], args[1])

    async def send(given: object, init: object) -> object:
        is_request = js_instanceof(given, HostRequest)
        url = place.resolve(given.url if is_request else String(given))
        if url is None or place.port_at(url) == 0:
            return await native_fetch.call(window, given, init)
        whole = js_new(HostRequest, given, init) if is_request else None
        request = js_new(HostRequest, url.href, init or {}) if whole is None else await moved(whole, url)
        return await requests.send(request, '')

    def beacon(url: object, data: object = None) -> bool:
        sent = Promise.resolve(send(String(url), {'method': 'POST', 'body': data, 'credentials': 'include'}))
        sent.catch(lambda error: None)
        return True

    window.fetch = fetched
    globalThis.navigator.sendBeacon = beacon
    _Wrapped(place, requests).start()


async def moved(request: object, url: object) -> object:
    """The same request to another URL."""
    fields = {'method': request.method, 'headers': request.headers, 'signal': request.signal}
    for name in ['credentials', 'redirect', 'cache', 'referrerPolicy']:
        fields[name] = request[name]
    if request.method != 'GET' and request.method != 'HEAD':
        fields['body'] = await request.arrayBuffer()
    return js_new(HostRequest, url.href, fields)


class Sent:
    """What a page has asked of one XMLHttpRequest."""

    def __init__(self, method: str, url: object):
        self.method = method
        self.url = url
        self.headers: list = []
        self.response = None
        self.stop = AbortController()
        self.is_running = False


class _Wrapped:
    def __init__(self, place: object, requests: object):
        self._place = place
        self._requests = requests
        self._sent = js_new(globalThis.WeakMap)
        self._natives = {}

    def start(self) -> None:
        prototype = globalThis.XMLHttpRequest.prototype
        for name in ['open', 'send', 'setRequestHeader', 'abort', 'getResponseHeader', 'getAllResponseHeaders']:
            self._natives[name] = prototype[name]
        wrapped = self

        def opened(*args) -> object:
            return wrapped._open(js_this, list(args))

        def sent(body: object = None) -> object:
            return wrapped._send(js_this, body)

        def set_header(name: object, value: object) -> object:
            return wrapped._set_header(js_this, name, value)

        def aborted() -> object:
            return wrapped._abort(js_this)

        prototype.open = js_func(opened)
        prototype.send = js_func(sent)
        prototype.setRequestHeader = js_func(set_header)
        prototype.abort = js_func(aborted)
        self._wrap_answers(prototype)

    def _wrap_answers(self, prototype: object) -> None:
        """Status and headers of the server's response, instead of the blob's."""
        sents = self._sent
        natives = self._natives
        values = {
            'status': lambda response: response.status,
            'statusText': lambda response: response.statusText,
            'responseURL': lambda response: response.url,
        }

        def wrap(name: str) -> None:
            native = Object.getOwnPropertyDescriptor(prototype, name).get

            def get() -> object:
                value = native.call(js_this)
                sent = sents.get(js_this)
                is_there = sent is not js_undefined and sent.response is not None and native_state.call(js_this) >= 2
                return values[name](sent.response) if is_there and native_status.call(js_this) != 0 else value

            Object.defineProperty(prototype, name, {'get': js_func(get), 'configurable': True, 'enumerable': True})

        def header(name: object) -> object:
            sent = sents.get(js_this)
            if sent is js_undefined:
                return natives['getResponseHeader'].call(js_this, name)
            return None if sent.response is None else sent.response.headers.get(name)

        def headers() -> str:
            sent = sents.get(js_this)
            if sent is js_undefined:
                return natives['getAllResponseHeaders'].call(js_this)
            lines: list = []
            if sent.response is not None:
                sent.response.headers.forEach(lambda value, name: lines.append(f'{name}: {value}\r\n'))
            return ''.join(lines)

        native_status = Object.getOwnPropertyDescriptor(prototype, 'status').get
        native_state = Object.getOwnPropertyDescriptor(prototype, 'readyState').get
        for name in Object.keys(values):
            wrap(name)
        prototype.getResponseHeader = js_func(header)
        prototype.getAllResponseHeaders = js_func(headers)

    def _open(self, request: object, args: list) -> object:
        self._drop(request)
        url = self._place.resolve(String(args[1])) if len(args) > 1 else None
        if url is None or self._place.port_at(url) == 0:
            return self._natives['open'].apply(request, args)
        if len(args) > 2 and not args[2]:
            raise DOMException(SYNCHRONOUS, 'InvalidAccessError')
        self._sent.set(request, Sent(String(args[0]), url))
        return self._natives['open'].call(request, 'GET', NOWHERE, True)

    def _drop(self, request: object) -> bool:
        """Whether a request was under way."""
        sent = self._sent.get(request)
        self._sent.delete(request)
        if sent is js_undefined or not sent.is_running:
            return False
        sent.stop.abort()
        return True

    def _set_header(self, request: object, name: object, value: object) -> None:
        sent = self._sent.get(request)
        if sent is not js_undefined:
            sent.headers.append([String(name), String(value)])
        self._natives['setRequestHeader'].call(request, name, value)

    def _abort(self, request: object) -> None:
        was_running = self._drop(request)
        self._natives['abort'].call(request)
        if was_running:
            request.dispatchEvent(ProgressEvent('abort'))
            request.dispatchEvent(ProgressEvent('loadend'))

    def _send(self, request: object, body: object) -> object:
        sent = self._sent.get(request)
        if sent is js_undefined or request.readyState != 1:
            return self._natives['send'].call(request, body)
        if sent.is_running:
            raise DOMException(
                "Failed to execute 'send' on 'XMLHttpRequest': The object's state must be OPENED.", 'InvalidStateError'
            )
        sent.is_running = True
        return self._run(request, sent, body)

    async def _run(self, request: object, sent: Sent, body: object) -> None:
        timer = None
        if request.timeout > 0:
            timer = setTimeout(lambda: self._time_out(request, sent), request.timeout)
        url = NOWHERE
        try:
            asked = js_new(
                HostRequest,
                sent.url.href,
                {
                    'method': sent.method,
                    'headers': sent.headers,
                    'body': None if sent.method.upper() in ['GET', 'HEAD'] else _as_body(body),
                    'credentials': 'include' if request.withCredentials else 'same-origin',
                    'signal': sent.stop.signal,
                },
            )
            response = await self._requests.send(asked, '')
            content = await response.blob()
            sent.response = response
            url = URL.createObjectURL(content)
        except Exception as error:
            console.debug(error)
        clearTimeout(timer)
        if self._sent.get(request) is not sent or not sent.is_running:
            return
        sent.is_running = False
        self._read(request, url)

    def _read(self, request: object, url: str) -> None:
        """Opening it again keeps listeners and the response type."""
        self._natives['open'].call(request, 'GET', url, True)
        self._natives['send'].call(request)
        if url != NOWHERE:
            request.addEventListener('loadend', lambda event: URL.revokeObjectURL(url), {'once': True})

    def _time_out(self, request: object, sent: Sent) -> None:
        if sent.is_running:
            sent.is_running = False
            sent.stop.abort()
            request.dispatchEvent(ProgressEvent('timeout'))
            request.dispatchEvent(ProgressEvent('loadend'))


def _as_body(body: object) -> object:
    return (
        js_new(globalThis.XMLSerializer).serializeToString(body) if js_instanceof(body, globalThis.Document) else body
    )

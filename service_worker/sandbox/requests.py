"""Requests of a sandboxed page to servers of the machine, over its line: what the browser and our service worker do for
other previews. Bodies are sent whole.

Must not know documents."""

from runtime_py.platform.gateway_response import (
    MOST_REDIRECTS,
    REDIRECTS,
    WholeBody,
    becomes_get,
    response_of,
    shown_as,
)
from service_worker.request_headers import headers_of

native_fetch = globalThis.fetch
native_request = globalThis.Request


class Asked:
    """A request in the form for kernels; its body is whole."""

    def __init__(self, port: int, url: object, request: object, body: object):
        self.port = port
        self.path = url.pathname + url.search
        self.method = request.method
        self.headers: list = []
        self.document = ''
        self.body = WholeBody(body)
        self.asker = 0
        self.mode = request.mode
        self.credentials = request.credentials
        self.cache = request.cache


class Requests:
    """`on_cookies(text)` is called with the page's cookies after a response has changed them."""

    def __init__(self, place: object, channel: object):
        self._place = place
        self._channel = channel
        self.on_cookies = lambda text: None

    async def get(self, url: object, destination: str) -> object:
        """What a page loads by an element: a Response, or an Error is thrown."""
        return await self.send(
            js_new(native_request, url.href, {'mode': 'cors', 'credentials': 'include'}), destination
        )

    async def send(self, request: object, destination: str) -> object:
        """`request.url` names a port of the machine."""
        body = await _body_of(request)
        url = URL(request.url)
        method = request.method
        for count in range(MOST_REDIRECTS + 1):
            port = self._place.port_at(url)
            if port == 0:
                return await native_fetch(url.href)
            asked = self._asked(port, url, request, body, destination)
            asked.method = method
            exchange = self._channel.ask(asked)
            _abort_with(request.signal, exchange)
            head = await exchange.head
            request.signal.throwIfAborted()
            if head is None:
                raise TypeError(f'Failed to fetch {url.href}: {exchange.message or exchange.code}')
            if head.cookiesChanged and port == self._place.number:
                self.on_cookies(head.cookies)
            location = location_of(head)
            if location is None or request.redirect == 'manual':
                return shown_as(response_of(method, head, exchange), url.href.split('#')[0], count > 0)
            exchange.cancel()
            if request.redirect == 'error':
                raise TypeError(f'Failed to fetch {url.href}: the response is a redirect')
            url = self._place.resolve(location, url.href)
            if url is None:
                raise TypeError(f'Failed to fetch: a redirect to {location}, which is no URL')
            if becomes_get(head.status, method):
                method = 'GET'
                body = None
        raise TypeError(f'Failed to fetch {request.url}: more than {MOST_REDIRECTS} redirects')

    def _asked(self, port: int, url: object, request: object, body: object, destination: str) -> Asked:
        asked = Asked(port, url, request, body)
        own = self._place.number
        headers = headers_of(request, own, port != own, self._place.address().split('#')[0])
        skipped = ['content-type'] if body is None else []
        asked.headers = [
            [name, destination if name == 'sec-fetch-dest' and destination != '' else value]
            for name, value in headers
            if name not in skipped
        ]
        asked.document = self._place.path()
        asked.asker = own
        return asked


def _abort_with(signal: object, exchange: object) -> None:
    signal.addEventListener('abort', lambda: exchange.abort(signal.reason))


async def _body_of(request: object) -> object:
    if request.method == 'GET' or request.method == 'HEAD':
        return None
    octets = Uint8Array(await request.arrayBuffer())
    return octets if octets.byteLength > 0 else None


def location_of(head: object) -> object:
    """The target of a redirect, None for any other response."""
    if head.status not in REDIRECTS:
        return None
    for name, value in head.headers:
        if name.lower() == 'location':
            return value
    return None

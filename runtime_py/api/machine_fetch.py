"""`WebContainer.fetch(port, request)`: sends a request to a server in the machine and returns its `Response`, without a
preview.

Uses the preview gateway's messages (docs/rooms/previews.md). Must not know previews.
"""

from runtime_py.api.errors import ApiError
from runtime_py.platform.gateway_channel import KernelChannel
from runtime_py.platform.gateway_response import MOST_REDIRECTS, REDIRECTS, WholeBody, becomes_get, response_of

LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0']


class _Asked:
    """A request in the gateway's form, and its redirect mode."""

    def __init__(self, port: int, path: str, method: str):
        self.port = port
        self.path = path
        self.method = method
        self.headers: list = []
        self.document = path.split('?')[0]
        self.body = WholeBody(None)
        self.redirect = 'follow'
        self.signal = None

    def redirected(self, location: str, status: int) -> object:
        """The request that follows a redirect; raises for a URL outside the machine."""
        url = URL(location, f'http://localhost:{self.port}{self.path}')
        if url.hostname not in LOOPBACK:
            raise TypeError(
                f"fetch: the response redirects to {url.href}, outside of the machine. Use {{redirect: 'manual'}} to see it."
            )
        as_get = becomes_get(status, self.method)
        found = _Asked(
            Number(url.port) or (443 if url.protocol == 'https:' else 80),
            url.pathname + url.search,
            'GET' if as_get else self.method,
        )
        found.headers = [pair for pair in self.headers if not (as_get and pair[0].startswith('content-'))]
        found.body = WholeBody(None) if as_get else self.body
        found.signal = self.signal
        return found


async def _asked_of(port: int, request: object, init: object) -> _Asked:
    """Takes `fetch`'s arguments; of a URL, only the part after the host counts. Headers that a page can't set are
    allowed."""
    given = {} if init is None else init
    whole = request if request is not None and js_typeof(request) == 'object' and request.headers is not None else None
    url = URL(request.url if whole is not None else String(request), f'http://localhost:{port}/')
    method = given.method if given.method is not None else 'GET' if whole is None else whole.method
    asked = _Asked(port, url.pathname + url.search, String(method).toUpperCase())
    headers = Headers(given.headers if given.headers is not None else {} if whole is None else whole.headers)
    body = Response(given.body) if given.body is not None else whole
    if body is not None and body.body is not None:
        asked.body = WholeBody(Uint8Array(await body.arrayBuffer()))
        kind = body.headers.get('content-type')
        if kind is not None and not headers.has('content-type'):
            headers.set('content-type', kind)
    for name, value in [
        ['accept', '*/*'],
        ['accept-encoding', 'identity'],
        ['user-agent', globalThis.navigator.userAgent],
    ]:
        if not headers.has(name):
            headers.set(name, value)
    headers.forEach(lambda value, name: asked.headers.append([name, value]))
    asked.redirect = given.redirect or ('follow' if whole is None else whole.redirect)
    asked.signal = given.signal if given.signal is not None else None if whole is None else whole.signal
    return asked


class MachineFetch:
    def __init__(self, link: object):
        self._link = link
        self._channel = None

    def forget(self) -> None:
        """The kernel behind the line is gone."""
        channel = self._channel
        self._channel = None
        if channel is not None:
            channel.then(lambda line: line.fail('EMACHINE', 'The machine is gone'), lambda error: None)

    async def fetch(self, port: int, request: object, init: object) -> object:
        if not Number.isInteger(port) or port < 1 or port > 65535:
            raise ApiError('ERR_SOCKET_BAD_PORT', f'fetch: the port should be >= 1 and < 65536. Received {port}')
        asked = await _asked_of(port, request, init)
        mode = asked.redirect
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._ask(asked)
            location = response.headers.get('location')
            if mode == 'manual' or location is None or response.status not in REDIRECTS:
                return response
            if mode == 'error':
                raise TypeError('fetch: the response is a redirect')
            if response.body is not None:
                response.body.cancel()
            asked = asked.redirected(location, response.status)
        raise TypeError(f'fetch: more than {MOST_REDIRECTS} redirects')

    async def _ask(self, asked: _Asked) -> object:
        if asked.signal is not None:
            asked.signal.throwIfAborted()
        if self._channel is None:
            self._channel = self._open()
        exchange = (await self._channel).ask(asked)
        if asked.signal is not None:
            asked.signal.addEventListener('abort', lambda: exchange.abort(asked.signal.reason))
        head = await exchange.head
        if head is None:
            if asked.signal is not None:
                asked.signal.throwIfAborted()
            raise ApiError(exchange.code, f'fetch: port {asked.port}: {exchange.message or exchange.code}')
        return response_of(asked.method, head, exchange)

    async def _open(self) -> object:
        try:
            return KernelChannel('page', 0, await self._link.request('gateway.page', []), 0)
        except Exception as error:
            self._channel = None
            raise error

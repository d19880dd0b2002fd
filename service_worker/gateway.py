"""The way to the kernel: finds the pages which own a machine, sends a preview's requests, and makes responses of what comes back.

Knows the messages of docs/ARCHITECTURE.md ("Preview gateway"). The service worker is terminated whenever the browser likes: everything
here can be lost at any time and is asked for again. Must not know which requests belong to previews.
"""

from runtime_py.platform.gateway_channel import KernelChannel
from service_worker.error_codes import NO_MACHINE, NO_SERVER
from service_worker.pages import error_response
from service_worker.ports_of_clients import clients_of
from service_worker.precache import base_path
from service_worker.preview_response import preview_response
from service_worker.request_body import RequestBody
from service_worker.routing import seen_by_server
from service_worker.settings import load
from service_worker.worker_script import guard_text, is_worker_script

WAIT_FOR_KERNEL_MS = 4000

_kernels: list = []
_waiting: list = []


class Target:
    """A server and a path on it; `prefixed` when the request's own URL carried the preview prefix."""

    def __init__(self, port: int, path: str, prefixed: bool):
        self.port = port
        self.path = path
        self.prefixed = prefixed


class Asked:
    """A request as kernels get it."""

    def __init__(self, target: Target, method: str, headers: list, document: str, body: RequestBody):
        self.port = target.port
        self.path = target.path
        self.method = method
        self.headers = headers
        self.document = document
        self.body = body


def adopt_kernel(owner: str, message_port: object, number: int) -> None:
    """A page offers its machine; the newest comes first, and replaces an older one of the same page."""
    for old in list(_kernels):
        if old.owner == owner:
            drop_kernel(old)
    _kernels.insert(0, KernelChannel(owner, message_port, number))
    for resolve in list(_waiting):
        resolve(True)
    _waiting.clear()


def knows_line(owner: str, number: int) -> bool:
    """Whether this worker has the line that a page gave it under this number: one that was stopped meanwhile has not."""
    for kernel in _kernels:
        if kernel.owner == owner and kernel.number == number:
            return True
    return False


def drop_kernel(kernel: KernelChannel) -> None:
    if kernel in _kernels:
        _kernels.remove(kernel)
    kernel.fail(NO_MACHINE, 'The page that ran the machine has gone')


async def _find_kernels() -> list:
    """All machines known; asks the pages when none is."""
    if len(_kernels) == 0:
        answered = Promise(lambda resolve: _waiting.append(resolve))
        for page in await clients.matchAll({'type': 'window', 'includeUncontrolled': True}):
            page.postMessage({'type': 'terrarium:gateway?'})
        await Promise.race([answered, Promise(lambda resolve: setTimeout(resolve, WAIT_FOR_KERNEL_MS))])
    return list(_kernels)


async def _forget_when_gone(kernel: KernelChannel) -> None:
    """A message port does not say that its other end has died with its page."""
    if await clients.get(kernel.owner) is None:
        drop_kernel(kernel)


def _request_headers(request: object, target: Target) -> list:
    headers: list = []
    request.headers.forEach(lambda value, name: headers.append([name, value]))
    origin = f'http://localhost:{target.port}'
    if not request.headers.has('accept'):
        headers.append(['accept', '*/*'])
    headers.append(['accept-encoding', 'identity'])
    if not request.headers.has('user-agent'):
        headers.append(['user-agent', globalThis.navigator.userAgent])
    if not request.headers.has('accept-language'):
        headers.append(['accept-language', globalThis.navigator.languages.join(',')])
    if request.method != 'GET' and request.method != 'HEAD' or request.mode == 'cors' and not target.prefixed:
        headers.append(['origin', origin])
    referrer = seen_by_server(base_path(), target.port, globalThis.location.origin, request.referrer)
    if referrer != '':
        headers.append(['referer', referrer])
    headers.append(['sec-fetch-dest', request.destination if request.destination != '' else 'empty'])
    headers.append(['sec-fetch-mode', request.mode])
    headers.append(['sec-fetch-site', 'none' if request.mode == 'navigate' and referrer == '' else 'same-origin'])
    return headers


def _document_path(request: object, target: Target) -> str:
    """The path of the page that asks; its cookies are the ones that scripts see."""
    if request.mode == 'navigate':
        return target.path.split('?')[0]
    seen = seen_by_server(base_path(), target.port, globalThis.location.origin, request.referrer)
    return URL(seen).pathname if seen != '' else target.path.split('?')[0]


async def answer_from_server(event: object, target: Target) -> object:
    request = event.request
    as_page = request.mode == 'navigate'
    try:
        body = RequestBody()
        if request.method != 'GET' and request.method != 'HEAD':
            await body.begin(request)
        asked = Asked(target, request.method, _request_headers(request, target), _document_path(request, target), body)
        return await _ask_kernels(request, target, asked)
    except Exception as error:
        return error_response(target.port, 'EGATEWAY', str(error.message), as_page)


def _cancel_when_aborted(request: object, exchange: object) -> None:
    request.signal.addEventListener('abort', lambda: exchange.cancel())


async def _ask_kernels(request: object, target: Target, asked: Asked) -> object:
    as_page = request.mode == 'navigate'
    code = NO_MACHINE
    message = 'no machine answered'
    for attempt in range(2):
        for kernel in await _find_kernels():
            gone = _forget_when_gone(kernel)
            exchange = kernel.ask(asked)
            _cancel_when_aborted(request, exchange)
            head = await exchange.head
            if exchange.code == '':
                if head.cookiesChanged:
                    await _tell_cookies(target.port, head.cookies)
                guard = await guard_text() if is_worker_script(request, head.status) else ''
                return preview_response(request, target, head, exchange, await load(), guard)
            code = exchange.code
            message = exchange.message
            if code != NO_SERVER and code != NO_MACHINE:
                return error_response(target.port, code, message, as_page)
            await gone
        if code == NO_SERVER:
            break
    return error_response(target.port, code, message, as_page)


async def _tell_cookies(port: int, cookies: str) -> None:
    for client in await clients_of(port):
        client.postMessage({'type': 'terrarium:cookies', 'port': port, 'cookies': cookies})


async def forward_cookie(message: object) -> None:
    for kernel in await _find_kernels():
        kernel.post({'type': 'cookie', 'port': message['port'], 'path': message['path'], 'text': message['text']})


async def forward_websocket(message: object, message_port: object) -> None:
    """From here on the page and the kernel speak with each other; the service worker may be terminated."""
    kernels = await _find_kernels()
    if len(kernels) == 0:
        message_port.postMessage({'type': 'closed', 'code': 1006, 'reason': 'The machine is not running', 'clean': False})
        return
    fields = {'type': 'websocket', 'port': message['port'], 'path': message['path'], 'protocols': message['protocols'], 'key': message['key']}
    kernels[0].post_with_port(fields, message_port)

"""The connection to kernels: finds the pages that own a machine, sends a preview's requests, and makes responses of the
answers.

Knows the messages of docs/rooms/previews.md. The browser may terminate the service worker at any time: all state
here can be lost and is requested again. Must not know which requests belong to previews.
"""

from runtime_py.platform.cross_origin import (
    Refused,
    check_answer,
    check_preflight,
    exposed,
    needs_preflight,
    unsafe_headers,
)
from runtime_py.platform.gateway_channel import KernelChannel
from runtime_py.platform.preview_places import machine_of, port_of
from service_worker.downloads import stays
from service_worker.error_codes import NO_MACHINE, NO_SERVER
from service_worker.lost_pages import look_until_head
from service_worker.page_clients import pages, port_of_client
from service_worker.pages import error_response
from service_worker.ports_of_clients import clients_of
from service_worker.preview_page import PrefixedPage
from service_worker.preview_response import preview_response
from service_worker.request_body import RequestBody, body_of
from service_worker.request_headers import document_path, origin_of, request_headers
from service_worker.sandboxing import sandboxed_page
from service_worker.settings import load_for
from service_worker.slow_pages import answer_question, hold, is_question, is_slow, key_of, slow_page, take
from service_worker.worker_script import guard_text, is_worker_script

WAIT_FOR_KERNEL_MS = 4000

_kernels: list = []
_waiting: list = []  # [machine, resolve] of questions
_asked = js_new(globalThis.Map)  # machine -> a promise: the pages are being asked for its lines


class Target:
    """A server and a path on it; `prefixed` if the request's own URL had the preview prefix; `asker` is the port of the
    requesting page."""

    def __init__(self, port: int, path: str, prefixed: bool, asker: int):
        self.asker = asker
        self.port = port
        self.path = path
        self.prefixed = prefixed


class Asked:
    """A request in the form for kernels."""

    def __init__(self, target: Target, method: str, headers: list, document: str, body: RequestBody):
        self.port = port_of(target.port)
        self.path = target.path
        self.method = method
        self.headers = headers
        self.document = document
        self.body = body
        self.cache = ''
        self.credentials = ''
        self.client = ''  # the requesting page


def adopt_kernel(owner: str, machine: int, message_port: object, number: int, sandbox: str) -> None:
    """A page offers a machine; the newest is first, and replaces an older line from the same page to the same
    machine."""
    for old in list(_kernels):
        if old.owner == owner and old.machine == machine:
            drop_kernel(old)
    _kernels.insert(0, KernelChannel(owner, machine, message_port, number, sandbox))
    for question in list(_waiting):
        if question[0] == machine:
            _waiting.remove(question)
            question[1](True)


def knows_line(owner: str, machine: int, number: int) -> bool:
    """Whether this worker has the line that a page gave it under this number; one that was stopped meanwhile
    doesn't."""
    for kernel in _kernels:
        if kernel.owner == owner and kernel.machine == machine and kernel.number == number:
            return True
    return False


def drop_kernel(kernel: KernelChannel) -> None:
    if kernel in _kernels:
        _kernels.remove(kernel)
    kernel.fail(NO_MACHINE, 'The page that ran the machine is gone')


def _known_kernels(machine: int) -> list:
    return [kernel for kernel in _kernels if kernel.machine == machine]


async def _find_kernels(machine: int) -> list:
    """All machines of this number that are known; asks the pages when none is. Requests that come at once ask once:
    each answer is a new line, which ends the one before with all that is on its way."""
    if len(_known_kernels(machine)) == 0:
        if not _asked.has(machine):
            _asked.set(machine, _ask_pages(machine))
        await _asked.get(machine)
    return _known_kernels(machine)


async def _ask_pages(machine: int) -> None:
    answered = Promise(lambda resolve: _waiting.append([machine, resolve]))
    for page in await pages():
        page.postMessage({'type': 'terrarium:gateway?', 'machine': machine})
    await Promise.race([answered, Promise(lambda resolve: setTimeout(resolve, WAIT_FOR_KERNEL_MS))])
    _asked['delete'](machine)


async def _forget_when_gone(kernel: KernelChannel) -> None:
    """Watches the page, since a message port doesn't report that its other end has died with its page."""
    if await clients.get(kernel.owner) is None:
        drop_kernel(kernel)


def _look_for(kernel: KernelChannel) -> object:
    return lambda: _forget_when_gone(kernel)


async def answer_from_server(event: object, target: Target) -> object:
    request = event.request
    as_page = request.mode == 'navigate'
    if is_question(request):
        return await _tell_how_it_goes(target)
    try:
        body = await body_of(event)
        asked = Asked(target, request.method, request_headers(request, target), document_path(request, target), body)
        asked.client = event.clientId
        asked.cache = request.cache
        asked.credentials = _credentials_of(request, target)
        if target.asker == target.port or target.prefixed or request.mode != 'cors':
            return await _ask_kernels(request, target, asked, None)
        return await _ask_across(request, target, asked)
    except Refused as refused:
        url = origin_of(target.port) + target.path
        console.error(
            f"Access to fetch at '{url}' from origin '{origin_of(target.asker)}' has been blocked by CORS policy: {refused.message}"
        )
        return Response.error()
    except Exception as error:
        return error_response(target.port, 'EGATEWAY', str(error.message), as_page)


def _credentials_of(request: object, target: Target) -> str:
    """'omit' if a browser would neither send cookies nor store those of the response."""
    is_other = target.asker != target.port and not target.prefixed
    return 'omit' if request.mode == 'cors' and is_other and request.credentials != 'include' else request.credentials


def _cancel_when_aborted(request: object, exchange: object) -> None:
    request.signal.addEventListener('abort', lambda: exchange.cancel())


async def _ask_across(request: object, target: Target, asked: Asked) -> object:
    """A page of one port sends a request to another port, which must allow it. Raises Refused."""
    origin = origin_of(target.asker)
    with_credentials = request.credentials == 'include'
    given: list = []
    request.headers.forEach(lambda value, name: given.append([name, value]))
    unsafe = unsafe_headers(given)
    if needs_preflight(request.method, unsafe):
        headers = [['accept', '*/*'], ['access-control-request-method', request.method]]
        if len(unsafe) > 0:
            headers.append(['access-control-request-headers', ','.join(unsafe)])
        headers = [*headers, ['origin', origin], ['user-agent', globalThis.navigator.userAgent]]
        headers = [*headers, ['sec-fetch-mode', 'cors'], ['sec-fetch-site', 'same-site'], ['sec-fetch-dest', 'empty']]
        preflight = Asked(target, 'OPTIONS', headers, '', RequestBody())
        for kernel in await _find_kernels(machine_of(target.port)):
            exchange = kernel.ask(preflight)
            look_until_head(exchange, _look_for(kernel))
            head = await exchange.head
            exchange.cancel()
            if exchange.code == '':
                try:
                    check_preflight(head, origin, with_credentials, request.method, unsafe)
                except Refused as refused:
                    raise Refused("Response to preflight request doesn't pass access control check: " + refused.message)
                break

    def check(head: object) -> object:
        check_answer(head, origin, with_credentials)
        return exposed(head, with_credentials)

    return await _ask_kernels(request, target, asked, check)


async def _ask_kernels(request: object, target: Target, asked: Asked, check: object) -> object:
    """`check(head)` returns the headers that the page may see, or raises Refused."""
    as_page = request.mode == 'navigate'
    code = NO_MACHINE
    message = 'no machine answered'
    listener = None
    for attempt in range(2):
        for kernel in await _find_kernels(machine_of(target.port)):
            exchange = (
                take(key_of(target.port, target.path)) if as_page and request.method == 'GET' else None
            ) or kernel.ask(asked)
            look_until_head(exchange, _look_for(kernel))
            _cancel_when_aborted(request, exchange)
            if await is_slow(request, exchange):
                hold(key_of(target.port, target.path), exchange)
                return slow_page(target.port, port_of(target.port), await kernel.listener(port_of(target.port)))
            head = await exchange.head
            if exchange.code == '':
                if check is not None:
                    try:
                        head.headers = check(head)
                    except Refused as refused:
                        exchange.cancel()
                        raise refused
                if head.cookiesChanged:
                    await _tell_cookies(target.port, head.cookies, asked.client)
                if as_page and stays(head.status, head.headers):
                    await _tell_stayed(target.port)
                guard = await guard_text() if is_worker_script(request, head.status) else ''
                page = await _page_of(target, exchange.channel.sandbox)
                return preview_response(request, target.port, head, exchange, page, guard)
            code = exchange.code
            message = exchange.message
            listener = await kernel.listener(port_of(target.port)) if as_page and code != NO_MACHINE else None
            if code != NO_SERVER and code != NO_MACHINE:
                return error_response(target.port, code, message, as_page, listener)
        if code == NO_SERVER:
            break
    return error_response(target.port, code, message, as_page, listener)


async def _page_of(target: Target, sandbox: str) -> object:
    """The line that brings a response says whether previews are sandboxed, so none is served without that."""
    settings = await load_for(machine_of(target.port))
    return PrefixedPage(target, settings) if sandbox == '' else await sandboxed_page(target, settings, sandbox)


async def _tell_how_it_goes(target: Target) -> object:
    for kernel in _known_kernels(machine_of(target.port)):
        return answer_question(key_of(target.port, target.path), await kernel.listener(port_of(target.port)))
    return answer_question('', None)


async def _tell_cookies(port: int, cookies: str, asker: str) -> None:
    """Only for the requesting page, whose script reads `document.cookie` when the response is there. Other pages may
    have other paths, so they request their cookies."""
    pages = await clients_of(port)
    for page in [*[page for page in pages if page.id == asker], *[page for page in pages if page.id != asker]]:
        page.postMessage({'type': 'terrarium:cookies', 'port': port, 'cookies': cookies if page.id == asker else None})


async def _tell_stayed(port: int) -> None:
    for client in await clients_of(port):
        client.postMessage({'type': 'terrarium:stayed'})


async def forward_cookie(source: object, message: object) -> None:
    """For the port that the page shows, whatever the message says."""
    place = port_of_client(source)
    for kernel in await _find_kernels(machine_of(place)) if place != 0 else []:
        kernel.post({'type': 'cookie', 'port': port_of(place), 'path': message['path'], 'text': message['text']})
    for page in await clients_of(place) if place != 0 else []:
        if page.id != source.id:
            page.postMessage({'type': 'terrarium:cookies', 'port': place, 'cookies': None})


async def ask_cookies(source: object, message: object, message_port: object) -> None:
    """The value of `document.cookie`, returned after the page's own writes."""
    place = port_of_client(source)
    for kernel in await _find_kernels(machine_of(place)) if place != 0 else []:
        kernel.post_with_port({'type': 'cookies', 'port': port_of(place), 'path': message['path']}, message_port)
        return


async def forward_websocket(source: object, message: object, message_port: object) -> None:
    """From here on the page and the kernel communicate directly; the service worker may be terminated."""
    asker = port_of_client(source)
    kernels = await _find_kernels(machine_of(asker)) if asker != 0 else []
    if len(kernels) == 0:
        message_port.postMessage({'type': 'closed', 'code': 1006, 'reason': '', 'clean': False, 'failed': True})
        return
    fields = {'type': 'websocket', 'port': port_of(message['port']), 'asker': port_of(asker)}
    for name in ['path', 'protocols', 'key']:
        fields[name] = message[name]
    kernels[0].post_with_port(fields, message_port)

"""Answers requests of this origin from the server in a machine.

Must not know which requests are ours, or how lines arrive.
"""

from service_worker.error_codes import NO_MACHINE, NO_SERVER
from service_worker.lost_pages import look_until_head
from service_worker.origin.addresses import OriginPage, as_server, own_origin, port_of_url
from service_worker.origin.app.registrations import state_for
from service_worker.origin.lines import belongs, check
from service_worker.origin.lines import find as find_lines
from service_worker.origin.own_files import landing_response, worker_guard
from service_worker.origin.shown_port import port_of_client, port_of_page, without_fragment
from service_worker.pages import error_response
from service_worker.preview_response import preview_response
from service_worker.request_body import body_of
from service_worker.request_headers import headers_of
from service_worker.slow_pages import answer_question, hold, is_question, is_slow, key_of, slow_page, take
from service_worker.worker_script import is_worker_script

REFUSED = 'ECORS'
COOKIES_MS = 1000
PLAIN = {'method': 'GET', 'mode': 'cors', 'destination': ''}  # a request whose response isn't instrumented


class Asked:
    """A request in the form for machines."""

    def __init__(self, port: int, own: int, request: object, url: object, headers: list, document: str, body: object):
        self.asker = own
        self.port = port
        self.path = url.pathname + url.search
        self.method = request.method
        self.headers = headers
        self.document = document
        self.body = body
        self.mode = request.mode
        self.cache = request.cache
        self.credentials = 'include' if request.mode != 'cors' else request.credentials


async def _own_port(event: object, url: object, line: object) -> int:
    """The port of the requesting page, or of the one being loaded."""
    if line.port != 0:
        return line.port
    if event.request.mode == 'navigate' and url.origin == own_origin():
        return await port_of_page(event, line.shown)
    return await port_of_client(event.clientId, event.request.referrer, line.shown)


async def answer_from_machine(event: object, url: object, is_apps: bool = False) -> object:
    """`is_apps`: the app's own service worker sends the request, so the response stays as the server sent it."""
    request = event.request
    as_page = request.mode == 'navigate'
    if is_question(request):
        return await _tell_how_it_goes(event, url)
    try:
        body = await body_of(event)
        return await _ask_lines(event, url, body, as_page, is_apps)
    except Exception as error:
        return error_response(0, 'EGATEWAY', str(error.message), as_page)


async def _ask_lines(event: object, url: object, body: object, as_page: bool, is_apps: bool) -> object:
    request = event.request
    code = NO_MACHINE
    message = 'no machine answered'
    port = 0
    own = 0
    first = None
    listener = None
    for attempt in range(2):
        for line in await find_lines(event.clientId):
            own = own or await _own_port(event, url, line)
            port = port_of_url(url, line.pattern, line.machine, own)
            if port == 0:
                return await fetch(request)
            exchange = (take(_slow_key(line, port, url)) if as_page and request.method == 'GET' else None) or line.ask(
                _asked(request, url, body, port, own)
            )
            look_until_head(exchange, _check_of(line))
            _cancel_when_aborted(request, exchange)
            if not is_apps and await is_slow(request, exchange):
                hold(_slow_key(line, port, url), exchange)
                belongs(event.resultingClientId, line, port)
                return slow_page(port, port, await line.channel.listener(port))
            head = await exchange.head
            first = first or line
            if exchange.code == '':
                belongs(event.resultingClientId, line, port)
                return await _response(PLAIN if is_apps else request, event, line, port, head, exchange)
            code = exchange.code
            message = exchange.message
            if code == REFUSED:
                console.error(
                    f"Access to '{request.url}' from origin 'http://localhost:{own}' has been blocked by CORS policy: {message}"
                )
                return Response.error()
            listener = await line.channel.listener(port) if as_page and code != NO_MACHINE else None
            if code != NO_SERVER and code != NO_MACHINE:
                return error_response(port, code, message, as_page, listener)
        if code == NO_SERVER:
            belongs(event.resultingClientId, first, port)  # the page that waits for the server
            break
    if code == NO_MACHINE and as_page:
        return landing_response()
    return error_response(port, code, message, as_page, listener)


def _asked(request: object, url: object, body: object, port: int, own: int) -> Asked:
    referrer = as_server(request.referrer, own)
    is_navigation = request.mode == 'navigate'
    document = url.pathname if is_navigation or referrer == '' else URL(referrer).pathname
    return Asked(port, own, request, url, headers_of(request, own, port != own, referrer), document, body)


def _slow_key(line: object, port: int, url: object) -> str:
    return key_of(f'{line.machine}:{port}', url.pathname + url.search)


async def _tell_how_it_goes(event: object, url: object) -> object:
    for line in await find_lines(event.clientId):
        port = port_of_url(url, line.pattern, line.machine, await _own_port(event, url, line))
        return answer_question(_slow_key(line, port, url), await line.channel.listener(port))
    return answer_question('', None)


def _check_of(line: object) -> object:
    return lambda: check(line)


def _cancel_when_aborted(request: object, exchange: object) -> None:
    request.signal.addEventListener('abort', lambda: exchange.cancel())


async def _response(request: object, event: object, line: object, port: int, head: object, exchange: object) -> object:
    if head.cookiesChanged:
        await _tell_cookies(port, head.cookies, event.clientId)
    guard = worker_guard(port) if is_worker_script(request, head.status) else ''
    return preview_response(
        request, port, head, exchange, OriginPage(line, port, state_for(event.resultingClientId)), guard
    )


async def app_response(event: object, url: object, response: object) -> object:
    """A page or a worker's script from the app's own service worker, instrumented like a preview's."""
    for line in await find_lines(event.clientId):
        port = await _own_port(event, url, line)
        belongs(event.resultingClientId, line, port)
        head = {
            'status': response.status,
            'reason': response.statusText,
            'headers': list(response.headers.entries()),
            'cookies': await _cookies(line, port, url.pathname),
            'cookiesChanged': False,
            'coding': '',
        }
        stream = Response('').body if response.body is None else response.body
        return await _response(event.request, event, line, port, head, StreamOfApp(stream))
    return response


class StreamOfApp:
    """A response's body, with the interface of an exchange for preview_response."""

    def __init__(self, body: object):
        self.body = body

    def stream(self) -> object:
        return self.body

    def cancel(self) -> None:
        self.body.cancel()


async def _cookies(line: object, port: int, path: str) -> str:
    channel = MessageChannel()
    answered = Promise(lambda resolve: _on_message(channel.port1, resolve))
    line.channel.post_with_port({'type': 'cookies', 'port': port, 'path': path}, channel.port2)
    return await Promise.race([answered, Promise(lambda resolve: setTimeout(lambda: resolve(''), COOKIES_MS))])


def _on_message(port: object, resolve: object) -> None:
    port.onmessage = lambda event: resolve(event.data)


async def _tell_cookies(port: int, cookies: str | None, asker: str) -> None:
    """Other pages may have other paths, so they request their cookies."""
    for client in await clients.matchAll({'type': 'window'}):
        client.postMessage(
            {'type': 'terrarium:cookies', 'port': port, 'cookies': cookies if client.id == asker else None}
        )


async def forward(source: object, message: object, message_port: object) -> None:
    """`document.cookie` and WebSockets: for the page's own port, whatever the message says."""
    for line in await find_lines(source.id):
        own = line.port if line.port != 0 else await port_of_client(source.id, without_fragment(source.url), line.shown)
        if message['type'] == 'terrarium:cookie':
            line.channel.post({'type': 'cookie', 'port': own, 'path': message['path'], 'text': message['text']})
            for client in await clients.matchAll({'type': 'window'}):
                if client.id != source.id:
                    client.postMessage({'type': 'terrarium:cookies', 'port': own, 'cookies': None})
        elif message['type'] == 'terrarium:cookies?':
            line.channel.post_with_port({'type': 'cookies', 'port': own, 'path': message['path']}, message_port)
        else:
            fields = {'type': 'websocket', 'port': message['port'], 'asker': own}
            for name in ['path', 'protocols', 'key']:
                fields[name] = message[name]
            line.channel.post_with_port(fields, message_port)
        return
    if message['type'] == 'terrarium:websocket':
        message_port.postMessage({'type': 'closed', 'code': 1006, 'reason': '', 'clean': False, 'failed': True})

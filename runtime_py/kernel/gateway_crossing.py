"""A request from a preview on its own origin to another port of the machine. What a browser does between two hosts
(Fetch, 3.2 and 4.8) is done here, since code on that origin may send anything over its line.

The request's `Origin` is the preview's; a request that a form couldn't make is preceded by a preflight; a response is
passed on only if the server allows it. Responses to requests without CORS (`mode` other than `cors`) are passed on if
they are images, styles or the like, as in Opaque Response Blocking. States: asking the server (preflight) -> the
exchange itself -> done."""

from runtime_py.kernel.gateway_exchange import Exchange
from runtime_py.platform.cross_origin import (
    Refused,
    check_answer,
    check_preflight,
    exposed,
    needs_preflight,
    unsafe_headers,
    value_of,
)

REFUSED = 'ECORS'
SHOWN_WITHOUT_LEAVE = [
    'image/',
    'audio/',
    'video/',
    'font/',
    'text/css',
    'text/javascript',
    'application/javascript',
    'application/x-javascript',
    'application/wasm',
]
NEVER_GIVEN = ['origin', 'cookie', 'host', 'access-control-request-method', 'access-control-request-headers']


class Crossing:
    """`scope`: the port of the preview. Stands in the line's table in place of the exchange until that exists."""

    def __init__(self, gateway: object, channel: object, exchanges: object, message: object, scope: int):
        self._gateway = gateway
        self._channel = channel
        self._exchanges = exchanges
        self._message = message
        self._origin = f'http://localhost:{scope}'
        self._is_cors = message['mode'] == 'cors'
        self._with_cookies = message['credentials'] == 'include'
        self._unsafe: list = []
        self._kept: list = []  # messages for the exchange that came before it began
        self._preflight = None

    def start(self) -> None:
        message = self._message
        self._unsafe = unsafe_headers(message['headers'])
        message['headers'] = [pair for pair in message['headers'] if pair[0].lower() not in NEVER_GIVEN]
        if self._is_cors or message['method'] not in ['GET', 'HEAD']:
            message['headers'].append(['origin', self._origin])
        asks_first = needs_preflight(message['method'], self._unsafe)
        if not self._is_cors and asks_first:
            self._refuse('a request without CORS has neither this method nor these headers')
        elif asks_first:
            self._ask_server()
        else:
            self._begin()

    def _ask_server(self) -> None:
        message = self._message
        headers = [['accept', '*/*'], ['access-control-request-method', message['method']]]
        if len(self._unsafe) > 0:
            headers.append(['access-control-request-headers', ','.join(self._unsafe)])
        for pair in message['headers']:
            if pair[0].lower() in ['origin', 'user-agent']:
                headers.append(pair)
        headers = [*headers, ['sec-fetch-mode', 'cors'], ['sec-fetch-site', 'same-site'], ['sec-fetch-dest', 'empty']]
        asked = {
            'id': 0,
            'port': message['port'],
            'path': message['path'],
            'method': 'OPTIONS',
            'headers': headers,
            'document': '',
            'body': None,
            'credit': 1,
        }
        self._preflight = Exchange(
            self._gateway,
            _Listener(lambda head: self._on_preflight(head), lambda said: self._on_unreachable(said)),
            _Nobody(),
            asked,
        )
        self._preflight.with_cookies = False
        self._preflight.start()

    def _on_preflight(self, head: object) -> None:
        preflight = self._preflight
        if preflight is None:
            return
        self._preflight = None
        preflight.abandon()
        try:
            check_preflight(head, self._origin, self._with_cookies, self._message['method'], self._unsafe)
        except Refused as refused:
            self._refuse("Response to preflight request doesn't pass access control check: " + refused.message)
            return
        self._begin()

    def _on_unreachable(self, said: object) -> None:
        if self._preflight is not None:
            self._preflight = None
            self._end({'type': 'error', 'id': self._message['id'], 'code': said['code'], 'message': said['message']})

    def _begin(self) -> None:
        exchange = Exchange(self._gateway, self._channel, self._exchanges, self._message)
        exchange.with_cookies = self._with_cookies
        exchange.check = lambda head: self._checked(head)
        self._exchanges.set(self._message['id'], exchange)
        exchange.start()
        for pair in self._kept:
            exchange.on_message(pair[0], pair[1])

    def _checked(self, head: object) -> list:
        """The headers that the page may see. Raises Refused."""
        kind = (value_of(head, 'content-type') or '').strip().lower()
        if not self._is_cors and any([kind.startswith(shown) for shown in SHOWN_WITHOUT_LEAVE]):
            return head.headers
        check_answer(head, self._origin, self._with_cookies)
        return exposed(head, self._with_cookies)

    def on_message(self, kind: str, message: object) -> None:
        if kind == 'cancel':
            self.abandon()
        else:
            self._kept.append([kind, message])

    def abandon(self) -> None:
        preflight = self._preflight
        self._preflight = None
        self._exchanges.delete(self._message['id'])
        if preflight is not None:
            preflight.abandon()

    def _refuse(self, reason: str) -> None:
        self._end({'type': 'error', 'id': self._message['id'], 'code': REFUSED, 'message': reason})

    def _end(self, said: object) -> None:
        self._exchanges.delete(self._message['id'])
        self._channel.postMessage(said)


class _Listener:
    """The preflight's exchange uses this as its message port."""

    def __init__(self, on_head: object, on_error: object):
        self._on_head = on_head
        self._on_error = on_error

    def postMessage(self, message: object, _transfer: object = None) -> None:
        if message['type'] == 'head':
            self._on_head(Answer(message['status'], message['headers']))
        elif message['type'] == 'error':
            self._on_error(message)


class Answer:
    """A head in the form that cross_origin.py takes."""

    def __init__(self, status: int, headers: list):
        self.status = status
        self.headers = headers


class _Nobody:
    """A table of exchanges that receives no messages."""

    def delete(self, _number: object) -> None:
        """Does nothing, since nothing is stored."""

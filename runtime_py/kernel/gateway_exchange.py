"""One request through the gateway and its response.

States: waiting for the head -> streaming the body -> done; `abandoned` when the preview went away. Back-pressure runs
both ways: the response is read only while the service worker has given credit, and pieces of a request body are
requested (`more`) only while few of them wait to be written. A response that is complete when its head is read is sent
as one message."""

from runtime_py.kernel.gateway_keeping import Keeping, KeptConnection
from runtime_py.kernel.gateway_refresh import Unheard, as_refresh
from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.clock import now_ms
from runtime_py.platform.content_codings import Decoder
from runtime_py.platform.cross_origin import Refused
from runtime_py.platform.text import error_text
from runtime_py.sys.http1 import (
    CHUNK_SUFFIX,
    DONE,
    LAST_CHUNK,
    Data,
    End,
    Head,
    HttpError,
    ResponseParser,
    chunk_prefix,
    header,
    request_head,
)
from runtime_py.sys.http_cache import REFUSE, USE, USE_STALE

NO_BODY = [204, 304]
ASKED_AHEAD = 4  # pieces of a request's body
MOST_AT_ONCE = 64 * 1024  # of a body sent with its head
HERE = ['br', 'zstd']  # content codings that engines can't decode for scripts
HOP_BY_HOP = [
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'host',
    'content-length',
]


class Exchange:
    """`message`: id port method path headers body, where body is None, bytes, or True for a stream of `body`
    messages."""

    def __init__(self, gateway: object, channel: object, exchanges: object, message: object):
        self.gateway = gateway
        self.channel = channel
        self.exchanges = exchanges
        self.id = message['id']
        self._message = message
        self.port = message['port']
        self.method = message['method']
        self.path = message['path']
        self.headers = message['headers']
        self.document = message['document']
        self.body = message['body']
        self.credit = message['credit']
        self.connection = None
        self.parser = ResponseParser()
        self.decoder = None
        self.end = None
        self.answered = False
        self.body_done = self.body is not True
        self.asked = 0  # pieces of the request's body that were requested or are being written
        self.come = 0  # those being written
        self.held = None  # the head, until it is known whether the response is complete
        self.held_body: list = []
        self.held_bytes = 0
        self.may_retry = self.body is not True
        self.with_cookies = message['credentials'] != 'omit'
        self.keeping = Keeping(gateway.cache, message['cache'] or '')
        self.check = None  # (head) -> the headers that may be seen; raises Refused

    def start(self) -> None:
        try:
            choice = self.keeping.decide(self.port, self.path, self.method, self._request_headers(), self.with_cookies)
            if choice in [USE, USE_STALE]:
                if self.keeping.begin_refresh():
                    self._refresh()
                self._use_kept()
                self._on_readable()
            elif choice == REFUSE:
                self._post_error('ECACHE', 'nothing is kept for this request')
            else:
                self._send(self.gateway.take_idle(self.port))
        except Exception as error:
            self._fail(error)

    def _refresh(self) -> None:
        keeping = self.keeping
        unheard = Unheard(lambda: keeping.end_refresh())
        unheard.exchange = Exchange(self.gateway, unheard, unheard, as_refresh(self._message))
        unheard.exchange.start()

    def _use_kept(self) -> None:
        """Reads the cached response instead of a server's."""
        self.keeping.used()
        self.connection = KeptConnection(self.keeping.shown(), self.port)
        self.connection.on_readable = self._on_readable
        self.parser = ResponseParser()
        self.parser.start(self.method)
        self.end = None

    def _send(self, idle: object) -> None:
        connection = idle if idle is not None else self.gateway.connect(self.port)
        if connection is None:
            self._post_error('ECONNREFUSED', f'connect ECONNREFUSED 127.0.0.1:{self.port}')
            return
        self.connection = connection
        self.parser = ResponseParser()
        self.parser.start(self.method)
        connection.on_readable = self._on_readable
        connection.on_drained = self._on_drained
        head = request_head(self.method, self.path, [*self._request_headers(), *self.keeping.more_headers()])
        if self.body is None or self.body is True:
            connection.write(head)
            if self.body is True:
                self._ask_for_body()
        else:
            connection.write(concat([head, self.body]))

    def _request_headers(self) -> list:
        headers = [['Host', f'localhost:{self.port}'], ['Connection', 'keep-alive']]
        for pair in self.headers:
            if pair[0].lower() not in HOP_BY_HOP:
                headers.append(pair)
        cookies = self.gateway.jar(self.port).header_for(self.path.split('?')[0], now_ms())
        if cookies != '' and self.with_cookies:
            headers.append(['Cookie', cookies])
        if self.body is True:
            headers.append(['Transfer-Encoding', 'chunked'])
        elif self.body is not None:
            headers.append(['Content-Length', str(len(self.body))])
        elif self.method == 'POST' or self.method == 'PUT':
            headers.append(['Content-Length', '0'])
        return headers

    def on_message(self, kind: str, message: object) -> None:
        if kind == 'body' and self.connection is not None:
            self._write_body(message['data'])
        elif kind == 'body_end' and self.connection is not None:
            self.body_done = True
            self.connection.write(LAST_CHUNK)
        elif kind == 'credit':
            self.credit += message['bytes']
            if self.connection is not None and self.credit > 0:
                self.connection.resume()
                if self.decoder is not None:
                    self._on_readable()
        elif kind == 'cancel':
            self._finish(False)

    def abandon(self) -> None:
        """The service worker that made the request is gone."""
        self._finish(False)

    def _write_body(self, chunk: Bytes) -> None:
        self.come += 1
        self.connection.write(chunk_prefix(len(chunk)))
        self.connection.write(chunk)
        if self.connection.write(CHUNK_SUFFIX):
            self._on_drained()

    def _ask_for_body(self) -> None:
        while self.asked < ASKED_AHEAD:
            self.asked += 1
            self._post({'type': 'more', 'id': self.id})

    def _on_drained(self) -> None:
        """All pieces received so far are written."""
        if not self.body_done:
            self.asked -= self.come
            self.come = 0
            self._ask_for_body()

    def _on_readable(self) -> None:
        try:
            self._read()
        except Exception as error:
            self._fail(error)

    def _read(self) -> None:
        while self.connection is not None:
            if self.credit <= 0:
                self.connection.pause()
                return
            if self.decoder is not None:
                self._events()
                if self.connection is None or self.credit <= 0:
                    continue
            data = self.connection.read()
            if data is None:
                return
            if len(data) == 0:
                if self._retry():
                    return
                self.parser.receive_end()
            else:
                self.parser.receive(data)
            self._events()
            self._post_held()

    def _retry(self) -> bool:
        """The server closed a pooled connection while our request was in transit: repeats it on a new one."""
        stale = self.connection.used and not self.answered and not self.parser.has_pending() and self.may_retry
        if not stale:
            return False
        self.connection.close()
        self.connection = None
        self.may_retry = False
        self._send(None)
        return True

    def _events(self) -> None:
        while self.connection is not None and self._give_decoded():
            event = self.parser.next_event()
            if event is None:
                return
            if isinstance(event, Head):
                if not event.interim:
                    self._on_head(event)
            elif isinstance(event, Data):
                self.keeping.on_data(event.chunk)
                if self.decoder is not None:
                    self.decoder.feed(event.chunk[0 : len(event.chunk)])
                else:
                    self._post_chunk(event.chunk)
            elif isinstance(event, End):
                self.keeping.on_end()
                self.end = event
                if self.decoder is None:
                    self._end()
                else:
                    self.decoder.finish()

    def _end(self) -> None:
        if self.keeping.is_confirmed:
            self._let_go(self._is_reusable())
            self._use_kept()
            return
        if self.held is not None:
            self.held['whole'] = concat(self.held_body)
            self._post_held()
        else:
            self._post({'type': 'end', 'id': self.id})
        self._finish(self._is_reusable())

    def _is_reusable(self) -> bool:
        return self.parser.keep_alive and self.body_done and not self.end.upgraded

    def _give_decoded(self) -> bool:
        """Sends parts as long as there is credit; False when there is none left, or this was the end."""
        if self.decoder is None:
            return True
        while self.credit > 0:
            part = self.decoder.take()
            if part is None:
                if self.end is not None:
                    self._end()
                    return False
                return True
            self._post_chunk(part)
        return False

    def _on_head(self, head: Head) -> None:
        if not isinstance(self.connection, KeptConnection):
            self.keeping.on_head(self.port, self.path, head)
        if self.keeping.is_confirmed:
            self._take_cookies(head)
        else:
            self._post_head(head)

    def _take_cookies(self, head: Head) -> bool:
        """Stores cookies; whether that changed what scripts see."""
        changed = False
        for pair in head.headers:
            if pair[0].lower() == 'set-cookie' and self.with_cookies:
                changed = (
                    self.gateway.jar(self.port).set_from_server(pair[1], self.path.split('?')[0], now_ms()) or changed
                )
        return changed

    def _post_head(self, head: Head) -> None:
        self.answered = True
        jar = self.gateway.jar(self.port)
        cookies_changed = self._take_cookies(head)
        hidden = [*[name for name in HOP_BY_HOP if name != 'content-length'], 'set-cookie']
        headers = [pair for pair in head.headers if pair[0].lower() not in hidden]
        if self.check is not None:
            head.headers = headers
            try:
                headers = self.check(head)
            except Refused as refused:
                self._post_error('ECORS', refused.message)
                return
        headers, coding = self._decoded(headers, head.status)
        self.held = {
            'type': 'head',
            'id': self.id,
            'status': head.status,
            'reason': head.reason,
            'headers': headers,
            'coding': coding,
            'cookies': jar.visible_to(self.document, now_ms()),
            'cookiesChanged': cookies_changed,
            'whole': None,
        }

    def _decoded(self, headers: list, status: int) -> list:
        """[headers, the codings that the body still has]: the outermost one is decoded here when engines don't do it
        for scripts."""
        codings = [part.strip().lower() for part in (header(headers, 'content-encoding') or '').split(',')]
        if self.method == 'HEAD' or status in NO_BODY or codings[-1] not in HERE:
            return [headers, ', '.join(codings)]
        self.decoder = Decoder(codings[-1])
        return [[pair for pair in headers if pair[0].lower() != 'content-length'], ', '.join(codings[:-1])]

    def _post_chunk(self, chunk: Bytes) -> None:
        if self.held is not None and self.held_bytes + len(chunk) <= MOST_AT_ONCE:
            self.held_body.append(chunk)
            self.held_bytes += len(chunk)
            return
        self._post_held()
        self._transfer(chunk)

    def _transfer(self, chunk: Bytes) -> None:
        data = chunk if len(chunk) == chunk.buffer.byteLength else chunk[0 : len(chunk)]
        self.credit -= len(data)
        self.channel.postMessage({'type': 'chunk', 'id': self.id, 'data': data}, [data.buffer])

    def _post_held(self) -> None:
        """Posts the head with the body received so far."""
        head = self.held
        if head is None:
            return
        self.held = None
        self._post(head)
        if head['whole'] is None:
            for chunk in self.held_body:
                self._transfer(chunk)
        self.held_body = []

    def _post(self, message: object) -> None:
        self.channel.postMessage(message)

    def _post_error(self, code: str, message: str) -> None:
        self._post_held()
        self._post({'type': 'error', 'id': self.id, 'code': code, 'message': message})
        self._finish(False)

    def _fail(self, error: object) -> None:
        code = error.code if isinstance(error, HttpError) else getattr(error, 'code', 'EGATEWAY')
        self._post_error(code, error_text(error))

    def _finish(self, reusable: bool) -> None:
        self.exchanges.delete(self.id)
        self._let_go(reusable)

    def _let_go(self, reusable: bool) -> None:
        connection = self.connection
        self.connection = None
        if connection is None:
            return
        if reusable and self.parser.state == DONE and not self.parser.has_pending():
            connection.used = True
            connection.resume()
            self.gateway.give_back(connection)
        else:
            connection.close()

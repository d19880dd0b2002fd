"""One request of a program by the browser's fetch: the body is collected and sent, the response is streamed.

States: body -> asked -> answering -> done. When the program closes its end, at any time, the browser's request is
aborted."""

from runtime_py.ipc.pipe import POLLERR, POLLHUP
from runtime_py.network.problems import CUT, HEADER, METHOD, NOT_HTTP, TOO_LARGE, ConnectionProblem, explain
from runtime_py.network.proxying import ask
from runtime_py.network.reply import Framing, announced_length, framing_of, reply_headers, waits_for_leave
from runtime_py.network.request_headers import SortedHeaders, sort_headers
from runtime_py.platform.browser_fetch import BodyParts, Call, is_redirect
from runtime_py.platform.bytes import Bytes, concat, encode_latin1
from runtime_py.sys.http1 import CHUNK_SUFFIX, LAST_CHUNK, Data, End, chunk_prefix
from runtime_py.sys.http1_requests import RequestHead, response_head

MAX_BODY = 1073741824
SMALL = 65536
CONTINUE = encode_latin1('HTTP/1.1 100 Continue\r\n\r\n')
_METHODS = ['CONNECT', 'TRACE', 'TRACK']


class Gone(Exception):
    """The program has closed its end."""


class DirectReply:
    """The browser's Response. Redirects were followed: Content-Location is the URL of the final response (RFC 9110
    8.7)."""

    def __init__(self, response: object) -> None:
        self.status = response.status
        self.status_text = response.statusText
        self.headers = [[pair[0], pair[1]] for pair in response.headers.entries()]
        self.body = response.body
        self.decoded = True
        if response.redirected and not response.headers.has('content-location'):
            self.headers.append(['content-location', response.url])


class Exchange:
    """`connection` has the wire, `url` is the requested URL."""

    def __init__(self, connection: object, request: RequestHead, url: object) -> None:
        self.connection = connection
        self.request = request
        self.url = url
        self.call = Call()

    async def run(self) -> bool:
        """Runs the request; returns whether the connection stays open. Raises ConnectionProblem and Gone."""
        proxy = self.connection.proxy()
        sent = self._headers() if proxy == '' else None
        body = await self._body(proxy == '')
        watch = self._watch()
        try:
            reply = await (self._ask(sent, body) if proxy == '' else self._ask_by(proxy, body))
            return await self._answer(reply)
        finally:
            watch.stop()
            # a write to a closed end may fail before the watch reports it; the host must not go on sending
            self.call.abort()

    def _headers(self) -> SortedHeaders:
        request = self.request
        if request.method.upper() in _METHODS:
            raise ConnectionProblem(
                METHOD, f"{self.url.host}: a page can't send a request with the method {request.method}"
            )
        found = sort_headers(request.headers, [self.url.host, self.connection.stand_in], self.url.protocol[:-1])
        if found.refused != '':
            raise ConnectionProblem(
                HEADER,
                f"{self.url.host}: a page can't set the request header {found.refused}; send the request without it, "
                'or through a proxy (docs/PROXY.md)',
            )
        return found

    async def _body(self, is_direct: bool) -> object:
        """The body for fetch, or None."""
        if waits_for_leave(self.request) and not self.connection.parser.has_pending():
            await self.connection.write(CONTINUE)
        parts = BodyParts()
        while True:
            event = self.connection.parser.next_event()
            if event is None:
                await self.connection.receive()
            elif isinstance(event, Data):
                parts.add(event.chunk[0 : len(event.chunk)])
                if parts.length > MAX_BODY:
                    raise ConnectionProblem(
                        TOO_LARGE,
                        f"{self.url.host}: the request's body is larger than {MAX_BODY} bytes; bodies are collected before they are sent",
                    )
            elif isinstance(event, End):
                break
        if is_direct and parts.length > 0 and self.request.method in ('GET', 'HEAD'):
            raise ConnectionProblem(METHOD, f"{self.url.host}: a page can't send a body with {self.request.method}")
        return parts.whole()

    def _watch(self) -> object:
        """Aborts the browser's request when the program closes its end."""
        system = self.connection.system
        fd = self.connection.fd
        return system.reactor.watch(
            lambda: system.poll(fd) & (POLLERR | POLLHUP),
            [system.read_queue(fd), system.write_queue(fd)],
            0,
            lambda events: self.call.abort(),
        )

    async def _ask_by(self, proxy: str, body: object) -> object:
        try:
            return await ask(self.call, proxy, self.url, self.request.method, self.request.headers, body)
        except Exception as error:
            if self.call.aborted:
                raise Gone()
            raise error

    async def _ask(self, sent: SortedHeaders, body: object) -> DirectReply:
        follows = self.connection.follows
        try:
            response = await self.call.send(
                self.url.href, self.request.method, sent.kept, body, self.connection.cache_mode, follows
            )
        except Exception as error:
            if self.call.aborted:
                raise Gone()
            raise await explain(self.url, error.message, sent.asking(), self.request.method, follows)
        if is_redirect(response):
            raise await self.connection.refuse_redirect(self.url)
        return DirectReply(response)

    async def _answer(self, reply: object) -> bool:
        framing = framing_of(
            self.request, reply.status, reply.headers, reply.decoded, self.connection.parser.keep_alive
        )
        announced = announced_length(reply.headers)
        reader = reply.body.getReader() if framing.has_body and reply.body is not None else None
        if reader is None and reply.body is not None:
            self.call.abort()
        if reader is not None and framing.decoded and 0 <= announced <= SMALL:
            return await self._answer_whole(reply, reader)
        # a server that announces a length has the body ready: its start is sent with the head, which spares the program
        # one wakeup
        first = await self._next_part(reader) if reader is not None and announced > 0 else None
        head = response_head(reply.status, reply.status_text, reply_headers(reply.headers, framing))
        await self.connection.write(head if first is None else concat([head, _framed(first, framing)]))
        if reader is not None and (first is not None or announced <= 0):
            await self._stream(
                reader,
                framing,
                -1 if framing.decoded or framing.chunked else announced,
                0 if first is None else len(first),
            )
        if framing.chunked:
            await self.connection.write(LAST_CHUNK)
        return framing.stays_open

    async def _answer_whole(self, reply: object, reader: object) -> bool:
        """Sends a small body at once, since its decoded length is then known."""
        parts: list[Bytes] = []
        part = await self._next_part(reader)
        while part is not None:
            parts.append(part)
            part = await self._next_part(reader)
        body = concat(parts)
        framing = Framing(True, False, self.connection.parser.keep_alive, True)
        headers = [*reply_headers(reply.headers, framing), ['content-length', str(len(body))]]
        await self.connection.write(concat([response_head(reply.status, reply.status_text, headers), body]))
        return framing.stays_open

    async def _stream(self, reader: object, framing: Framing, length: int, sent: int) -> None:
        """`length` is what the head promised, -1 when it promised none."""
        done = sent
        while True:
            part = await self._next_part(reader)
            if part is None:
                if length >= 0 and done != length:
                    raise ConnectionProblem(CUT, f'{self.url.host}: the response ended {length - done} bytes too early')
                return
            done += len(part)
            await self.connection.write(_framed(part, framing))

    async def _next_part(self, reader: object) -> Bytes | None:
        try:
            part = await reader.read()
            return None if part.done else part.value
        except Exception as error:
            if self.call.aborted:
                raise Gone()
            raise ConnectionProblem(
                CUT, f'{self.url.host}: the connection was lost before the response was complete ({error.message})'
            )


def _framed(part: Bytes, framing: Framing) -> Bytes:
    return concat([chunk_prefix(len(part)), part, CHUNK_SUFFIX]) if framing.chunked else part


def url_of(text: str) -> object:
    try:
        return URL(text)
    except Exception:
        raise ConnectionProblem(NOT_HTTP, f'{text} is no URL')

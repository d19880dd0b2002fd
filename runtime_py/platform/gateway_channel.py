"""A message port to one kernel's preview gateway, and the open exchanges over it: for the service worker, and for
pages. JavaScript only.

Must not know fetch events, pages or how kernels are found.
"""

CREDIT = 1024 * 1024
LISTENER_MS = 1000


class Exchange:
    """One request. `head` resolves with the head, or with None after a failure: then `code` and `message` say why. The
    response's body is then in `body`: all its bytes, if they came with the head, else a stream. The stream gives the
    kernel credit as it is read, so that data doesn't pile up on the way."""

    def __init__(self, channel: object, number: int, method: str, body: object):
        self.channel = channel
        self.number = number
        self.method = method
        self.request_body = body
        self.code = ''
        self.message = ''
        self._delivered = 0
        self._received = 0
        self._length = -1
        self._done = False
        self._sent_all = False
        self._resolve = None
        self._controller = None
        self.body = None
        self.head = Promise(self._set_resolve)

    def _set_resolve(self, resolve: object) -> None:
        self._resolve = resolve

    def _set_controller(self, controller: object) -> None:
        self._controller = controller

    def _pull(self, _controller: object) -> None:
        if self._delivered > 0:
            self.channel.post({'type': 'credit', 'id': self.number, 'bytes': self._delivered})
            self._delivered = 0

    def cancel(self, _reason: object = None) -> None:
        if not self._done:
            self._done = True
            self.channel.post({'type': 'cancel', 'id': self.number})
            self.channel.exchanges.delete(self.number)
            self._resolve(None)

    def abort(self, reason: object) -> None:
        """As `cancel`; the reader of the response gets the reason."""
        if not self._done:
            self.cancel()
            if self._controller is not None:
                self._controller.error(reason)

    def on_head(self, message: object) -> None:
        if self._has_body(message['status']):
            for pair in message['headers']:
                if pair[0].lower() == 'content-length' and js_regexp('^\\d+$', '').test(pair[1]):
                    self._length = Number(pair[1])
        if message['whole'] is not None:
            self._done = True
            self.body = message['whole']
            self.channel.exchanges.delete(self.number)
        else:
            source = {'start': self._set_controller, 'pull': self._pull, 'cancel': self.cancel}
            self.body = ReadableStream(source, ByteLengthQueuingStrategy({'highWaterMark': CREDIT}))
        self._resolve(message)

    def stream(self) -> object:
        """The body, always as a stream."""
        return Response(self.body).body if self._controller is None else self.body

    def _has_body(self, status: int) -> bool:
        return self.method != 'HEAD' and status != 204 and status != 304

    def on_chunk(self, data: object) -> None:
        if self._done:
            return
        self._delivered += data.byteLength
        self._received += data.byteLength
        self._controller.enqueue(data)

    def on_end(self) -> None:
        if self._received < self._length:
            self.on_error('ECONNRESET', f'the response was cut off after {self._received} of {self._length} bytes')
        elif not self._done:
            self._done = True
            self._controller.close()

    def on_error(self, code: str, text: str) -> None:
        if not self._done:
            self._done = True
            self.code = code
            self.message = text
            if self._controller is not None:
                self._controller.error(TypeError(text))
            self._resolve(None)

    async def send_next(self) -> None:
        """The kernel accepts one more piece of the request's body; several may be requested at a time."""
        chunk = await self.request_body.next_chunk()
        if self._done or self._sent_all:
            return
        if chunk is None:
            self._sent_all = True
            self.channel.post({'type': 'body_end', 'id': self.number})
        else:
            self.channel.message_port.postMessage({'type': 'body', 'id': self.number, 'data': chunk}, [chunk.buffer])


class KernelChannel:
    """`number`: the page's name for this line; `machine`: which of the page's machines it leads to; `sandbox`: the key of
    its sandboxed previews (sandbox_tokens.py), '' where they aren't."""

    def __init__(self, owner: str, machine: int, message_port: object, number: int, sandbox: str = ''):
        self.sandbox = sandbox
        self.owner = owner
        self.machine = machine
        self.number = number
        self.message_port = message_port
        self.exchanges = Map()
        self._count = 0
        message_port.onmessage = lambda event: self._on_message(event.data)

    def post(self, message: object) -> None:
        self.message_port.postMessage(message)

    def post_with_port(self, message: object, transferred: object) -> None:
        self.message_port.postMessage(message, [transferred])

    def ask(self, asked: object) -> Exchange:
        self._count += 1
        exchange = Exchange(self, self._count, asked.method, asked.body)
        self.exchanges.set(self._count, exchange)
        self.post(
            {
                'type': 'request',
                'id': self._count,
                'port': asked.port,
                'method': asked.method,
                'path': asked.path,
                'document': asked.document,
                'headers': asked.headers,
                'body': asked.body.for_message(),
                'credit': CREDIT,
                'asker': asked.asker or 0,
                'mode': asked.mode or '',
                'credentials': asked.credentials or '',
                'cache': asked.cache or '',
            }
        )
        return exchange

    async def listener(self, port: int) -> object:
        """Which process listened last on a port, `{pid, command, ended, lines}`; None when that isn't known or the
        machine doesn't answer."""
        channel = MessageChannel()

        def answered(resolve: object) -> None:
            channel.port1.onmessage = lambda event: resolve(event.data)
            setTimeout(lambda: resolve(None), LISTENER_MS)

        self.post_with_port({'type': 'listener', 'port': port}, channel.port2)
        found = await Promise(answered)
        channel.port1.close()
        return found

    def fail(self, code: str, text: str) -> None:
        for exchange in list(self.exchanges.values()):
            exchange.on_error(code, text)
        self.exchanges.clear()
        self.message_port.close()

    def _on_message(self, message: object) -> None:
        exchange = self.exchanges.get(message['id'])
        if exchange is None:
            return
        kind = message['type']
        if kind == 'head':
            exchange.on_head(message)
        elif kind == 'chunk':
            exchange.on_chunk(message['data'])
        elif kind == 'more':
            exchange.send_next()
        elif kind == 'end':
            self.exchanges.delete(message['id'])
            exchange.on_end()
        elif kind == 'error':
            self.exchanges.delete(message['id'])
            exchange.on_error(message['code'], message['message'])

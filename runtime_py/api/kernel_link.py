"""The page's line to the kernel worker: requests with answers, and events.

Knows the shape of messages (docs/ARCHITECTURE.md, "Worker and page protocol"). Must not know what operations mean.
"""

from runtime_py.api.errors import ApiError, from_wire


class KernelLink:
    """States: open, closed. After `close` every request, waiting or new, fails with `ETORNDOWN`."""

    def __init__(self, url: str, on_event: object):
        self._waiting = Map()
        self._count = 0
        self._closed = False
        self._on_event = on_event
        self._worker = Worker(url, {'name': 'terrarium-kernel'})
        self._worker.onmessage = self._on_message
        self._worker.onerror = self._on_error

    def request(self, op: str, args: list, transfer: list = None) -> object:
        """A promise for the operation's result."""
        if self._closed:
            return Promise.reject(ApiError('ETORNDOWN', f'{op}: the machine has been torn down'))
        self._count += 1
        number = self._count

        def send(resolve: object, reject: object) -> None:
            self._waiting.set(number, [resolve, reject])
            self._worker.postMessage({'id': number, 'op': op, 'args': args}, [] if transfer is None else transfer)

        return Promise(send)

    def _on_message(self, event: object) -> None:
        message = event.data
        if message.event is not None:
            self._on_event(message)
            return
        waiting = self._waiting.get(message.id)
        if waiting is None:
            return
        self._waiting.delete(message.id)
        if message.error is not None:
            waiting[1](from_wire(message.error))
        else:
            waiting[0](message.ok)

    def _on_error(self, event: object) -> None:
        """The worker could not be loaded, or something in it was not caught."""
        where = f' ({event.filename}:{event.lineno})' if event.filename else ''
        text = event.message if event.message else 'The kernel worker could not be started'
        self._on_event({'event': 'fatal', 'message': text + where})

    def fail_all(self, error: object) -> None:
        for waiting in list(self._waiting.values()):
            waiting[1](error)
        self._waiting.clear()

    def close(self) -> None:
        self._closed = True
        self._worker.terminate()
        self.fail_all(ApiError('ETORNDOWN', 'The machine has been torn down'))

"""Requests with answers over a channel of messages (docs/rooms/protocol.md). Must not know what operations mean, nor who
is at the other end."""

from runtime_py.api.errors import ApiError, from_wire


class RequestLink:
    """Once there is a refusal, new requests fail with it at once."""

    def __init__(self):
        self._waiting = Map()
        self._count = 0
        self._refusal = None

    def request(self, op: str, args: list, transfer: list = None) -> object:
        """A promise of the operation's result."""
        if self._refusal is not None:
            return Promise.reject(ApiError(self._refusal.code, f'{op}: {self._refusal.message}'))
        return self._send(op, args, [] if transfer is None else transfer)

    def check(self) -> None:
        """For calls that return no promise: throws the error with which a request would fail."""
        if self._refusal is not None:
            raise ApiError(self._refusal.code, self._refusal.message)

    def post(self, message: object, transfer: list) -> None:
        raise NotImplementedError

    def _send(self, op: str, args: list, transfer: list) -> object:
        self._count += 1
        number = self._count

        def send(resolve: object, reject: object) -> None:
            self._waiting.set(number, [resolve, reject])
            self.post({'id': number, 'op': op, 'args': args}, transfer)

        return Promise(send)

    def _on_answer(self, message: object) -> None:
        waiting = self._waiting.get(message.id)
        if waiting is None:
            return
        self._waiting.delete(message.id)
        if message.error is not None:
            waiting[1](from_wire(message.error))
        else:
            waiting[0](message.ok)

    def _fail_waiting(self, error: object) -> None:
        waiting = list(self._waiting.values())
        self._waiting = Map()
        for pair in waiting:
            pair[1](error)

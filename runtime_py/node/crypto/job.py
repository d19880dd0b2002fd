"""A crypto job: work that Node does on its thread pool, or at once.

Created with its mode and arguments -> `run()`. Synchronous: returns [error, result]. Asynchronous: returns nothing, and
calls `ondone(error, result)` in a later turn. For WebCrypto: returns a promise, which is settled in a later turn. Must not know: any specific job."""

from __future__ import annotations

from typing import Any

from runtime_py.node.crypto.failures import without_parts
from runtime_py.node.realm.callbacks import call_back, complete_later, realm
from runtime_py.node.realm.host import AsyncWrap, hidden
from runtime_py.platform.host import host_crypto

MODE_ASYNC = 0
MODE_SYNC = 1
MODE_WEB = 2

# most bytes per call of the host's function
RANDOM_PIECE = 65536


def fill_random(octets: Uint8Array) -> None:
    for at in range(0, octets.length, RANDOM_PIECE):
        # the host refuses shared memory: use a private buffer
        piece = Uint8Array(min(RANDOM_PIECE, octets.length - at))
        host_crypto.getRandomValues(piece)
        octets.set(piece, at)


class Job(AsyncWrap):
    """Subclasses implement `work() -> result`, which may raise."""

    _mode: int
    ondone: Any
    work: Any

    def __init__(self, mode: int, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_mode', mode)

    def run(self) -> object:
        if self._mode == MODE_WEB:
            return Promise(
                lambda resolve, reject: complete_later(lambda: self._finish(self._settle, [resolve, reject]))
            )
        if self._mode == MODE_SYNC:
            return self._outcome()
        complete_later(lambda: self._finish(self.ondone, self._outcome()))
        return js_undefined

    def _finish(self, callback: object, args: list) -> None:
        call_back(self, callback, args)
        self.emit_destroy()

    def _outcome(self) -> list:
        try:
            return [js_undefined, self.work()]
        except Exception as error:
            # at once, OpenSSL's queue is still there when C++ makes the error; from the thread pool come only messages
            return [error if self._mode == MODE_SYNC else without_parts(error), js_undefined]

    def _settle(self, resolve: object, reject: object) -> None:
        outcome = self._outcome()
        if outcome[0] is None:
            resolve(outcome[1])
        else:
            reject(operation_error(outcome[0]))


def operation_error(cause: object) -> object:
    """WebCrypto's error for a failed job."""
    return js_new(
        realm().per_context.DOMException,
        'The operation failed for an operation-specific reason',
        {'name': 'OperationError', 'cause': cause},
    )

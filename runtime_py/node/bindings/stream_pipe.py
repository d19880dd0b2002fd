"""internalBinding('stream_pipe'): bytes from one native stream to another, without JavaScript in between.

States: made -> started -> unpiped (the source ended or failed, or a write did; then `onunpipe` is called in a later
turn). The sink requests more data (as HTTP/2's streams do); the source is paused during a write."""

from __future__ import annotations

from typing import Any

from runtime_py.node.realm.callbacks import call_back, complete_later
from runtime_py.node.realm.host import AsyncWrap, ReqWrap, hidden


class PipeWrite:
    """The request of a write; the sink calls `oncomplete`."""

    def __init__(self, oncomplete: object) -> None:
        self.oncomplete = oncomplete


class PipeShutdown(ReqWrap):
    """The end of the sink isn't awaited."""

    def __init__(self) -> None:
        super().__init__('')
        self.oncomplete = None


class StreamPipe(AsyncWrap):
    _pending_writes: Any
    onunpipe: Any

    def __init__(self, source: object, sink: object) -> None:
        super().__init__('STREAMPIPE')
        self.source = source
        self.sink = sink
        source.pipeTarget = sink
        sink.pipeSource = source
        hidden(self, '_is_reading', False)
        hidden(self, '_is_closed', True)
        hidden(self, '_is_eof', False)
        hidden(self, '_pending_writes', 0)
        source.push_listener(self)

    def start(self) -> None:
        self._is_closed = False
        self.sink.core.wants_write = lambda suggested: self._on_wanted()
        self._on_wanted()

    def isClosed(self) -> bool:
        return self._is_closed

    def pendingWrites(self) -> int:
        return self._pending_writes

    def unpipe(self) -> None:
        self._unpipe()

    def _on_wanted(self) -> None:
        if not self._is_reading and not self._is_closed:
            self._is_reading = True
            self.source.readStart()

    # the source's listener

    def read_size(self, usual: int) -> int:
        return usual

    def on_read(self, count: int, data: Uint8Array | None) -> None:
        if self._is_closed:
            return
        if count < 0:
            self._is_eof = True
            self.source.listener_below(self).on_read(count, None)
            # otherwise, when the writes are done
            if self._pending_writes == 0:
                self._finish()
            return
        self._pending_writes += 1
        self._is_reading = False
        self.source.readStop()
        failed = self.sink.write_bytes(
            PipeWrite(lambda status: self._after_write(status)), data.subarray(0, count), None
        )
        if failed != 0:
            self._after_write(failed)

    def _after_write(self, status: int) -> None:
        self._pending_writes -= 1
        if self._is_closed:
            return
        if self._is_eof:
            if self._pending_writes == 0:
                self._finish()
        elif status != 0:
            self._unpipe()

    def _finish(self) -> None:
        self.sink.shutdown(PipeShutdown())
        self._unpipe()

    def _unpipe(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._is_reading = False
        self.source.remove_listener(self)
        self.sink.core.wants_write = None
        self.source.readStop()
        complete_later(lambda: self._unpiped())

    def _unpiped(self) -> None:
        call_back(self, self.onunpipe, [])
        self.source.pipeTarget = None
        self.sink.pipeSource = None
        self.source = None
        self.sink = None


def create(realm: object, binding_data: object) -> object:
    return {'StreamPipe': StreamPipe}

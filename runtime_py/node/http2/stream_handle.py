"""Http2Stream with the interface for Node's library: a native stream with HTTP/2's methods."""

from __future__ import annotations

from typing import Any

from runtime_py.node.http2.frames import REQUEST
from runtime_py.node.http2.header_list import parse_fields
from runtime_py.node.http2.session_core import SessionCore
from runtime_py.node.http2.shared_state import show_stream
from runtime_py.node.http2.stream_core import StreamCore
from runtime_py.node.realm.host import hidden
from runtime_py.node.streams.stream_base import UV_EOF, StreamBase, begin_shutdown, begin_write
from runtime_py.platform.errno import EPIPE

EMPTY_PAYLOAD = 1
GET_TRAILERS = 2
# StreamBase's result for "done synchronously"
DONE = 1


class Http2Stream(StreamBase):
    core: Any
    _bytes_written: Any

    def __init__(self, session: SessionCore, stream_id: int, category: int, options: int) -> None:
        super().__init__('HTTP2STREAM')
        hidden(self, '_bytes_written', 0)
        hidden(self, 'core', StreamCore(session, self, stream_id, category))
        self.core.has_trailers = (options & GET_TRAILERS) != 0
        if (options & EMPTY_PAYLOAD) != 0:
            self.core.shutdown()

    @property
    def fd(self) -> int:
        return -1

    @property
    def bytesRead(self) -> int:
        return self.core.statistics.bytes_read

    @property
    def bytesWritten(self) -> int:
        return self._bytes_written

    def id(self) -> int:
        return self.core.id

    # the native stream

    def readStart(self) -> int:
        self.core.read_start()
        return 0

    def readStop(self) -> int:
        self.core.reading = False
        return 0

    def write_bytes(self, req: object, data: Uint8Array, handle: object) -> int:
        if not self.core.write(req, data):
            self.report_write(data.length, False)
            return UV_EOF
        self._bytes_written += data.length
        self.report_write(data.length, True)
        begin_write(self, req)
        return 0

    def shutdown(self, req: object) -> int:
        begin_shutdown(self, req)
        return DONE if self.core.shutdown() else -EPIPE

    # HTTP/2

    def respond(self, headers: list, options: int) -> int:
        core = self.core
        fields = parse_fields(headers)
        core.has_trailers = core.has_trailers or (options & GET_TRAILERS) != 0
        has_body = core.writable and (options & EMPTY_PAYLOAD) == 0
        return core.session.scope(
            lambda: core.session.connection.submit_headers(core.id, fields, has_body, not has_body)
        )

    def info(self, headers: list) -> int:
        core = self.core
        return core.session.scope(
            lambda: core.session.connection.submit_headers(core.id, parse_fields(headers), False, False)
        )

    def trailers(self, headers: list) -> int:
        """Empty trailers are sent as an empty DATA frame, since some browsers fail on them."""
        core = self.core
        fields = parse_fields(headers)
        if fields.length == 0:
            return core.session.scope(lambda: core.session.connection.submit_data(core.id))
        return core.session.scope(lambda: core.session.connection.submit_headers(core.id, fields, False, True))

    def pushPromise(self, headers: list, options: int) -> object:
        core = self.core
        promised = core.session.scope(
            lambda: core.session.connection.submit_push_promise(core.id, parse_fields(headers))
        )
        return promised if promised <= 0 else Http2Stream(core.session, promised, REQUEST, options)

    def rstStream(self, code: int) -> None:
        self.core.reset(code)

    def priority(self, parent: int, weight: int, exclusive: bool, silent: bool) -> None:
        core = self.core
        if not silent:
            core.session.scope(lambda: core.session.connection.submit_priority(core.id, parent, weight, exclusive))

    def refreshState(self) -> None:
        show_stream(self.core.session.connection.streams.get(self.core.id))

    def destroy(self) -> None:
        self.core.destroy()

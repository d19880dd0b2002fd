"""Http2Session with the interface for Node's library."""

from __future__ import annotations

from typing import Any

from runtime_py.node.http2.connection import Connection
from runtime_py.node.http2.frames import REQUEST
from runtime_py.node.http2.header_list import parse_fields
from runtime_py.node.http2.session_core import SessionCore
from runtime_py.node.http2.session_events import MAX_INVALID_FRAMES, MAX_REJECTED_STREAMS, SessionEvents
from runtime_py.node.http2.shared_state import (
    SETTINGS_COUNT,
    SessionOptions,
    read_custom_ids,
    read_settings,
    show_session,
    show_settings,
)
from runtime_py.node.http2.stream_handle import EMPTY_PAYLOAD, Http2Stream
from runtime_py.node.realm.callbacks import plain_bytes
from runtime_py.node.realm.host import AsyncWrap, hidden
from runtime_py.platform.bytes import alloc
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.numbers import u32

SESSION_SERVER = 0
FIELDS_BYTES = 12
LEAST_SERVER_PAIRS = 4


class Http2Session(AsyncWrap):
    core: Any
    _custom: Any
    _events: Any

    def __init__(self, kind: int) -> None:
        super().__init__('HTTP2SESSION')
        options = SessionOptions()
        is_server = kind == SESSION_SERVER
        options.max_pairs = max(options.max_pairs, LEAST_SERVER_PAIRS if is_server else 1)
        self.fields = Uint8Array(FIELDS_BYTES)
        words = Uint32Array(self.fields.buffer)
        words[MAX_INVALID_FRAMES] = 1000
        words[MAX_REJECTED_STREAMS] = 100
        core = SessionCore(self, is_server, options)
        events = SessionEvents(core, self.fields)
        events.custom_settings = [[setting, -1] for setting in read_custom_ids()]
        core.connection = Connection(events, is_server, options.connection)
        hidden(self, 'core', core)
        hidden(self, '_events', events)
        hidden(self, '_custom', [])

    def consume(self, io: object) -> None:
        self.core.consume(io)

    def receive(self, data: object) -> None:
        self.core.receive(plain_bytes(data).slice())

    def destroy(self, code: int, socket_closed: bool) -> None:
        # >>> 0: a missing code is NO_ERROR
        self.core.close(u32(code), socket_closed is True)

    def hasPendingData(self) -> bool:
        return self.core.has_pending_data()

    def setGracefulClose(self) -> None:
        self.core.graceful = True

    def updateChunksSent(self) -> int:
        self.chunksSentSinceLastWrite = self.core.writes
        return self.core.writes

    def refreshState(self) -> None:
        show_session(self.core.connection)

    def setNextStreamID(self, stream_id: int) -> bool:
        return self.core.connection.set_next_id(stream_id)

    def setLocalWindowSize(self, size: int) -> int:
        self.core.connection.set_window(size)
        return 0

    # frames

    def request(self, headers: list, options: int, parent: int, weight: int, exclusive: bool) -> object:
        """The new stream's handle, or an error number."""
        core = self.core
        fields = parse_fields(headers)

        def submit():
            stream_id = core.connection.submit_request(fields, (options & EMPTY_PAYLOAD) == 0)
            return stream_id if stream_id <= 0 else Http2Stream(core, stream_id, REQUEST, options)

        return core.scope(submit)

    def goaway(self, code: int, last_id: int, data: object) -> None:
        core = self.core
        if core.destroyed:
            return
        core.goaway_given = True
        payload = plain_bytes(data).slice() if ArrayBuffer.isView(data) else alloc(0)
        last = last_id if last_id > 0 else core.connection.last_processed_id
        core.scope(lambda: core.connection.submit_goaway(last, u32(code), payload))

    def altsvc(self, stream_id: int, origin: str, value: str) -> None:
        self.core.scope(lambda: self.core.connection.submit_altsvc(stream_id, origin, value))

    def origin(self, text: str, count: int) -> None:
        origins = text.split('\0').slice(0, count)
        self.core.scope(lambda: self.core.connection.submit_origin(origins))

    def ping(self, payload: object, callback: object) -> bool:
        core = self.core
        waiting = [callback, monotonic_ms()]
        if core.pings.length >= core.options.max_pings:
            core.finish(waiting, False, [])
            return False
        if ArrayBuffer.isView(payload):
            data = plain_bytes(payload).slice()
        else:
            data = Uint8Array(BigUint64Array([BigInt(round(waiting[1] * 1e6))]).buffer)  # uv_hrtime
        core.scope(lambda: core.connection.submit_ping(data))
        core.pings.append(waiting)
        return True

    # settings

    def settings(self, callback: object) -> bool:
        core = self.core
        waiting = [callback, monotonic_ms()]
        if core.settings.length >= core.options.max_settings:
            core.finish(waiting, False, [])
            return False
        entries = read_settings()
        self._remember_custom(entries)
        core.scope(lambda: core.connection.submit_settings(entries))
        core.settings.append(waiting)
        return True

    def _remember_custom(self, entries: list[list[int]]) -> None:
        for entry in entries:
            if entry[0] >= SETTINGS_COUNT + 2:
                known = [other for other in self._custom if other[0] == entry[0]]
                if known.length > 0:
                    known[0][1] = entry[1]
                else:
                    self._custom.append([entry[0], entry[1]])

    def localSettings(self) -> None:
        show_settings(self.core.connection.local, self._custom)

    def remoteSettings(self) -> None:
        show_settings(self.core.connection.remote, [entry for entry in self._events.custom_settings if entry[1] >= 0])

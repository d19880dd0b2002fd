"""An HTTP/2 connection without I/O: `feed` takes bytes from the peer, `pull` returns bytes to send, `submit_*` take the
program's requests.

The state is connection_state.py's; sending.py, receiving.py, header_blocks.py and control_frames.py are plain classes
over it. What the program asks for is here."""

from __future__ import annotations

from runtime_py.node.http2.connection_state import LARGEST_ID, TERMINATES, ConnectionState, Item, Options
from runtime_py.node.http2.control_frames import ControlFrames
from runtime_py.node.http2.errors import (
    ERR_DATA_EXIST,
    ERR_INVALID_ARGUMENT,
    ERR_PROTO,
    ERR_STREAM_CLOSED,
    ERR_STREAM_ID_NOT_AVAILABLE,
)
from runtime_py.node.http2.frame_parser import parse_payload
from runtime_py.node.http2.frames import (
    ALTSVC,
    CONTINUATION,
    FLAG_END_STREAM,
    GOAWAY,
    HEADERS,
    ORIGIN,
    PING,
    PRIORITY,
    PUSH_PROMISE,
    REQUEST,
    RST_STREAM,
    SETTINGS,
    TRAILERS,
    WINDOW_UPDATE,
    Frame,
)
from runtime_py.node.http2.handler import Handler
from runtime_py.node.http2.header_blocks import BlockReceiver
from runtime_py.node.http2.hpack import Field
from runtime_py.node.http2.receiving import Receiver
from runtime_py.node.http2.sending import Sender
from runtime_py.node.http2.stream_state import BY_USER
from runtime_py.platform.bytes import Bytes


class Connection(ConnectionState):
    def __init__(self, handler: Handler, is_server: bool, options: Options) -> None:
        super().__init__(handler, is_server, options)
        self.sender = Sender(self)
        self.control = ControlFrames(self)
        self.blocks = BlockReceiver(self, lambda stream: self.receiver.end_reading(stream))
        self.receiver = Receiver(self, self.blocks, lambda frame, payload: self._receive_frame(frame, payload))

    # bytes

    def feed(self, octets: Bytes) -> int:
        """0, or the error after which nothing more can be read."""
        return self.receiver.feed(octets)

    def feed_some(self, octets: Bytes, start: int) -> int:
        """Reads as far as the handler wants in one call; returns where it stopped, or an error."""
        return self.receiver.feed_some(octets, start)

    def has_step(self) -> bool:
        """Whether there is work to do without more bytes."""
        return self.receiver.has_step()

    def pull(self) -> list[Bytes]:
        """The next frame to send, in one or more parts; [] when nothing may be sent now."""
        return self.sender.pull()

    def consume_connection(self, length: int) -> None:
        """The program took this many bytes: the peer may send as many more."""
        self.receiver.consume_connection(length)

    def consume_stream(self, stream_id: int, length: int) -> None:
        self.receiver.consume_stream(stream_id, length)

    def _receive_frame(self, frame: Frame, payload: Bytes) -> int:
        kind = frame.kind
        if kind == ALTSVC or kind == ORIGIN:
            return self.control.receive_extension(frame, payload)
        if kind > CONTINUATION:
            return 0
        parse_payload(frame, payload)
        if kind == HEADERS or kind == PUSH_PROMISE:
            return self.blocks.receive_block(frame)
        if kind == CONTINUATION:
            return self.blocks.receive_continuation(frame, payload)
        if kind == SETTINGS:
            return self.control.receive_settings(frame)
        if kind == PING:
            return self.control.receive_ping(frame)
        if kind == WINDOW_UPDATE:
            return self.control.receive_window_update(frame)
        if kind == GOAWAY:
            return self.control.receive_goaway(frame)
        return self.control.receive_reset(frame) if kind == RST_STREAM else self.control.receive_priority(frame)

    # requests of the program: return 0 or a stream's id, or one of ERR_*

    def submit_settings(self, entries: list[list[int]]) -> int:
        frame = Frame(SETTINGS, 0, 0)
        frame.settings = entries
        self.inflight.append(entries)
        self.control.expect(entries)
        self.queue(Item(frame))
        return 0

    def submit_request(self, fields: list[Field], has_body: bool) -> int:
        if self.is_server:
            return ERR_PROTO
        if self.next_id > LARGEST_ID:
            return ERR_STREAM_ID_NOT_AVAILABLE
        frame = Frame(HEADERS, 0 if has_body else FLAG_END_STREAM, self.next_id)
        frame.category = REQUEST
        frame.fields = fields
        self.next_id += 2
        item = Item(frame)
        item.has_body = has_body
        self.requests.append(item)
        return frame.stream_id

    def submit_headers(self, stream_id: int, fields: list[Field], has_body: bool, ends: bool) -> int:
        """A response, informational fields (neither body nor end) or trailers."""
        frame = Frame(HEADERS, FLAG_END_STREAM if ends else 0, stream_id)
        frame.category = TRAILERS
        frame.fields = fields
        item = Item(frame)
        item.has_body = has_body
        self.queue(item)
        return 0

    def submit_push_promise(self, stream_id: int, fields: list[Field]) -> int:
        if not self.is_server:
            return ERR_PROTO
        if self.is_mine(stream_id) or self.streams.get(stream_id) is None:
            return ERR_INVALID_ARGUMENT if self.is_mine(stream_id) else ERR_STREAM_CLOSED
        if self.next_id > LARGEST_ID:
            return ERR_STREAM_ID_NOT_AVAILABLE
        frame = Frame(PUSH_PROMISE, 0, stream_id)
        frame.promised_id = self.next_id
        frame.fields = fields
        self.next_id += 2
        self.queue(Item(frame))
        return frame.promised_id

    def submit_data(self, stream_id: int) -> int:
        """Makes the handler send data again, on a stream whose data had run out."""
        stream = self.streams.get(stream_id)
        if stream is None:
            return ERR_STREAM_CLOSED
        if stream.has_data:
            return ERR_DATA_EXIST
        self.sender.begin_data(stream)
        return 0

    def resume_data(self, stream_id: int) -> None:
        stream = self.streams.get(stream_id)
        if stream is not None:
            stream.deferred = stream.deferred & ~BY_USER
            self.make_ready(stream)

    def submit_ping(self, data: Bytes) -> None:
        frame = Frame(PING, 0, 0)
        frame.data = data
        self.queue(Item(frame))

    def submit_goaway(self, last_id: int, code: int, data: Bytes) -> int:
        return 0 if (self.goaway & TERMINATES) != 0 else self.queue_goaway(last_id, code, data, False)

    def submit_altsvc(self, stream_id: int, origin: str, value: str) -> None:
        frame = Frame(ALTSVC, 0, stream_id)
        frame.origins = [origin]
        frame.value = value
        self.queue(Item(frame))

    def submit_origin(self, origins: list[str]) -> None:
        frame = Frame(ORIGIN, 0, 0)
        frame.origins = origins
        self.queue(Item(frame))

    def submit_priority(self, stream_id: int, parent: int, weight: int, exclusive: bool) -> None:
        frame = Frame(PRIORITY, 0, stream_id)
        frame.parent = parent
        frame.weight = weight
        frame.exclusive = exclusive
        self.queue(Item(frame))

    def set_window(self, size: int) -> None:
        """Sets how much the peer may send on the whole connection."""
        self.queue_window_update(0, self.window.resize(size))

    def set_next_id(self, stream_id: int) -> bool:
        if stream_id <= 0 or stream_id < self.next_id or (stream_id % 2 == 0) != self.is_server:
            return False
        self.next_id = stream_id
        return True

    def queued(self) -> int:
        return len(self.urgent) + len(self.regular) + len(self.requests)

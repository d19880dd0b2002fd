"""The state of an HTTP/2 connection, and operations that both directions use: streams, settings, queues, ends.

Behaviour and order are nghttp2's (lib/nghttp2_session.c), on which Node's tests depend. Sans-I/O: octets in
(receiving.py), octets out (sending.py)."""

from __future__ import annotations

from runtime_py.node.http2.errors import ERR_INVALID_ARGUMENT, NO_ERROR, REFUSED_STREAM, wire_code
from runtime_py.node.http2.flow_control import DEFAULT_WINDOW, LARGEST_WINDOW, ReceiveWindow
from runtime_py.node.http2.frames import FLAG_ACK, GOAWAY, HEADERS, PING, RST_STREAM, SETTINGS, WINDOW_UPDATE, Frame
from runtime_py.node.http2.handler import Handler
from runtime_py.node.http2.hpack import DEFAULT_TABLE_SIZE, Decoder, Encoder
from runtime_py.node.http2.http_rules import Rules
from runtime_py.node.http2.stream_state import BY_WINDOW, CLOSING, RESERVED, SHUT_READ, SHUT_WRITE, StreamState
from runtime_py.platform.bytes import encode
from runtime_py.platform.maps import Map

LARGEST_U32 = 4294967295
LARGEST_ID = 2147483647

# progress of GOAWAY
TERMINATES = 1  # our last GOAWAY is queued, as the last frame
TERMINATED = 2  # our last GOAWAY was sent
SENT = 4
RECEIVED = 8


class Options:
    """nghttp2_option: options that a program may choose before the connection begins."""

    def __init__(self) -> None:
        self.largest_encoder_table = DEFAULT_TABLE_SIZE
        self.peer_max_streams = 100
        self.max_reserved_streams = 200
        self.max_header_block = 65536  # padding of outgoing frames
        self.max_settings = 32
        self.max_continuations = 8
        self.trimmed_values = True  # RFC 9113: no blanks around field values
        self.reset_burst = 1000
        self.reset_rate = 33  # per second


class Settings:
    def __init__(self) -> None:
        self.header_table_size = DEFAULT_TABLE_SIZE
        self.enable_push = 1
        self.max_concurrent_streams = LARGEST_U32
        self.initial_window_size = DEFAULT_WINDOW
        self.max_frame_size = 16384
        self.max_header_list_size = LARGEST_U32
        self.enable_connect_protocol = 0


class Item:
    """An outgoing frame."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.has_body = False  # HEADERS: data follows
        self.cancel_code = -1  # a request that was reset before it was sent
        self.terminates = False  # GOAWAY


class ConnectionState:
    def __init__(self, handler: Handler, is_server: bool, options: Options) -> None:
        self.handler = handler
        self.is_server = is_server
        self.options = options
        self.encoder = Encoder(options.largest_encoder_table)
        self.decoder = Decoder()
        self.streams: Map[int, StreamState] = Map()
        self.local = Settings()
        self.remote = Settings()
        self.remote.max_concurrent_streams = options.peer_max_streams
        self.rules = Rules(is_server, False, options.trimmed_values)
        self.inflight: list[list[list[int]]] = []  # SETTINGS that the peer hasn't acknowledged yet
        self.pending_max_streams = LARGEST_U32  # the smallest value in any of them
        self.next_id = 2 if is_server else 1
        self.last_sent_id = 0
        self.last_received_id = 0
        self.last_processed_id = 0
        self.local_last_id = LARGEST_ID  # last stream id in GOAWAY
        self.remote_last_id = LARGEST_ID
        self.outgoing = 0  # number of open streams, by the side that opened them
        self.incoming = 0
        self.reserved = 0
        self.send_window = DEFAULT_WINDOW
        self.window = ReceiveWindow(DEFAULT_WINDOW)
        self.goaway = 0
        self.urgent: list[Item] = []
        self.regular: list[Item] = []
        self.requests: list[Item] = []  # requests that wait for the peer's limit on streams
        self.ready: list[int] = []  # streams with data to send
        self.unsent_acks = 0
        self.ignores_all = False  # ignore all further input

    # streams

    def is_mine(self, stream_id: int) -> bool:
        return stream_id > 0 and (stream_id % 2 == 0) == self.is_server

    def is_new_from_peer(self, stream_id: int) -> bool:
        return stream_id != 0 and not self.is_mine(stream_id) and stream_id > self.last_received_id

    def is_idle(self, stream_id: int) -> bool:
        if self.is_mine(stream_id):
            return stream_id > self.last_sent_id
        return stream_id > self.last_received_id

    def open_stream(self, stream_id: int, state: int) -> StreamState:
        stream = StreamState(stream_id, state, self.remote.initial_window_size, self.local.initial_window_size)
        self.streams.set(stream_id, stream)
        if state == RESERVED:
            stream.pushed = True
            if self.is_mine(stream_id):
                stream.shut = SHUT_READ
            else:
                stream.shut = SHUT_WRITE
                self.reserved += 1
        elif self.is_mine(stream_id):
            self.outgoing += 1
        else:
            self.incoming += 1
        return stream

    def close_stream(self, stream_id: int, code: int) -> int:
        stream = self.streams.get(stream_id)
        if stream is None:
            return ERR_INVALID_ARGUMENT
        self.unready(stream)
        self.handler.on_stream_close(stream_id, code)
        # the handler may have closed it itself
        if self.streams.get(stream_id) is not stream:
            return 0
        self.streams.delete(stream_id)
        if stream.pushed:
            if not self.is_mine(stream_id):
                self.reserved -= 1
        elif self.is_mine(stream_id):
            self.outgoing -= 1
        else:
            self.incoming -= 1
        return 0

    def shut(self, stream: StreamState, side: int) -> None:
        """Ends one direction; the stream closes with the second."""
        stream.shut = stream.shut | side
        if stream.shut == SHUT_READ | SHUT_WRITE:
            self.close_stream(stream.id, NO_ERROR)

    def close_after_goaway(self, last_id: int, incoming: bool) -> None:
        """Closes the streams that the sender of a GOAWAY will not process."""
        for stream_id in list(self.streams.keys()):
            if stream_id > last_id and self.is_mine(stream_id) != incoming:
                self.close_stream(stream_id, REFUSED_STREAM)

    # queues

    def has_outgoing_room(self) -> bool:
        return self.outgoing < self.remote.max_concurrent_streams

    def make_ready(self, stream: StreamState) -> None:
        if stream.has_data and stream.deferred == 0 and stream.id not in self.ready:
            self.ready.append(stream.id)

    def unready(self, stream: StreamState) -> None:
        if stream.id in self.ready:
            self.ready.remove(stream.id)

    def queue(self, item: Item) -> None:
        frame = item.frame
        stream = self.streams.get(frame.stream_id)
        if frame.kind == SETTINGS or frame.kind == PING:
            self.urgent.append(item)
            return
        if frame.kind == RST_STREAM and stream is not None:
            stream.state = CLOSING
        elif frame.kind == WINDOW_UPDATE:
            if frame.stream_id == 0:
                self.window.update_queued = True
            elif stream is not None:
                stream.window.update_queued = True
        elif frame.kind == HEADERS and stream is not None and stream.state == RESERVED:
            self.requests.append(item)
            return
        self.regular.append(item)

    def queue_ack(self, frame: Frame) -> None:
        frame.flags = FLAG_ACK
        self.unsent_acks += 1
        self.queue(Item(frame))

    def queue_window_update(self, stream_id: int, increment: int) -> None:
        if increment > 0:
            frame = Frame(WINDOW_UPDATE, 0, stream_id)
            frame.increment = increment
            self.queue(Item(frame))

    def queue_goaway(self, last_id: int, code: int, data: object, terminates: bool) -> int:
        if self.is_mine(last_id):
            return ERR_INVALID_ARGUMENT
        frame = Frame(GOAWAY, 0, 0)
        frame.last_stream_id = min(last_id, self.local_last_id)
        frame.error_code = code
        frame.data = data
        item = Item(frame)
        item.terminates = terminates
        self.queue(item)
        return 0

    def reset_stream(self, stream_id: int, code: int) -> int:
        """Queues RST_STREAM; the stream closes when it is sent."""
        stream = self.streams.get(stream_id)
        if stream is not None and stream.state == CLOSING:
            return 0
        never_used = stream_id >= self.next_id if self.is_mine(stream_id) else stream_id > self.last_received_id
        if never_used:
            return 0
        for item in self.requests:
            if item.frame.stream_id == stream_id and stream is None:
                if item.cancel_code < 0:
                    item.cancel_code = code
                return 0
        frame = Frame(RST_STREAM, 0, stream_id)
        frame.error_code = code
        self.queue(Item(frame))
        return 0

    # ends

    def terminate(self, code: int, reason: str) -> None:
        """Queues the last GOAWAY; further input is ignored."""
        if (self.goaway & TERMINATES) != 0:
            return
        self.ignores_all = True
        self.goaway = self.goaway | TERMINATES
        self.queue_goaway(self.last_processed_id, code, encode(reason), True)

    def refuse_connection(self, frame: Frame, error: int, reason: str) -> int:
        """The peer broke a rule of the connection."""
        verdict = self.handler.on_invalid_frame(frame, error)
        if verdict != 0:
            return verdict
        self.terminate(wire_code(error), reason)
        return 0

    def refuse_stream(self, frame: Frame, error: int) -> int:
        """The peer broke a rule of one stream."""
        self.reset_stream(frame.target(), wire_code(error))
        return self.handler.on_invalid_frame(frame, error)

    def wants_read(self) -> bool:
        if (self.goaway & TERMINATED) != 0:
            return False
        return self.streams.size > 0 or (self.goaway & (SENT | RECEIVED)) == 0

    def wants_write(self) -> bool:
        if (self.goaway & TERMINATED) != 0:
            return False
        if len(self.urgent) > 0 or len(self.regular) > 0:
            return True
        return (len(self.ready) > 0 and self.send_window > 0) or (len(self.requests) > 0 and self.has_outgoing_room())

    def is_closing(self) -> bool:
        return (self.goaway & TERMINATES) != 0 or (not self.wants_read() and not self.wants_write())

    # settings

    def grow_send_windows(self, delta: int) -> bool:
        """The peer's initial window changed by this amount; False when a window gets too large."""
        for stream in self.streams.values():
            if stream.send_window + delta > LARGEST_WINDOW:
                return False
            stream.send_window += delta
            if stream.send_window > 0:
                stream.deferred = stream.deferred & ~BY_WINDOW
                self.make_ready(stream)
        return True

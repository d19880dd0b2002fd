"""The arrays that Node's library and the binding share: settings, options, the state of sessions and streams. The
indices are those of internal/http2/util.js."""

from __future__ import annotations

from runtime_py.node.http2.connection import Connection
from runtime_py.node.http2.connection_state import Options, Settings
from runtime_py.node.http2.frames import (
    SETTING_ENABLE_CONNECT_PROTOCOL,
    SETTING_ENABLE_PUSH,
    SETTING_HEADER_TABLE_SIZE,
    SETTING_INITIAL_WINDOW_SIZE,
    SETTING_MAX_CONCURRENT_STREAMS,
    SETTING_MAX_FRAME_SIZE,
    SETTING_MAX_HEADER_LIST_SIZE,
)
from runtime_py.node.http2.stream_state import SHOWN_IDLE, SHUT_READ, SHUT_WRITE, StreamState

MOST_CUSTOM_SETTINGS = 10
SETTINGS_COUNT = 7  # the index after the known settings: a bit mask of those that are set
CUSTOM_COUNT = 8  # number of [id, value] pairs that follow

# ids of settings in the array's order
SETTING_IDS = [
    SETTING_HEADER_TABLE_SIZE,
    SETTING_ENABLE_PUSH,
    SETTING_INITIAL_WINDOW_SIZE,
    SETTING_MAX_FRAME_SIZE,
    SETTING_MAX_CONCURRENT_STREAMS,
    SETTING_MAX_HEADER_LIST_SIZE,
    SETTING_ENABLE_CONNECT_PROTOCOL,
]
# Node's, not the protocol's
DEFAULTS = [4096, 1, 65535, 16384, 4294967295, 65535, 0]

session_state = Float64Array(9)
stream_state = Float64Array(6)
settings_buffer = Uint32Array(CUSTOM_COUNT + 1 + 2 * MOST_CUSTOM_SETTINGS)
options_buffer = Uint32Array(14)
stream_stats = Float64Array(6)
session_stats = Float64Array(9)

_OPTION_FLAGS = 13

PADDING_NONE = 0
PADDING_ALIGNED = 1
PADDING_MAX = 2


class SessionOptions:
    """The library's options for the next session, from the options array."""

    def __init__(self) -> None:
        flags = options_buffer[_OPTION_FLAGS]
        self.connection = Options()
        self.connection.largest_encoder_table = chosen(flags, 0, self.connection.largest_encoder_table)
        self.connection.max_reserved_streams = chosen(flags, 1, self.connection.max_reserved_streams)
        self.connection.max_header_block = chosen(flags, 2, self.connection.max_header_block)
        self.connection.peer_max_streams = chosen(flags, 3, self.connection.peer_max_streams)
        self.padding = chosen(flags, 4, PADDING_NONE)
        self.max_pairs = chosen(flags, 5, 128)
        self.max_pings = chosen(flags, 6, 10)
        self.max_settings = chosen(flags, 7, 10)
        self.max_memory = chosen(flags, 8, 10) * 1000000
        self.connection.max_settings = chosen(flags, 9, self.connection.max_settings)
        if (flags & (1 << 10)) != 0 and (flags & (1 << 11)) != 0:
            self.connection.reset_rate = options_buffer[10]
            self.connection.reset_burst = options_buffer[11]
        self.connection.trimmed_values = chosen(flags, 12, 0) == 0


def chosen(flags: int, index: int, usual: int) -> int:
    return options_buffer[index] if (flags & (1 << index)) != 0 else usual


def read_settings() -> list[list[int]]:
    """[id, value] of the settings that the library has set, by id; then the program's own."""
    flags = settings_buffer[SETTINGS_COUNT]
    entries: list[list[int]] = []
    for k in range(SETTINGS_COUNT):
        if (flags & (1 << k)) != 0:
            entries.append([SETTING_IDS[k], settings_buffer[k]])
    entries.sort(key=lambda entry: entry[0])
    for k in range(settings_buffer[CUSTOM_COUNT]):
        at = CUSTOM_COUNT + 1 + 2 * k
        entries.append([settings_buffer[at], settings_buffer[at + 1]])
    return entries


def read_custom_ids() -> list[int]:
    """The peer's custom settings that the program wants to see."""
    return [settings_buffer[CUSTOM_COUNT + 1 + 2 * k] & 0xFFFF for k in range(settings_buffer[CUSTOM_COUNT])]


def show_settings(settings: Settings, custom: list[list[int]]) -> None:
    values = [
        settings.header_table_size,
        settings.enable_push,
        settings.initial_window_size,
        settings.max_frame_size,
        settings.max_concurrent_streams,
        settings.max_header_list_size,
        settings.enable_connect_protocol,
    ]
    for k in range(SETTINGS_COUNT):
        settings_buffer[k] = values[k]
    settings_buffer[CUSTOM_COUNT] = min(custom.length, MOST_CUSTOM_SETTINGS)
    for k in range(settings_buffer[CUSTOM_COUNT]):
        settings_buffer[CUSTOM_COUNT + 1 + 2 * k] = custom[k][0]
        settings_buffer[CUSTOM_COUNT + 2 + 2 * k] = custom[k][1]


def show_defaults() -> None:
    for k in range(SETTINGS_COUNT):
        settings_buffer[k] = DEFAULTS[k]
    settings_buffer[SETTINGS_COUNT] = (1 << SETTINGS_COUNT) - 1
    settings_buffer[CUSTOM_COUNT] = 0


def show_session(connection: Connection) -> None:
    session_state[0] = connection.window.size
    session_state[1] = max(0, connection.window.received)
    session_state[2] = connection.next_id
    session_state[3] = connection.window.size - connection.window.received
    session_state[4] = connection.last_processed_id
    session_state[5] = connection.send_window
    session_state[6] = connection.queued()
    session_state[7] = connection.encoder.table.size
    session_state[8] = connection.decoder.table.size


def show_stream(stream: StreamState | None) -> None:
    stream_state.fill(0)
    if stream is None:
        stream_state[0] = SHOWN_IDLE
        return
    stream_state[0] = stream.shown()
    stream_state[1] = 16
    stream_state[3] = 1 if stream.is_shut(SHUT_WRITE) else 0
    stream_state[4] = 1 if stream.is_shut(SHUT_READ) else 0
    stream_state[5] = stream.window.size - stream.window.received

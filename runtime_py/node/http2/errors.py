"""HTTP/2's error codes, and nghttp2's own with their messages, which Node shows.

ERR_* below -900 are fatal: nothing more can be read. Others concern a frame, a stream or (by a GOAWAY) the
connection."""

from __future__ import annotations

from runtime_py.platform.maps import Map

# codes on the wire (RFC 9113, 7)
NO_ERROR = 0
PROTOCOL_ERROR = 1
INTERNAL_ERROR = 2
FLOW_CONTROL_ERROR = 3
STREAM_CLOSED = 5
FRAME_SIZE_ERROR = 6
REFUSED_STREAM = 7
CANCEL = 8
COMPRESSION_ERROR = 9
ENHANCE_YOUR_CALM = 11

ERR_INVALID_ARGUMENT = -501
ERR_PROTO = -505
ERR_DEFERRED = -508
ERR_STREAM_ID_NOT_AVAILABLE = -509
ERR_STREAM_CLOSED = -510
ERR_STREAM_CLOSING = -511
ERR_STREAM_SHUT_WR = -512
ERR_INVALID_STREAM_STATE = -514
ERR_START_STREAM_NOT_ALLOWED = -516
ERR_HEADER_COMP = -523
ERR_TEMPORAL_CALLBACK_FAILURE = -521
ERR_FRAME_SIZE_ERROR = -522
ERR_FLOW_CONTROL = -524
ERR_PUSH_DISABLED = -528
ERR_DATA_EXIST = -529
ERR_SESSION_CLOSING = -530
ERR_HTTP_HEADER = -531
ERR_HTTP_MESSAGING = -532
ERR_REFUSED_STREAM = -533
ERR_CANCEL = -535
ERR_SETTINGS_EXPECTED = -536
ERR_TOO_MANY_SETTINGS = -537
ERR_CALLBACK_FAILURE = -902
ERR_BAD_CLIENT_MAGIC = -903
ERR_FLOODED = -904
ERR_TOO_MANY_CONTINUATIONS = -905

_texts: Map[int, str] = Map()


def _enter(first: int, texts: list[str]) -> None:
    """Messages of `first` and the following lower numbers."""
    for k in range(len(texts)):
        if texts[k] != '':
            _texts.set(first - k, texts[k])


_enter(0, ['Success'])
_enter(
    -501,
    [
        'Invalid argument',
        'Out of buffer space',
        'Unsupported SPDY version',
        'Operation would block',
        'Protocol error',
        'Invalid frame octets',
        'EOF',
        'Data transfer deferred',
        'No more Stream ID available',
        'Stream was already closed or invalid',
        'Stream is closing',
        'The transmission is not allowed for this stream',
        'Stream ID is invalid',
        'Invalid stream state',
        'Another DATA frame has already been deferred',
        'request HEADERS is not allowed',
        'GOAWAY has already been sent',
        'Invalid header block',
        'Invalid state',
        '',
        'The user callback function failed due to the temporal error',
        'The length of the frame is invalid',
        'Header compression/decompression error',
        'Flow control error',
        'Insufficient buffer size given to function',
        'Callback was paused by the application',
        'Too many inflight SETTINGS',
        'Server push is disabled by peer',
        'DATA or HEADERS frame has already been submitted for the stream',
        'The current session is closing',
        'Invalid HTTP header field was received',
        'Violation in HTTP messaging rule',
        'Stream was refused',
        'Internal error',
        'Cancel',
        'When a local endpoint expects to receive SETTINGS frame, it receives an other type of frame',
        'SETTINGS frame contained more than the maximum allowed entries',
    ],
)
_enter(
    -901,
    [
        'Out of memory',
        'The user callback function failed',
        'Received bad client magic byte string',
        'Flooding was detected in this HTTP/2 session, and it must be closed',
        'Too many CONTINUATION frames following a HEADER frame',
    ],
)


def text_of(code: int) -> str:
    found = _texts.get(code)
    return 'Unknown error code' if found is None else found


def wire_code(error: int) -> int:
    """The code sent to the peer for one of nghttp2's errors."""
    if error == ERR_STREAM_CLOSED:
        return STREAM_CLOSED
    if error == ERR_HEADER_COMP:
        return COMPRESSION_ERROR
    if error == ERR_FRAME_SIZE_ERROR:
        return FRAME_SIZE_ERROR
    if error == ERR_FLOW_CONTROL:
        return FLOW_CONTROL_ERROR
    if error == ERR_REFUSED_STREAM:
        return REFUSED_STREAM
    return PROTOCOL_ERROR if error in (ERR_PROTO, ERR_HTTP_HEADER, ERR_HTTP_MESSAGING) else INTERNAL_ERROR


def is_fatal(error: int) -> bool:
    return error < -900

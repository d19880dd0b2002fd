"""internalBinding('http2'): HTTP/2 sessions over any native stream. Implemented in node/http2/."""

from __future__ import annotations

from runtime_py.node.http2.callbacks import set_functions
from runtime_py.node.http2.errors import text_of
from runtime_py.node.http2.frames import settings_octets
from runtime_py.node.http2.session_handle import Http2Session
from runtime_py.node.http2.shared_state import (
    options_buffer,
    read_settings,
    session_state,
    session_stats,
    settings_buffer,
    show_defaults,
    stream_state,
    stream_stats,
)
from runtime_py.node.http2.stream_handle import Http2Stream
from runtime_py.node.realm.callbacks import make_buffer


def create(realm: object, binding_data: object) -> object:
    return {
        'Http2Session': Http2Session,
        'Http2Stream': Http2Stream,
        'nghttp2ErrorString': text_of,
        'refreshDefaultSettings': show_defaults,
        'packSettings': lambda: make_buffer(settings_octets(read_settings())),
        'setCallbackFunctions': set_functions,
        'sessionState': session_state,
        'streamState': stream_state,
        'settingsBuffer': settings_buffer,
        'optionsBuffer': options_buffer,
        'streamStats': stream_stats,
        'sessionStats': session_stats,
    }

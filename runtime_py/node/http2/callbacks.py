"""The library's functions that a session calls: set once by internal/http2/core.js, in this order."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import call_back

ERROR = 0
PRIORITY = 1
SETTINGS = 2
PING = 3
HEADERS = 4
FRAME_ERROR = 5
GOAWAY_DATA = 6
ALTSVC = 7
ORIGIN = 8
STREAM_TRAILERS = 9
STREAM_CLOSE = 10

_functions: list = []


def set_functions(*functions: object) -> None:
    _functions.length = 0
    for given in functions:
        _functions.append(given)


def tell(receiver: object, which: int, args: list) -> object:
    return call_back(receiver, _functions[which], args)

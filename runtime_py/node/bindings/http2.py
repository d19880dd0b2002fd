"""internalBinding('http2'): its constants let the module load; a session is refused by name."""
from __future__ import annotations

from runtime_py.node.wiring import unsupported


class Http2Session:
    def __init__(self) -> None:
        raise unsupported('http2')


class Http2Stream:
    def __init__(self) -> None:
        raise unsupported('http2')


def refuse() -> None:
    raise unsupported('http2')


def create(realm: object, seed: object) -> object:
    return {
        'Http2Session': Http2Session, 'Http2Stream': Http2Stream, 'nghttp2ErrorString': lambda code: 'http2 error ' + str(code),
        'refreshDefaultSettings': refuse, 'packSettings': refuse, 'setCallbackFunctions': lambda: js_undefined,
    }

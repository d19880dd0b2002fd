"""internalBinding('stream_pipe'): a native pipe between two streams. Only HTTP/2 uses it, which isn't there yet."""
from __future__ import annotations

from runtime_py.node.wiring import unsupported


class StreamPipe:
    def __init__(self) -> None:
        raise unsupported('StreamPipe')


def create(realm: object, seed: object) -> object:
    return {'StreamPipe': StreamPipe}

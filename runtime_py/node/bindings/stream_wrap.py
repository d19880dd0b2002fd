"""internalBinding('stream_wrap'): the requests of streams, and the state with the last call's result."""

from __future__ import annotations

from runtime_py.node.realm.host import ReqWrap
from runtime_py.node.streams.descriptor_stream import LibuvStream
from runtime_py.node.streams.stream_base import publish_stream_state


class WriteWrap(ReqWrap):
    """Becomes an async operation only when the write has to wait (begin_write), not when it completes at once."""

    def __init__(self) -> None:
        super().__init__('')


class ShutdownWrap(ReqWrap):
    """Becomes an async operation with the call (begin_shutdown), triggered by the stream."""

    def __init__(self) -> None:
        super().__init__('')


def create(realm: object, binding_data: object) -> object:
    binding = {'WriteWrap': WriteWrap, 'ShutdownWrap': ShutdownWrap, 'LibuvStreamWrap': LibuvStream}
    publish_stream_state(binding)
    return binding

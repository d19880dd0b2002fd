"""internalBinding('stream_wrap'): the requests of streams and the state that tells how the last call went."""
from __future__ import annotations

from runtime_py.node.realm.host import ReqWrap
from runtime_py.node.streams.descriptor_stream import LibuvStream
from runtime_py.node.streams.stream_base import publish_stream_state


class WriteWrap(ReqWrap):
    """Begins when the write has to wait (begin_write): one that is done at once is no asynchronous operation."""

    def __init__(self) -> None:
        super().__init__('')


class ShutdownWrap(ReqWrap):
    """Begins with the call (begin_shutdown): it is the stream that triggers it."""

    def __init__(self) -> None:
        super().__init__('')


def create(realm: object, binding_data: object) -> object:
    binding = {'WriteWrap': WriteWrap, 'ShutdownWrap': ShutdownWrap, 'LibuvStreamWrap': LibuvStream}
    publish_stream_state(binding)
    return binding

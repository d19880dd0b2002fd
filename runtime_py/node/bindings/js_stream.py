"""internalBinding('js_stream'): a native stream whose bytes come from and go to JavaScript (`net` over any Duplex)."""

from __future__ import annotations

from typing import Any

from runtime_py.node.realm.callbacks import call_back, make_buffer, plain_bytes
from runtime_py.node.streams.stream_base import UV_EOF, StreamBase, begin_shutdown, begin_write
from runtime_py.platform.errno import EPROTO


class JSStream(StreamBase):
    onreadstart: Any
    onreadstop: Any
    onshutdown: Any
    onwrite: Any

    def __init__(self) -> None:
        super().__init__('JSSTREAM')

    def readStart(self) -> int:
        return self._ask(call_back(self, self.onreadstart, []))

    def readStop(self) -> int:
        return self._ask(call_back(self, self.onreadstop, []))

    def shutdown(self, req: object) -> int:
        begin_shutdown(self, req)
        return self._ask(call_back(self, self.onshutdown, [req]))

    def write_bytes(self, req: object, data: Uint8Array, handle: object) -> int:
        return self.write_parts(req, [data])

    def write_parts(self, req: object, parts: list[Uint8Array]) -> int:
        total = 0
        for part in parts:
            total += part.length
        begin_write(self, req)
        status = self._ask(call_back(self, self.onwrite, [req, [make_buffer(part) for part in parts]]))
        # afterwards, since the program may have written to other streams, which set the same result
        self.report_write(total, True)
        return status

    def _ask(self, answer: object) -> int:
        return answer if js_typeof(answer) == 'number' else -EPROTO

    def finishWrite(self, req: object, status: int) -> None:
        self.finish_request(req, status)

    def finishShutdown(self, req: object, status: int) -> None:
        self.finish_request(req, status)

    def readBuffer(self, data: object) -> None:
        octets = plain_bytes(data)
        at = 0
        while at < octets.length:
            count = self.listener.read_size(octets.length - at)
            self.listener.on_read(count, octets.subarray(at, at + count))
            at += count

    def emitEOF(self) -> None:
        self.listener.on_read(UV_EOF, None)


def create(realm: object, binding_data: object) -> object:
    return {'JSStream': JSStream}

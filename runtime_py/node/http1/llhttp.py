"""llhttp, Node's own HTTP/1 parser, as WebAssembly: bytes in, events out.

Knows: the compiled parser's exports, its memory, its error codes. Must not know: Node's parser object, streams,
callback scopes.

A `Machine` lives from construction to `close`. `execute` may be re-entered from an event (with another machine's
input), so the input is copied into a separate block of the parser's memory each time. An event handler returns 0 to
continue; `on_headers_complete` also 1 (no body) or 2 (no body and an upgrade); anything else stops with HPE_USER."""

from __future__ import annotations

from npm_modules.llhttp_wasm import default as wasm_base64

from runtime_py.node.http1.chunk_lines import ChunkLines
from runtime_py.node.realm.encodings import from_latin1
from runtime_py.platform.bytes import encode_latin1, from_base64

REQUEST = 1
RESPONSE = 2

HPE_OK = 0
HPE_PAUSED = 21
HPE_PAUSED_UPGRADE = 22
HPE_USER = 24

# space for a shared input block, reserved by the parser's compiled code
BLOCK = 65536
DECODED_AT_ONCE = 256

LENIENT_SETTERS: list[list] = [
    [1, 'headers'],
    [2, 'chunked_length'],
    [4, 'keep_alive'],
    [8, 'transfer_encoding'],
    [16, 'version'],
    [32, 'data_after_close'],
    [64, 'optional_lf_after_cr'],
    [128, 'optional_crlf_after_chunk'],
    [256, 'optional_cr_before_lf'],
    [512, 'spaces_after_chunk_size'],
]


class Engine:
    """The only instance of the compiled parser in this worker, and the machines in its memory."""

    def __init__(self) -> None:
        self.machines = js_new(Map)
        self.raw = None
        self._view = None
        self._block = 0
        self._block_busy = False
        self._decoded = ''  # the text of the memory from `_decoded_at` on
        self._decoded_at = 0

    def start(self) -> None:
        # decoded only here: that takes milliseconds, and most programs parse no HTTP
        module = js_new(WebAssembly.Module, from_base64(wasm_base64))
        machines = self.machines
        imports = {
            'wasm_on_message_begin': lambda p: machines.get(p).handler.on_message_begin(),
            'wasm_on_url': lambda p, at, n: machines.get(p).handler.on_url(self.text(at, n)),
            'wasm_on_status': lambda p, at, n: machines.get(p).handler.on_status(self.text(at, n)),
            'wasm_on_header_field': lambda p, at, n: machines.get(p).handler.on_header_field(self.text(at, n)),
            'wasm_on_header_value': lambda p, at, n: machines.get(p).on_header_value(at, n),
            'wasm_on_headers_complete': lambda p, status, upgrade, keep_alive: machines.get(p).on_headers_complete(
                status, upgrade != 0, keep_alive != 0
            ),
            'wasm_on_body': lambda p, at, n: machines.get(p).on_body(at, n),
            'wasm_on_message_complete': lambda p: machines.get(p).on_message_complete(),
        }
        self.raw = js_new(WebAssembly.Instance, module, {'env': imports}).exports
        self.raw._initialize()
        self._block = self.raw.malloc(BLOCK)

    def memory(self) -> Uint8Array:
        # when the memory grows, an old view becomes empty
        if self._view is None or self._view.byteLength == 0:
            self._view = Uint8Array(self.raw.memory.buffer)
        return self._view

    def text(self, at: int, length: int) -> str:
        """Part of the input. The head of a message is decoded at once, since its parts are many and short."""
        start = at - self._decoded_at
        if start < 0 or start + length > self._decoded.length:
            self._decoded = from_latin1(self.memory().subarray(at, at + max(length, DECODED_AT_ONCE)))
            self._decoded_at = at
            start = 0
        return self._decoded.substring(start, start + length)

    def c_string(self, at: int) -> str:
        if at == 0:
            return ''
        memory = self.memory()
        return from_latin1(memory.subarray(at, memory.indexOf(0, at)))

    def take_block(self, length: int) -> int:
        self._decoded = ''
        if not self._block_busy and length <= BLOCK:
            self._block_busy = True
            return self._block
        return self.raw.malloc(length)

    def give_block(self, at: int) -> None:
        self._decoded = ''
        if at == self._block:
            self._block_busy = False
        else:
            self.raw.free(at)


engine = Engine()


class Machine:
    def __init__(self, kind: int, lenient: int, handler: object) -> None:
        if engine.raw is None:
            engine.start()
        self.handler = handler
        self.kind = kind
        self.errno = HPE_OK
        self._reason = 0
        self._refused = False
        self._chunks = ChunkLines()
        self._start = 0  # of the input, in the parser's memory
        self._p = engine.raw.llhttp_alloc(kind)
        engine.machines.set(self._p, self)
        for entry in LENIENT_SETTERS:
            if (lenient & entry[0]) != 0:
                engine.raw['llhttp_set_lenient_' + entry[1]](self._p, 1)

    def execute(self, data: Uint8Array) -> int:
        """How many bytes were read; `errno` tells whether it succeeded."""
        raw = engine.raw
        length = data.length
        at = engine.take_block(length)
        engine.memory().set(data, at)
        self._start = at
        self._chunks.take(data)
        self.errno = raw.llhttp_execute(self._p, at, length)
        taken = length
        if self.errno == HPE_OK and self._is_overflow(length):
            self.errno = HPE_USER
        if self._chunks.overflow_at >= 0:
            taken = self._chunks.overflow_at
        elif self.errno != HPE_OK:
            taken = raw.llhttp_get_error_pos(self._p) - at
            if self.errno == HPE_PAUSED_UPGRADE:
                self.errno = HPE_OK
                raw.llhttp_resume_after_upgrade(self._p)
        engine.give_block(at)
        return taken

    # llhttp's events that have a position

    def on_header_value(self, at: int, length: int) -> int:
        self._chunks.seen = at - self._start + length
        return self.handler.on_header_value(engine.text(at, length))

    def on_headers_complete(self, status: int, upgrade: bool, keep_alive: bool) -> int:
        self._chunks.in_body = True
        return self.handler.on_headers_complete(status, upgrade, keep_alive)

    def on_body(self, at: int, length: int) -> int:
        if self._is_overflow(at - self._start):
            return HPE_USER
        self._chunks.seen = at - self._start + length
        return self.handler.on_body(engine.memory().slice(at, at + length))

    def on_message_complete(self) -> int:
        if self._is_overflow(Infinity):
            return HPE_USER
        self._chunks.in_body = False
        return self.handler.on_message_complete()

    def _is_overflow(self, until: float) -> bool:
        if not self._chunks.is_overflow(until):
            return False
        self.refuse('HPE_CHUNK_EXTENSIONS_OVERFLOW:Chunk extensions overflow')
        return True

    def finish(self) -> None:
        self.errno = engine.raw.llhttp_finish(self._p)

    def pause(self) -> None:
        engine.raw.llhttp_pause(self._p)

    def resume(self) -> None:
        engine.raw.llhttp_resume(self._p)

    @property
    def method(self) -> int:
        return engine.raw.llhttp_get_method(self._p)

    @property
    def version_major(self) -> int:
        return engine.raw.llhttp_get_http_major(self._p)

    @property
    def version_minor(self) -> int:
        return engine.raw.llhttp_get_http_minor(self._p)

    @property
    def upgrade(self) -> bool:
        return engine.raw.llhttp_get_upgrade(self._p) != 0

    def refuse(self, reason: str) -> int:
        """For a handler: stops with this reason (`CODE:text`)."""
        octets = encode_latin1(reason)
        self._refused = True
        self._free_reason()
        self._reason = engine.raw.malloc(octets.length + 1)
        memory = engine.memory()
        memory.set(octets, self._reason)
        memory[self._reason + octets.length] = 0
        engine.raw.llhttp_set_error_reason(self._p, self._reason)
        return HPE_USER

    def error(self) -> list[str]:
        """[code, reason] of the last failure."""
        if self._refused:
            # on_headers_complete's refusal has a code and a reason of llhttp's own
            reason = engine.c_string(self._reason)
        else:
            reason = engine.c_string(engine.raw.llhttp_get_error_reason(self._p))
        if self._refused or self.errno == HPE_USER:
            colon = reason.find(':')
            return [reason[0:colon], reason[colon + 1 :]]
        return [engine.c_string(engine.raw.llhttp_errno_name(self.errno)), reason]

    def close(self) -> None:
        if self._p == 0:
            return
        self._free_reason()
        engine.machines.delete(self._p)
        engine.raw.llhttp_free(self._p)
        self._p = 0

    def _free_reason(self) -> None:
        if self._reason != 0:
            engine.raw.free(self._reason)
            self._reason = 0

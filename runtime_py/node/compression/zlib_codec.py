"""One zlib stream: the state behind a `Zlib` handle.

Knows: deflate, inflate, gzip and raw streams, many members in one gzip, dictionaries, the errors zlib reports.
Must not know: Node's handles and callbacks, the event loop.

A codec lives from `init` to `close`. `write` processes as much as possible and sets `avail_in` and `avail_out` to what
is left; it returns None, or [message, errno, code] after a fatal error."""

from __future__ import annotations

from npm_modules.pako import (
    ZStream,
    zlibDeflate,
    zlibDeflateInit2,
    zlibDeflateReset,
    zlibDeflateSetDictionary,
    zlibInflate,
    zlibInflateInit2,
    zlibInflateReset,
    zlibInflateSetDictionary,
)

NONE = 0
DEFLATE = 1
INFLATE = 2
GZIP = 3
GUNZIP = 4
DEFLATERAW = 5
INFLATERAW = 6
UNZIP = 7

Z_NO_FLUSH = 0
Z_FINISH = 4
Z_BLOCK = 5

Z_OK = 0
Z_STREAM_END = 1
Z_NEED_DICT = 2
Z_DATA_ERROR = -3
Z_BUF_ERROR = -5

ERROR_NAMES = ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', '', '', '', '', '']
NEGATIVE_ERROR_NAMES = [
    'Z_OK',
    'Z_ERRNO',
    'Z_STREAM_ERROR',
    'Z_DATA_ERROR',
    'Z_MEM_ERROR',
    'Z_BUF_ERROR',
    'Z_VERSION_ERROR',
]

GZIP_MAGIC_1 = 0x1F
GZIP_MAGIC_2 = 0x8B


def error_name(status: int) -> str:
    return NEGATIVE_ERROR_NAMES[abs(status)] if status < 0 else ERROR_NAMES[status]


def forget_stored(state: object) -> None:
    """Level 0 moves the window without the hash table: the next level must not find old positions in it
    (deflateParams)."""
    if state.matches == 1:
        for table in [state.head, state.prev]:
            for k in range(table.length):
                table[k] = max(table[k] - state.w_size, 0)
    elif state.matches > 1:
        state.head.fill(0)
    state.matches = 0


class ZlibCodec:
    def __init__(self, mode: int) -> None:
        self.mode = mode
        self.avail_in = 0
        self.avail_out = 0
        self._strm = ZStream()
        self._window_bits = 0
        self._level = 0
        self._mem_level = 0
        self._strategy = 0
        self._dictionary = None
        self._reject_garbage = False
        self._started = False
        self._magic_seen = 0
        self._status = Z_OK
        self._flush = Z_NO_FLUSH

    def init(
        self, window_bits: int, level: int, mem_level: int, strategy: int, dictionary: object, reject_garbage: bool
    ) -> None:
        self._level = level
        self._mem_level = mem_level
        self._strategy = strategy
        self._dictionary = dictionary
        self._reject_garbage = reject_garbage
        # zlib's own convention: the container is chosen by the window bits
        if self.mode == GZIP or self.mode == GUNZIP:
            window_bits += 16
        elif self.mode == UNZIP:
            window_bits += 32
        elif self.mode == DEFLATERAW or self.mode == INFLATERAW:
            window_bits = -window_bits
        self._window_bits = window_bits

    @property
    def compresses(self) -> bool:
        return self.mode == DEFLATE or self.mode == GZIP or self.mode == DEFLATERAW

    def _start(self) -> None:
        self._started = True
        if self.compresses:
            self._status = zlibDeflateInit2(
                self._strm, self._level, 8, self._window_bits, self._mem_level, self._strategy
            )
        else:
            self._status = zlibInflateInit2(self._strm, self._window_bits)
        if self._status == Z_OK:
            self._load_dictionary()

    def _load_dictionary(self) -> None:
        if self._dictionary is None:
            return
        # zlib streams request their dictionary during reading; raw ones can't
        if self.mode == DEFLATE or self.mode == DEFLATERAW:
            self._status = zlibDeflateSetDictionary(self._strm, self._dictionary)
        elif self.mode == INFLATERAW:
            self._status = zlibInflateSetDictionary(self._strm, self._dictionary)

    def write(
        self, flush: int, source: object, start: int, length: int, out: object, out_start: int, out_length: int
    ) -> list | None:
        if not self._started:
            self._start()
            if self._status != Z_OK:
                return self._failure('Failed to set dictionary' if self._dictionary is not None else 'Init error')
        strm = self._strm
        strm.input = source
        strm.next_in = start
        strm.avail_in = length
        strm.output = out
        strm.next_out = out_start
        strm.avail_out = out_length
        strm.msg = ''
        self._flush = flush
        if self.compresses:
            self._status = zlibDeflate(strm, flush)
        else:
            self._inflate(flush)
        self.avail_in = strm.avail_in
        self.avail_out = strm.avail_out
        strm.input = None
        strm.output = None
        return self._check()

    def _inflate(self, flush: int) -> None:
        strm = self._strm
        if self.mode == UNZIP and strm.avail_in > 0:
            self._guess_container()
        self._status = zlibInflate(strm, flush)
        if self.mode != INFLATERAW and self._status == Z_NEED_DICT and self._dictionary is not None:
            self._status = zlibInflateSetDictionary(strm, self._dictionary)
            if self._status == Z_OK:
                self._status = zlibInflate(strm, flush)
            elif self._status == Z_DATA_ERROR:
                # both calls report bad data: distinguish a bad dictionary from bad input
                self._status = Z_NEED_DICT
        while (
            strm.avail_in > 0
            and self.mode == GUNZIP
            and self._status == Z_STREAM_END
            and not self._reject_garbage
            and strm.input[strm.next_in] != 0
        ):
            # another member of the same archive, or garbage; zero bytes are padding
            zlibInflateReset(strm)
            self._status = zlibInflate(strm, flush)

    def _guess_container(self) -> None:
        strm = self._strm
        at = strm.next_in
        if self._magic_seen == 0:
            if strm.input[at] != GZIP_MAGIC_1:
                self.mode = INFLATE
                return
            self._magic_seen = 1
            at += 1
            if strm.avail_in == 1:
                return
        self.mode = GUNZIP if strm.input[at] == GZIP_MAGIC_2 else INFLATE

    def _check(self) -> list | None:
        status = self._status
        if status == Z_OK or status == Z_BUF_ERROR:
            if self.avail_out != 0 and self._flush == Z_FINISH:
                self._status = Z_BUF_ERROR
                return self._failure('unexpected end of file')
            return None
        if status == Z_STREAM_END:
            return None
        if status == Z_NEED_DICT:
            return self._failure('Missing dictionary' if self._dictionary is None else 'Bad dictionary')
        return self._failure('Zlib error')

    def _failure(self, message: str) -> list:
        text = self._strm.msg
        known = (
            self._status != Z_NEED_DICT and self._status != Z_BUF_ERROR and js_typeof(text) == 'string' and text != ''
        )
        return [text if known else message, self._status, error_name(self._status)]

    def reset(self) -> list | None:
        if not self._started:
            return None
        self._status = zlibDeflateReset(self._strm) if self.compresses else zlibInflateReset(self._strm)
        if self._status != Z_OK:
            return self._failure('Failed to reset stream')
        self._load_dictionary()
        return None if self._status == Z_OK else self._failure('Failed to set dictionary')

    def params(self, level: int, strategy: int) -> list | None:
        """Changes level and strategy between two blocks; the caller must have flushed."""
        self._level = level
        self._strategy = strategy
        if level == -1:
            level = 6
        if not self._started or not self.compresses:
            return None
        # pako has no deflateParams: copy the tuning for the new level from a fresh state
        model = ZStream()
        self._status = zlibDeflateInit2(model, level, 8, self._window_bits, self._mem_level, strategy)
        if self._status != Z_OK:
            return self._failure('Failed to set parameters')
        state = self._strm.state
        if state.level == 0 and level != 0:
            forget_stored(state)
        for name in ['level', 'strategy', 'max_lazy_match', 'good_match', 'nice_match', 'max_chain_length']:
            state[name] = model.state[name]
        return None

    def close(self) -> None:
        self.mode = NONE
        self._strm = None

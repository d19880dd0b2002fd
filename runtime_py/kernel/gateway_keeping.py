"""The cache's part in one request of the gateway: whether it is answered from the cache or revalidates, and whether its
response is stored.

The rules are in sys/http_cache.py. Must not know message ports.
"""

from runtime_py.kernel.gateway_connection import ignore
from runtime_py.platform.bytes import Bytes, alloc, concat
from runtime_py.platform.clock import call_soon, now_ms
from runtime_py.sys.http1 import Head, header
from runtime_py.sys.http1_requests import response_head
from runtime_py.sys.http_cache import (
    ASK,
    MOST_OF_ONE,
    USE_STALE,
    VALIDATE,
    Answer,
    HttpCache,
    added_headers,
    choose,
    effective_mode,
    invalidates,
    may_keep,
    vary_of,
)
from runtime_py.sys.http_ranges import has_part, part_of

PIECE = 256 * 1024


class Keeping:
    """`mode`: Fetch's cache mode, or '' for no cache. States: deciding -> used, or asking -> confirmed by a 304, or
    recording -> stored."""

    def __init__(self, cache: HttpCache, mode: str):
        self.answer = None
        self.is_confirmed = False
        self._cache = cache
        self._mode = mode
        self._key = ''
        self._method = ''
        self._choice = ASK
        self._headers: list = []
        self._asked_at: float = 0
        self._head = None
        self._parts: list = []
        self._bytes = 0

    def decide(self, port: int, path: str, method: str, headers: list, with_cookies: bool) -> int:
        """`headers`: those of the request. Returns the choice of http_cache.py; if a stored response is to be used, it
        is in `answer`."""
        self._key = _key(port, path, with_cookies)
        self._method = method
        self._headers = headers
        self._asked_at = now_ms()
        if self._mode == '' or method != 'GET':
            return ASK
        self._mode = effective_mode(self._mode, headers)
        self.answer = self._cache.find(self._key, headers)
        wanted = header(headers, 'range')
        if (
            self.answer is not None
            and wanted is not None
            and not has_part(self.answer.status, self.answer.headers, len(self.answer.body), wanted)
        ):
            self.answer = None
        self._choice = choose(self._mode, self.answer, self._asked_at)
        return self._choice

    def more_headers(self) -> list:
        """Additional headers for the request."""
        if self._mode == '':
            return []
        return [
            *added_headers(self._mode, self._headers),
            *(self.answer.validators() if self._choice == VALIDATE else []),
        ]

    def shown(self) -> object:
        """The part of the cached response that the request asks for."""
        wanted = header(self._headers, 'range')
        return self.answer if wanted is None else part_of(self.answer.headers, self.answer.body, wanted)

    def begin_refresh(self) -> bool:
        """Whether the response used now should be revalidated by a separate request; `end_refresh` follows."""
        return self._choice == USE_STALE and self._cache.begin_refresh(self._key)

    def end_refresh(self) -> None:
        self._cache.end_refresh(self._key)

    def on_head(self, port: int, path: str, head: Head) -> None:
        if invalidates(self._method, head.status):
            for with_cookies in [False, True]:
                self._cache.forget(_key(port, path, with_cookies))
        if '"cache"' in (header(head.headers, 'clear-site-data') or ''):
            self._cache.forget_all(f'{port} ')
        if self._choice == VALIDATE and head.status == 304:
            self.is_confirmed = True
            self.answer.refresh(head, self._asked_at, now_ms())
        elif self._mode != '' and may_keep(self._method, self._mode, head):
            self._head = head

    def on_data(self, chunk: Bytes) -> None:
        if self._head is None:
            return
        self._parts.append(chunk[0 : len(chunk)])
        self._bytes += len(chunk)
        if self._bytes > MOST_OF_ONE:
            self._head = None
            self._parts = []

    def on_end(self) -> None:
        """The response is complete."""
        if self._head is not None:
            vary = vary_of(self._head, self._headers)
            self._cache.keep(self._key, Answer(self._head, concat(self._parts), vary, self._asked_at, now_ms()))
            self._head = None

    def used(self) -> None:
        """From now on the stored response is delivered."""
        self.is_confirmed = False
        self._head = None
        self._choice = ASK


class KeptConnection:
    """A cached response, or a part of it, in the place of a server's connection."""

    def __init__(self, answer: object, port: int):
        self.port = port
        self.used = False
        self.on_readable = ignore
        self.on_drained = ignore
        self._rest = [response_head(answer.status, answer.reason, answer.headers)]
        for at in range(0, len(answer.body), PIECE):
            self._rest.append(answer.body[at : at + PIECE])
        self._paused = False

    def is_open(self) -> bool:
        return False

    def read(self) -> Bytes:
        return self._rest.pop(0) if len(self._rest) > 0 else alloc(0)

    def write(self, data: Bytes) -> bool:
        return True

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        if self._paused:
            self._paused = False
            call_soon(lambda: self.on_readable())

    def close(self) -> None:
        self.on_readable = ignore


def _key(port: int, path: str, with_cookies: bool) -> str:
    return f'{port} {"with" if with_cookies else "without"} {path}'

"""The rules by which a browser caches HTTP responses: which may be reused, for how long, and how they are revalidated
(RFC 9111, a private cache; Fetch's modes).

A cached response is fresh, or must be validated: the request then carries its ETag or its date, and a 304 makes it
fresh again. The least recently used are evicted first when there is no more room. A stale response may be used for a
while if the server allows it, and is revalidated in the background (RFC 5861). Must not know sockets, ports or pages: a
key is any string, times are milliseconds since 1970."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.cookies import parse_date
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.text import parse_int
from runtime_py.sys.http1 import Head, header

MOST_BYTES = 32 * 1024 * 1024
MOST_OF_ONE = 4 * 1024 * 1024
YEAR_MS = 365 * 86400000.0
# what to do with a request
ASK = 0
VALIDATE = 1
USE = 2
REFUSE = 3  # only a stored response may be used
USE_STALE = 4  # and revalidate it meanwhile
CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'if-range']
NEVER_KEPT = [
    'set-cookie',
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]
FOR_GOOD = [300, 301, 308, 410]
BY_THEIR_AGE = [200, 203, 206]


class Answer:
    """A stored response. `vary`: [name, value] of the request headers that selected it."""

    def __init__(self, head: Head, body: Bytes, vary: list, asked_at: float, received_at: float) -> None:
        self.status = head.status
        self.reason = head.reason
        self.headers = [pair for pair in head.headers if pair[0].lower() not in NEVER_KEPT]
        self.body = body
        self.vary = vary
        self.asked_at = asked_at
        self.received_at = received_at

    def size(self) -> int:
        return len(self.body) + 1024

    def validators(self) -> list:
        """Headers that make a request conditional; empty when the response has neither ETag nor date."""
        found: list = []
        tag = header(self.headers, 'etag')
        date = header(self.headers, 'last-modified')
        if tag is not None:
            found.append(['if-none-match', tag])
        if date is not None:
            found.append(['if-modified-since', date])
        return found

    def refresh(self, head: Head, asked_at: float, received_at: float) -> None:
        """Updates the response from a 304, whose headers replace those of the same names."""
        given = [
            pair for pair in head.headers if pair[0].lower() not in NEVER_KEPT and pair[0].lower() != 'content-length'
        ]
        names = [pair[0].lower() for pair in given]
        self.headers = [*[pair for pair in self.headers if pair[0].lower() not in names], *given]
        self.asked_at = asked_at
        self.received_at = received_at

    def is_fresh(self, now: float) -> bool:
        return self._lifetime() > self._age(now)

    def may_be_stale(self, now: float) -> bool:
        """`stale-while-revalidate`."""
        control = directives(header(self.headers, 'cache-control'))
        seconds = parse_int(control.get('stale-while-revalidate') or '', 10)
        if (
            seconds is None
            or control.has('no-cache')
            or control.has('must-revalidate')
            or header(self.headers, 'vary') == '*'
        ):
            return False
        return self._lifetime() + seconds * 1000.0 > self._age(now)

    def _age(self, now: float) -> float:
        """The age, by RFC 9111 4.2.3."""
        date = _date(self.headers, 'date')
        apparent = max(0.0, self.received_at - date) if date is not None else 0.0
        told = parse_int((header(self.headers, 'age') or '').strip(), 10)
        corrected = (told or 0) * 1000.0 + self.received_at - self.asked_at
        return max(apparent, corrected) + now - self.received_at

    def _lifetime(self) -> float:
        control = directives(header(self.headers, 'cache-control'))
        if control.has('no-cache') or header(self.headers, 'vary') == '*':
            return 0.0
        if control.has('max-age'):
            seconds = parse_int(control.get('max-age') or '', 10)
            return (seconds or 0) * 1000.0
        date = _date(self.headers, 'date')
        begin = date if date is not None else self.received_at
        if header(self.headers, 'expires') is not None:
            end = _date(self.headers, 'expires')
            return 0.0 if end is None else max(0.0, end - begin)
        if (header(self.headers, 'pragma') or '').strip().lower() == 'no-cache':
            return 0.0
        modified = _date(self.headers, 'last-modified')
        if (
            self.status in BY_THEIR_AGE
            and not control.has('must-revalidate')
            and modified is not None
            and modified <= begin
        ):
            return (begin - modified) / 10
        return YEAR_MS if self.status in FOR_GOOD else 0.0


class HttpCache:
    def __init__(self) -> None:
        self._kept: Map[str, list[Answer]] = Map()  # least recently used first
        self._bytes = 0
        self._asked: Set[str] = Set()  # being revalidated, for keys that are used meanwhile

    def begin_refresh(self, key: str) -> bool:
        """False while another request revalidates it."""
        if self._asked.has(key):
            return False
        self._asked.add(key)
        return True

    def end_refresh(self, key: str) -> None:
        self._asked.delete(key)

    def find(self, key: str, request_headers: list) -> Answer | None:
        """The stored response for a request (RFC 9111 4.1)."""
        found = self._kept.get(key)
        if found is None:
            return None
        for answer in found:
            if all([(header(request_headers, pair[0]) or '') == pair[1] for pair in answer.vary]):
                self._kept.delete(key)
                self._kept.set(key, found)
                return answer
        return None

    def keep(self, key: str, answer: Answer) -> None:
        """Stores a response in place of the one for the same kind of request."""
        if answer.size() > MOST_OF_ONE:
            return
        others: list[Answer] = []
        for old in self._kept.get(key) or []:
            if _same_choice(old.vary, answer.vary):
                self._bytes -= old.size()
            else:
                others.append(old)
        self._kept.delete(key)
        self._kept.set(key, [answer, *others])
        self._bytes += answer.size()
        while self._bytes > MOST_BYTES:
            self.forget(list(self._kept.keys())[0])

    def forget(self, key: str) -> None:
        for old in self._kept.get(key) or []:
            self._bytes -= old.size()
        self._kept.delete(key)

    def forget_all(self, prefix: str) -> None:
        for key in list(self._kept.keys()):
            if key.startswith(prefix):
                self.forget(key)


def _same_choice(a: list, b: list) -> bool:
    return len(a) == len(b) and all([a[k][0] == b[k][0] and a[k][1] == b[k][1] for k in range(len(a))])


def _date(headers: list, name: str) -> float | None:
    text = header(headers, name)
    return None if text is None else parse_date(text)


def directives(value: str | None) -> Map[str, str]:
    """The directives of a Cache-Control header, by names in lower case; '' for those without a value."""
    found: Map[str, str] = Map()
    for part in (value or '').split(','):
        words = part.strip().partition('=')
        if words[0] != '':
            found.set(words[0].strip().lower(), words[2].strip().strip('"'))
    return found


def effective_mode(mode: str, headers: list) -> str:
    """Fetch's cache mode, given the request's own headers: a page that sends conditions must see the answer to them."""
    for pair in headers:
        if pair[0].lower() in CONDITIONS:
            return 'no-store'
    if mode != 'default':
        return mode
    control = directives(header(headers, 'cache-control'))
    if control.has('no-cache') or (header(headers, 'pragma') or '').strip().lower() == 'no-cache':
        return 'reload'
    return 'no-cache' if control.get('max-age') == '0' else mode


def added_headers(mode: str, headers: list) -> list:
    """Headers that inform caches on the way, by Fetch (4.6, HTTP-network-or-cache fetch)."""
    control = header(headers, 'cache-control')
    if mode == 'no-cache' and control is None:
        return [['cache-control', 'max-age=0']]
    added: list = []
    if mode == 'no-store' or mode == 'reload':
        if header(headers, 'pragma') is None:
            added.append(['pragma', 'no-cache'])
        if control is None:
            added.append(['cache-control', 'no-cache'])
    return added


def choose(mode: str, answer: Answer | None, now: float) -> int:
    """ASK, VALIDATE, USE, USE_STALE or REFUSE."""
    if mode == 'only-if-cached':
        return REFUSE if answer is None else USE
    if answer is None or mode == 'no-store' or mode == 'reload':
        return ASK
    if mode == 'force-cache' or (mode == 'default' and answer.is_fresh(now)):
        return USE
    if mode == 'default' and answer.may_be_stale(now):
        return USE_STALE
    return VALIDATE if len(answer.validators()) > 0 else ASK


def vary_of(head: Head, request_headers: list) -> list:
    """The request's values of the headers that `Vary` names."""
    names = [name.strip().lower() for name in (header(head.headers, 'vary') or '').split(',')]
    return [[name, header(request_headers, name) or ''] for name in names if name != '' and name != '*']


def may_keep(method: str, mode: str, head: Head) -> bool:
    """Whether a response may be stored; partial ones and those marked no-store are not."""
    if method != 'GET' or mode == 'no-store' or head.status < 200 or head.status == 206 or head.status == 304:
        return False
    return not directives(header(head.headers, 'cache-control')).has('no-store')


def invalidates(method: str, status: int) -> bool:
    """Whether a response to this method invalidates the stored one for its URL (RFC 9111 4.4)."""
    return method not in ['GET', 'HEAD', 'OPTIONS', 'TRACE'] and 200 <= status < 400

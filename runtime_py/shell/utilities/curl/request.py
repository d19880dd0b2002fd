"""curl's requests and responses. Must not know how they are transferred."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, encode, to_base64
from runtime_py.sys.http_url import Url, UrlError, parse_url, resolve
from runtime_py.sys.proxies import Proxies

USER_AGENT = 'curl/8.11.0'
_FIRST = ['host', 'authorization', 'range', 'user-agent', 'accept', 'accept-encoding', 'referer', 'cookie']
_LAST = ['content-length', 'content-type']


class CurlProblem(Exception):
    """`status` is curl's exit code."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def curl_url(text: str) -> Url:
    """Raises CurlProblem 1 or 3."""
    try:
        return parse_url(text)
    except UrlError as error:
        raise CurlProblem(1 if error.kind == 'scheme' else 3, error.message)


class Request:
    def __init__(self, url: Url) -> None:
        self.url = url
        self.method = 'GET'
        self.keeps_method = False  # also after a redirect: the user chose it
        self.headers: list[list[str]] = []
        self.body: Bytes = alloc(0)
        self.timeout_ms = -1.0
        self.decodes = False  # decode content codings
        self.proxies = Proxies('', '', '')
        self.target = ''  # sent instead of the URL's
        self.empty: list[str] = []  # headers that are sent without a value
        self.keeps_post: list[int] = []  # the redirects after which a POST stays one
        self.trusts = False  # gives credentials to other hosts, too
        self.own_cookies = ''
        self.head_octets = 0  # sent
        self.given: list[str] = []  # names of the user's own headers, in lower case

    def has(self, name: str) -> bool:
        for pair in self.headers:
            if pair[0].lower() == name.lower():
                return True
        return False

    def add_default(self, name: str, value: str) -> None:
        if not self.has(name):
            self.headers.append([name, value])

    def add_basic(self, user: str) -> None:
        self.add_default('Authorization', 'Basic ' + to_base64(encode(user)))

    def put_cookies(self, text: str) -> None:
        """Replaces the header Cookie, unless the user gave one."""
        if 'cookie' not in self.given:
            self._drop(['cookie'])
            if text != '':
                self.add_default('Cookie', text)

    def wire_headers(self) -> list[list[str]]:
        """All headers to send; an empty value removes a header, as -H 'Name:' does."""
        self.add_default('Host', self.url.authority())
        self.add_default('User-Agent', USER_AGENT)
        self.add_default('Accept', '*/*')
        if len(self.body) > 0 or self.method == 'POST':
            self.add_default('Content-Length', str(len(self.body)))
        sent = [pair for pair in self.headers if pair[1] != '' or pair[0] in self.empty]
        return sorted(sent, key=lambda pair: self._rank(pair[0].lower()))

    def _rank(self, name: str) -> int:
        """curl's own headers come before the user's, but for those about the body."""
        if name != 'host' and name in self.given:
            return len(_FIRST)
        if name in _LAST and name not in self.given:
            return len(_FIRST) + 1 + _LAST.index(name)
        return _FIRST.index(name) if name in _FIRST else len(_FIRST)

    def redirect(self, where: str, status: int) -> None:
        """Follows a redirect: 303 always, and 301 and 302 after a POST, become GET (RFC 9110 15.4). Another server
        doesn't get the credentials."""
        before = self.url
        try:
            self.url = resolve(before, where)
        except UrlError as error:
            raise CurlProblem(1 if error.kind == 'scheme' else 3, error.message)
        self._drop(['host', 'content-length'])
        if (before.scheme != self.url.scheme or before.authority() != self.url.authority()) and not self.trusts:
            self._drop(['authorization', 'cookie'])
        becomes_get = status == 303 and self.method != 'HEAD' or status in (301, 302) and self.method == 'POST'
        if becomes_get and not (self.method == 'POST' and status in self.keeps_post):
            self.method = self.method if self.keeps_method else 'GET'
            self.body = alloc(0)
            self._drop(['content-type'])

    def _drop(self, names: list[str]) -> None:
        self.headers = [pair for pair in self.headers if pair[0].lower() not in names]


class Response:
    def __init__(
        self, version: str, status: int, reason: str, headers: list[list[str]], body: Bytes, url: str, seconds: float
    ) -> None:
        self.version = version
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
        self.url = url
        self.seconds = seconds

    def header(self, name: str) -> str | None:
        for pair in self.headers:
            if pair[0].lower() == name:
                return pair[1]
        return None

    def head_text(self) -> str:
        lines = [f'HTTP/{self.version} {self.status} {self.reason}']
        for pair in self.headers:
            lines.append(f'{pair[0]}: {pair[1]}')
        return '\r\n'.join(lines) + '\r\n\r\n'

"""What curl asks and what it gets: URLs, requests, responses. Must not know how they travel."""
from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, encode, to_base64

USER_AGENT = 'curl/8.11.0'


class CurlProblem(Exception):
    """`status` is curl's exit code."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class Url:
    def __init__(self, scheme: str, host: str, port: int, target: str) -> None:
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target        # path and query

    def text(self) -> str:
        return f'{self.scheme}://{self.authority()}{self.target}'

    def authority(self) -> str:
        usual = 443 if self.scheme == 'https' else 80
        host = f'[{self.host}]' if ':' in self.host else self.host
        return host if self.port == usual else f'{host}:{self.port}'

    def is_local(self) -> bool:
        return self.scheme == 'http' and (self.host in ('localhost', '::1', '0.0.0.0') or self.host.startswith('127.') or self.host.endswith('.localhost'))

    def add_query(self, query: str) -> None:
        self.target += ('&' if '?' in self.target else '?') + query

    def file_name(self) -> str:
        path = self.target.split('?')[0]
        return path[path.rfind('/') + 1:]


def parse_url(text: str) -> Url:
    """Without a scheme it is http. Raises CurlProblem 1 or 3."""
    scheme = 'http'
    rest = text
    at = text.find('://')
    if at >= 0:
        scheme = text[:at].lower()
        rest = text[at + 3:]
    if scheme not in ('http', 'https'):
        raise CurlProblem(1, f'Protocol "{scheme}" not supported')
    rest = rest.split('#')[0]
    end = len(rest)
    for mark in ['/', '?']:
        found = rest.find(mark)
        if 0 <= found < end:
            end = found
    authority = rest[:end]
    target = rest[end:]
    if not target.startswith('/'):
        target = '/' + target
    at = authority.rfind('@')
    authority = authority[at + 1:]
    port = 443 if scheme == 'https' else 80
    host = authority
    colon = authority.rfind(':')
    if colon >= 0 and not authority.endswith(']'):
        digits = authority[colon + 1:]
        if not digits.isdigit() or int(digits) > 65535:
            raise CurlProblem(3, 'URL rejected: Port number was not a decimal number between 0 and 65535')
        port = int(digits)
        host = authority[:colon]
    if host.startswith('[') and host.endswith(']'):
        host = host[1:len(host) - 1]
    if host == '' or ' ' in target or ' ' in host:
        raise CurlProblem(3, 'URL rejected: ' + ('No host part in the URL' if host == '' else 'Malformed input to a URL function'))
    return Url(scheme, host, port, target)


class Request:
    def __init__(self, url: Url) -> None:
        self.url = url
        self.method = 'GET'
        self.headers: list[list[str]] = []
        self.body: Bytes = alloc(0)
        self.timeout_ms = -1.0

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

    def wire_headers(self) -> list[list[str]]:
        """All that goes over the wire; an empty value takes a header away, as -H 'Name:' does."""
        self.add_default('Host', self.url.authority())
        self.add_default('User-Agent', USER_AGENT)
        self.add_default('Accept', '*/*')
        if len(self.body) > 0 or self.method == 'POST':
            self.add_default('Content-Length', str(len(self.body)))
        return [pair for pair in self.headers if pair[1] != '']

    def redirect(self, where: str, status: int) -> None:
        """303 always, 301 and 302 after a POST, become GET (RFC 9110 15.4)."""
        self.url = resolve(self.url, where)
        self.headers = [pair for pair in self.headers if pair[0].lower() not in ('host', 'content-length')]
        if status == 303 or (status in (301, 302) and self.method == 'POST'):
            self.method = 'GET'
            self.body = alloc(0)
            self.headers = [pair for pair in self.headers if pair[0].lower() != 'content-type']


def resolve(base: Url, where: str) -> Url:
    if '://' in where:
        return parse_url(where)
    if where.startswith('//'):
        return parse_url(base.scheme + ':' + where)
    if where.startswith('/'):
        return Url(base.scheme, base.host, base.port, where)
    path = base.target.split('?')[0]
    if where.startswith('?'):
        return Url(base.scheme, base.host, base.port, path + where)
    return Url(base.scheme, base.host, base.port, path[:path.rfind('/') + 1] + where)


class Response:
    def __init__(self, version: str, status: int, reason: str, headers: list[list[str]], body: Bytes, url: str, seconds: float) -> None:
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

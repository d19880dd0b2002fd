"""Parses http: and https: URLs for requests. Must not know who sends them, or how."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.octets import to_bytes, to_text

_DIGITS = '0123456789abcdef'


class UrlError(Exception):
    """`kind` is 'scheme', 'port' or 'host'."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class Url:
    def __init__(self, scheme: str, host: str, port: int, target: str) -> None:
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target  # path and query
        self.user = ''  # name:password, decoded

    def text(self) -> str:
        return f'{self.scheme}://{self.authority()}{self.target}'

    def authority(self) -> str:
        usual = 443 if self.scheme == 'https' else 80
        host = f'[{self.host}]' if ':' in self.host else self.host
        return host if self.port == usual else f'{host}:{self.port}'

    def add_query(self, query: str) -> None:
        self.target += ('&' if '?' in self.target else '?') + query

    def file_name(self) -> str:
        path = self.target.split('?')[0]
        return path[path.rfind('/') + 1 :]


def parse_url(text: str) -> Url:
    """Parses a URL; without a scheme it is http. Raises UrlError."""
    scheme = 'http'
    rest = text
    at = text.find('://')
    if at >= 0:
        scheme = text[:at].lower()
        rest = text[at + 3 :]
    if scheme not in ('http', 'https'):
        raise UrlError('scheme', f'Protocol "{scheme}" not supported')
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
    user = authority[:at] if at >= 0 else ''
    authority = authority[at + 1 :]
    port = 443 if scheme == 'https' else 80
    host = authority
    colon = authority.rfind(':')
    if colon >= 0 and not authority.endswith(']'):
        digits = authority[colon + 1 :]
        if not digits.isdigit() or int(digits) > 65535:
            raise UrlError('port', 'URL rejected: Port number was not a decimal number between 0 and 65535')
        port = int(digits)
        host = authority[:colon]
    if host.startswith('[') and host.endswith(']'):
        host = host[1 : len(host) - 1]
    if host == '' or ' ' in target or ' ' in host:
        raise UrlError(
            'host',
            'URL rejected: ' + ('No host part in the URL' if host == '' else 'Malformed input to a URL function'),
        )
    url = Url(scheme, host, port, target)
    url.user = without_escapes(user)
    return url


def without_escapes(text: str) -> str:
    """%41 and the like as the octets that they are."""
    if '%' not in text:
        return text
    octets = to_bytes(text)
    found: list[int] = []
    k = 0
    while k < len(octets):
        code = _octet_at(octets, k)
        found.append(octets[k] if code < 0 else code)
        k += 1 if code < 0 else 3
    made = alloc(len(found))
    for k, octet in enumerate(found):
        made[k] = octet
    return to_text(made)


def _octet_at(octets: Bytes, k: int) -> int:
    """The octet that %XX at k stands for, -1 for anything else."""
    if octets[k] != 37 or k + 2 >= len(octets):
        return -1
    high, low = _DIGITS.find(chr(octets[k + 1]).lower()), _DIGITS.find(chr(octets[k + 2]).lower())
    return high * 16 + low if high >= 0 and low >= 0 else -1


def resolve(base: Url, where: str) -> Url:
    """Resolves a reference (a Location) against a URL."""
    if '://' in where:
        return parse_url(where)
    if where.startswith('//'):
        return parse_url(base.scheme + ':' + where)
    if where.startswith('/'):
        return Url(base.scheme, base.host, base.port, where)
    path = base.target.split('?')[0]
    if where.startswith('?'):
        return Url(base.scheme, base.host, base.port, path + where)
    return Url(base.scheme, base.host, base.port, path[: path.rfind('/') + 1] + where)

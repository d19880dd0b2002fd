"""Decides which headers of a program's request a page can send.

A browser sets some headers itself and lets a page set none of them (Fetch Standard, "forbidden request-header"). Those
that only tune the transfer of the response are dropped: the browser sends its own. Those that change the meaning of the
request are reported as a problem."""

from __future__ import annotations

from runtime_py.sys.http1 import header

# about the connection to us, or set by the browser itself
_DROPPED = [
    'accept-charset',
    'accept-encoding',
    'connection',
    'content-length',
    'dnt',
    'expect',
    'host',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'user-agent',
    'via',
]
_REFUSED = [
    'access-control-request-headers',
    'access-control-request-method',
    'cookie',
    'cookie2',
    'date',
    'origin',
    'referer',
    'set-cookie',
]
_METHOD_OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override']
_REFUSED_METHODS = ['CONNECT', 'TRACE', 'TRACK']
# sent without a preflight (CORS-safelisted), whatever the value
_SIMPLE = ['accept', 'accept-language', 'content-language', 'content-type']


class SortedHeaders:
    """`kept` is sent by the browser. `refused` is the name of the first header that can't be sent, or ''."""

    def __init__(self, kept: list[list[str]], refused: str) -> None:
        self.kept = kept
        self.refused = refused

    def asking(self) -> list[str]:
        """Names of the headers that make the browser send a CORS preflight."""
        return [pair[0] for pair in self.kept if pair[0].lower() not in _SIMPLE]


def sort_headers(headers: list[list[str]], authorities: list[str], scheme: str) -> SortedHeaders:
    """`authorities` are the permitted values of `Host`: that of the URL, and the stand-in address."""
    named = [name.strip().lower() for name in (header(headers, 'connection') or '').split(',')]
    kept: list[list[str]] = []
    refused = ''
    for pair in headers:
        name = pair[0].lower()
        if name == 'host' and not any([same_authority(pair[1], authority, scheme) for authority in authorities]):
            refused = refused or pair[0]
        elif name in _REFUSED or (name.startswith('proxy-') and name != 'proxy-connection'):
            refused = refused or pair[0]
        elif name in _METHOD_OVERRIDES and pair[1].strip().upper() in _REFUSED_METHODS:
            refused = refused or pair[0]
        elif name not in _DROPPED and not name.startswith('sec-') and name not in named:
            kept.append(pair)
    return SortedHeaders(kept, refused)


def same_authority(a: str, b: str, scheme: str) -> bool:
    return _with_port(a, scheme) == _with_port(b, scheme)


def _with_port(authority: str, scheme: str) -> str:
    text = authority.strip().lower().removesuffix('.')
    at = text.rfind(':')
    if at < 0 or text.endswith(']'):
        return text + (':443' if scheme == 'https' else ':80')
    return text

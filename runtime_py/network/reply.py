"""Builds the head of the response for a program from the browser's Response.

The browser has decoded the body, so the announced length and coding no longer apply. Headers that a page doesn't see
(Set-Cookie; those that the server doesn't expose) can't be passed on."""

from __future__ import annotations

from runtime_py.sys.http1 import header
from runtime_py.sys.http1_requests import RequestHead

_OF_THE_BODY = ['content-encoding', 'content-length']
_OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer']


class Framing:
    """How the body is sent to the program: not at all, by its length, in chunks, or until the connection ends.
    `decoded`: the browser has decoded its coding."""

    def __init__(self, has_body: bool, chunked: bool, stays_open: bool, decoded: bool) -> None:
        self.has_body = has_body
        self.chunked = chunked
        self.stays_open = stays_open
        self.decoded = decoded


def framing_of(request: RequestHead, status: int, headers: list[list[str]], decoded: bool, keep_alive: bool) -> Framing:
    has_body = request.method != 'HEAD' and status not in (204, 304)
    has_length = not decoded and header(headers, 'content-length') is not None
    chunked = has_body and not has_length and request.version == '1.1'
    return Framing(has_body, chunked, keep_alive and (chunked or has_length or not has_body), decoded)


def announced_length(headers: list[list[str]]) -> int:
    """The Content-Length, -1 when it is missing or invalid."""
    text = header(headers, 'content-length') or ''
    return int(text) if text.isdigit() and len(text) < 16 else -1


def reply_headers(headers: list[list[str]], framing: Framing) -> list[list[str]]:
    found: list[list[str]] = []
    for pair in headers:
        name = pair[0].lower()
        if name in _OF_THE_CONNECTION or (name in _OF_THE_BODY and framing.has_body and framing.decoded):
            continue
        found.append(pair)
    if framing.chunked:
        found.append(['transfer-encoding', 'chunked'])
    found.append(['connection', 'keep-alive' if framing.stays_open else 'close'])
    return found


def waits_for_leave(request: RequestHead) -> bool:
    """Whether the program waits for `100 Continue` before it sends its body (RFC 9110 10.1.1)."""
    return request.version == '1.1' and (header(request.headers, 'expect') or '').lower() == '100-continue'

"""Parts of a cached response (RFC 9110, 14): the range that a `Range` header requests, and the 206 or 416 that a server
would have sent.

One range at a time. The server handles every other header. Must not know the cache's rules.
"""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import parse_int
from runtime_py.sys.http1 import header

OK = 200
REPLACED = ['content-length', 'content-range', 'accept-ranges']


class Part:
    """`status`, `reason`, `headers` and `body`, as in a response."""

    def __init__(self, status: int, reason: str, headers: list, body: Bytes) -> None:
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body


def limits_of(value: str, size: int) -> list | None:
    """[begin, end] of the part; both are `size` if the range is after the end; None if the header isn't a single range
    of octets."""
    words = value.strip().partition('=')
    bounds = words[2].strip().partition('-')
    if words[0].strip().lower() != 'bytes' or bounds[1] == '':
        return None
    first = _number(bounds[0].strip())
    last = _number(bounds[2].strip())
    if first is None or last is None or (first < 0 and last < 0):
        return None
    if first < 0:
        return [size - min(last, size), size]
    if 0 <= last < first:
        return None
    if first >= size:
        return [size, size]
    return [first, size if last < 0 else min(last + 1, size)]


def _number(text: str) -> int | None:
    """-1 for an empty string; None if it contains anything except digits."""
    if text == '':
        return -1
    return parse_int(text, 10) if text.isdigit() else None


def has_part(status: int, headers: list, size: int, value: str) -> bool:
    """Whether a part of the cached response is what the server would send: the response is complete and has no content
    coding."""
    return (
        status == OK
        and (header(headers, 'content-encoding') or 'identity') == 'identity'
        and limits_of(value, size) is not None
    )


def part_of(headers: list, body: Bytes, value: str) -> Part:
    """Only if `has_part`."""
    size = len(body)
    limits = limits_of(value, size)
    if limits is None:
        limits = [0, size]
    kept = [pair for pair in headers if pair[0].lower() not in REPLACED]
    begin = limits[0]
    end = limits[1]
    if begin == end:
        return Part(
            416,
            'Range Not Satisfiable',
            [*kept, ['content-range', f'bytes */{size}'], ['content-length', '0']],
            body[0:0],
        )
    place = f'bytes {begin}-{end - 1}/{size}'
    return Part(
        206, 'Partial Content', [*kept, ['content-range', place], ['content-length', str(end - begin)]], body[begin:end]
    )

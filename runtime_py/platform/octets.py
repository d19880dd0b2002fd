"""Converts bytes to text and back without loss: an octet that isn't UTF-8 becomes a lone low surrogate (U+DC80 to
U+DCFF), which converts back to it.

So the shell's variables, file names, grep, sed and sort work on text, yet pass Latin-1 and binary data through
unchanged (as in PEP 383)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, concat, decode, encode, view
from runtime_py.platform.text import is_well_formed

_ESCAPE = 0xDC00
_REPLACEMENT = '\ufffd'


def octet_text(octet: int) -> str:
    """One octet as such text."""
    return chr(octet) if octet < 0x80 else chr(_ESCAPE + octet)


def to_text(data: Bytes) -> str:
    text = decode(data)
    return text if text.find(_REPLACEMENT) < 0 else _slow_text(concat([data]))


def _slow_text(data: Bytes) -> str:
    parts: list[str] = []
    start = 0
    k = 0
    while k < len(data):
        size = _sequence(data, k)
        if size > 0:
            k += size
            continue
        parts.append(decode(view(data, start, k)) + chr(_ESCAPE + data[k]))
        k += 1
        start = k
    parts.append(decode(view(data, start, len(data))))
    return ''.join(parts)


def _sequence(data: Bytes, k: int) -> int:
    """The length of the UTF-8 sequence at k (RFC 3629), 0 when there is none."""
    lead = data[k]
    if lead < 0x80:
        return 1
    size = 2 if 0xC2 <= lead < 0xE0 else (3 if 0xE0 <= lead < 0xF0 else (4 if 0xF0 <= lead < 0xF5 else 0))
    if size == 0 or k + size > len(data):
        return 0
    for i in range(1, size):
        if (data[k + i] & 0xC0) != 0x80:
            return 0
    second = data[k + 1]
    too_low = (lead == 0xE0 and second < 0xA0) or (lead == 0xF0 and second < 0x90)
    too_high = (lead == 0xED and second > 0x9F) or (lead == 0xF4 and second > 0x8F)
    return 0 if too_low or too_high else size


def to_bytes(text: str) -> Bytes:
    return encode(text) if is_well_formed(text) else _slow_bytes(text)


def _slow_bytes(text: str) -> Bytes:
    parts: list[Bytes] = []
    start = 0
    for k in range(len(text)):
        code = ord(text[k])
        paired = k > 0 and 0xD800 <= ord(text[k - 1]) < 0xDC00
        if _ESCAPE + 0x80 <= code <= _ESCAPE + 0xFF and not paired:
            parts.append(encode(text[start:k]))
            octet = alloc(1)
            octet[0] = code - _ESCAPE
            parts.append(octet)
            start = k + 1
    parts.append(encode(text[start:]))
    return concat(parts)

"""Twin of platform/bytes.py over bytearray and memoryview."""

from __future__ import annotations

import base64
from typing import Any, Union

Bytes = Union[bytearray, Any]  # a bytearray for the lint's rules, any bytes-like type for mypy


def alloc(n: int) -> Bytes:
    return bytearray(n)


def concat(parts: list[Bytes]) -> Bytes:
    return bytearray(b''.join(bytes(part) for part in parts))


def equal(a: Bytes, b: Bytes) -> bool:
    return bytes(a) == bytes(b)


def compare(a: Bytes, b: Bytes) -> int:
    x, y = bytes(a), bytes(b)
    return -1 if x < y else 1 if x > y else 0


def copy(src: Bytes, start: int, end: int, dst: Bytes, at: int) -> None:
    dst[at : at + end - start] = bytes(memoryview(src)[start:end])


def zero(b: Bytes, start: int, end: int) -> None:
    b[start:end] = bytes(end - start)


def view(b: Bytes, start: int, end: int) -> Bytes:
    return memoryview(b)[start:end]


def encode(text: str) -> Bytes:
    return bytearray(''.join('\ufffd' if 0xD800 <= ord(c) < 0xE000 else c for c in text).encode('utf-8'))


def decode(b: Bytes) -> str:
    return bytes(b).decode('utf-8', 'replace')


def encode_latin1(text: str) -> Bytes:
    return bytearray(ord(c) & 255 for c in text)


def decode_latin1(b: Bytes) -> str:
    return bytes(b).decode('latin-1')


def index_of(b: Bytes, byte: int, start: int = 0) -> int:
    return bytes(b).find(byte, start)


def to_hex(b: Bytes) -> str:
    return bytes(b).hex()


def to_base64(b: Bytes) -> str:
    return base64.b64encode(bytes(b)).decode()


def from_base64(text: str) -> Bytes:
    return bytearray(base64.b64decode(text, validate=True))

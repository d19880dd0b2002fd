"""Twin of platform/digest.py over hashlib and zlib."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any


def sha1(data: Any) -> Any:
    return bytearray(hashlib.sha1(bytes(data)).digest())


def sha224(data: Any) -> Any:
    return bytearray(hashlib.sha224(bytes(data)).digest())


def sha256(data: Any) -> Any:
    return bytearray(hashlib.sha256(bytes(data)).digest())


def sha384(data: Any) -> Any:
    return bytearray(hashlib.sha384(bytes(data)).digest())


def sha512(data: Any) -> Any:
    return bytearray(hashlib.sha512(bytes(data)).digest())


def blake2b(data: Any, size: int) -> Any:
    return bytearray(hashlib.blake2b(bytes(data), digest_size=size).digest())


def md5(data: Any) -> Any:
    return bytearray(hashlib.md5(bytes(data)).digest())


def crc32(data: Any, seed: int = 0) -> int:
    return zlib.crc32(bytes(data), seed)

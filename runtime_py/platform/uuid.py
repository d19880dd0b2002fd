"""UUIDs (RFC 9562)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, to_hex
from runtime_py.platform.entropy import random_fill

SIZE = 16


def uuid_text(octets: Bytes, version: int) -> str:
    """The text of these 16 octets, in which version and variant are set."""
    octets[6] = (octets[6] & 0x0F) | (version << 4)
    octets[8] = (octets[8] & 0x3F) | 0x80
    digits = to_hex(octets)
    return '-'.join([digits[0:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]])


def random_uuid() -> str:
    """Version 4."""
    octets = alloc(SIZE)
    random_fill(octets, 0, SIZE)
    return uuid_text(octets, 4)

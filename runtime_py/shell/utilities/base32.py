"""base32: bytes as text of 32 characters (RFC 4648, section 6), and back (-d)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.shell.context import Context
from runtime_py.shell.utilities.base64 import encode_or_decode

_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_GROUP = 8
_PADDING = [0, 6, 4, 3, 1]  # number of characters, by the bytes in the last group
_OCTETS = 5


async def main(context: Context) -> int:
    return await encode_or_decode(context, to_base32, from_base32, _DIGITS + '=')


def to_base32(data: Bytes) -> str:
    parts: list[str] = []
    for at in range(0, len(data), _OCTETS):
        group = data[at : at + _OCTETS]
        bits = [(group[k] >> (7 - bit)) & 1 for k in range(len(group)) for bit in range(8)]
        while len(bits) % _OCTETS != 0:
            bits.append(0)
        for k in range(0, len(bits), _OCTETS):
            parts.append(_DIGITS[bits[k] * 16 + bits[k + 1] * 8 + bits[k + 2] * 4 + bits[k + 3] * 2 + bits[k + 4]])
        padding = _PADDING[len(group) % _OCTETS]
        parts.append('======'[:padding])
    return ''.join(parts)


def from_base32(text: str) -> Bytes:
    """Raises ValueError."""
    digits = text.rstrip('=')
    if (
        len(text) % _GROUP != 0
        or len(text) - len(digits) not in _PADDING
        or any([char not in _DIGITS for char in digits])
    ):
        raise ValueError('invalid input')
    data = alloc(len(digits) * _OCTETS // _GROUP)
    value = 0
    bits = 0
    at = 0
    for char in digits:
        value = ((value << _OCTETS) | _DIGITS.find(char)) & 0xFFF
        bits += _OCTETS
        if bits >= 8:
            bits -= 8
            data[at] = (value >> bits) & 0xFF
            at += 1
    return data

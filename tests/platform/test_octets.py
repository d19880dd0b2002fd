"""Octets that may not be UTF-8, as text and back."""

from __future__ import annotations

from runtime_py.platform.bytes import equal, to_hex
from runtime_py.platform.octets import octet_text, to_bytes, to_text


def test_every_octet_comes_back() -> None:
    for data in [b'plain', b'\xc3\xa9', b'a\xff\xfeb', b'\xed\xa0\x80', b'\xf0\x9f\x98\x80\x80', b'\xc0\xaf', b'']:
        assert equal(to_bytes(to_text(data)), data), to_hex(data)
    assert to_text(b'caf\xc3\xa9') == 'café' and octet_text(65) == 'A'
    assert to_text(b'\xff') == octet_text(255)

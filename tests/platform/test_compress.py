"""Compression: what one call writes another reads, in both worlds."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, concat, decode, encode, equal
from runtime_py.platform.compress import GzipStream, TooLarge, deflate_raw, gunzip, gzip, inflate_raw
from runtime_py.platform.text import repeat
from tests.support import raises

TEXT = encode(repeat('to be or not to be, ', 200))


def test_there_and_back() -> None:
    assert len(gzip(TEXT)) < 200 and equal(gunzip(gzip(TEXT)), TEXT)
    assert equal(inflate_raw(deflate_raw(TEXT)), TEXT) and equal(inflate_raw(deflate_raw(TEXT, 1), len(TEXT)), TEXT)
    assert len(gunzip(gzip(alloc(0)))) == 0


def test_a_stream() -> None:
    stream = GzipStream()
    whole = concat([stream.push(encode('to be '), False), stream.push(encode('or not'), True)])
    assert decode(gunzip(whole)) == 'to be or not'


def test_limits_and_damage() -> None:
    assert equal(gunzip(gzip(TEXT), len(TEXT)), TEXT)
    with raises(TooLarge):
        gunzip(gzip(TEXT), len(TEXT) - 1)
    with raises(ValueError):
        gunzip(encode('this is no gzip at all'))
    with raises(ValueError):
        gunzip(gzip(TEXT)[0:40])

"""Codings of HTTP bodies: those that both worlds know."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, concat, decode, encode
from runtime_py.platform.compress import deflate_raw, gzip
from runtime_py.platform.content_codings import CODINGS, Decoder
from tests.support import raises


def decoded(coding: str, parts: list[Bytes]) -> str:
    decoder = Decoder(coding)
    out: list[Bytes] = []
    for part in parts:
        decoder.feed(part)
        take_all(decoder, out)
    decoder.finish()
    take_all(decoder, out)
    return decode(concat(out))


def take_all(decoder: Decoder, out: list[Bytes]) -> None:
    taken = decoder.take()
    while taken is not None:
        if len(taken) > 0:
            out.append(taken)
        taken = decoder.take()


def test_whole_and_in_parts() -> None:
    for coding in ['gzip', 'x-gzip', 'deflate']:
        assert coding in CODINGS
    data = gzip(encode('hello hello hello'))
    assert decoded('gzip', [data]) == 'hello hello hello'
    assert decoded('x-gzip', [data[0:7], data[7 : len(data)]]) == 'hello hello hello'
    assert decoded('deflate', [deflate_raw(encode('raw'))]) == 'raw'


def test_a_body_that_is_cut() -> None:
    with raises(ValueError):
        decoded('gzip', [gzip(encode('hello hello hello'))[0:20]])

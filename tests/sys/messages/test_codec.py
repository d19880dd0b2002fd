"""Values as octets, and what a reader makes of octets that nobody wrote."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.lists import equal as same
from runtime_py.sys.messages.codec import DEPTH, BadMessage, decode_value, encode_value
from tests.support import raises


def test_values_come_back() -> None:
    values = [
        None,
        True,
        False,
        0,
        -1,
        2147483647,
        -2147483648,
        2147483648,
        9007199254740991,
        1.5,
        '',
        'täxt \U0001f600',
        'latin \udce9',
        [],
        [1, ['a', [None]]],
    ]
    assert same(decode_value(encode_value(values)), values)
    assert decode_value(encode_value(encode('octets'))) == encode('octets')
    large = alloc(100_000)
    large[99_999] = 7
    assert decode_value(encode_value([large, 'x']))[0][99_999] == 7


def test_octets_that_mean_nothing() -> None:
    good = encode_value([1, 'text', [2.5, encode('octets')]])
    for length in range(len(good)):
        with raises(BadMessage):
            decode_value(good[:length])
    for bad in [
        b'',
        b'\x08',
        b'\xff',
        b'\x00\x00',
        b'\x05\xff\xff\xff\xff',
        b'\x05\xff\xff\xff\x7fab',
        b'\x07\xff\xff\xff\x7f',
        b'\x07\x00\x00\x00\x80',
    ]:
        with raises(BadMessage):
            decode_value(bad)


def test_lists_are_nested_only_so_deep() -> None:
    value: list = []
    for _ in range(DEPTH - 1):
        value = [value]
    assert same(decode_value(encode_value(value)), value)
    with raises(BadMessage):
        decode_value(encode_value([value]))

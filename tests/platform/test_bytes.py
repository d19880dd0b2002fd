"""Bytes: the same results in both worlds, call by call."""

from __future__ import annotations

from runtime_py.platform.bytes import (
    alloc,
    compare,
    concat,
    copy,
    decode,
    decode_latin1,
    encode,
    encode_latin1,
    equal,
    from_base64,
    index_of,
    to_base64,
    to_hex,
    view,
    zero,
)


def test_text_and_back() -> None:
    assert to_hex(encode('aé漢\U0001f600')) == '61c3a9e6bca2f09f9880'
    assert decode(encode('aé漢\U0001f600')) == 'aé漢\U0001f600'
    assert decode(b'a\xffb\xc3') == 'a\ufffdb\ufffd'
    assert to_hex(encode_latin1('aé\xff')) == '61e9ff' and decode_latin1(b'a\xe9\xff') == 'aé\xff'


def test_base64_and_hexadecimal() -> None:
    assert to_base64(b'') == '' and to_base64(b'a') == 'YQ==' and to_base64(b'\xff\xfe\xfd') == '//79'
    assert to_hex(from_base64('//79')) == 'fffefd' and to_hex(alloc(3)) == '000000'


def test_comparing() -> None:
    assert equal(b'ab', b'ab') and not equal(b'ab', b'ac') and not equal(b'ab', b'abc') and equal(b'', alloc(0))
    assert compare(b'a', b'b') < 0 and compare(b'b', b'a') > 0 and compare(b'a', b'a') == 0
    assert compare(b'a', b'ab') < 0 and compare(b'\x80', b'\x7f') > 0


def test_copies_and_views() -> None:
    data = concat([b'ab', alloc(2), b'cd'])
    assert to_hex(data) == '616200006364'
    copy(b'xyz', 1, 3, data, 2)
    assert decode(data) == 'abyzcd'
    part = view(data, 2, 4)
    part[0] = 33
    assert decode(data) == 'ab!zcd' and len(part) == 2
    zero(data, 0, 2)
    assert to_hex(data) == '0000217a6364'
    copy(data, 2, 6, data, 0)
    assert decode(data) == '!zcdcd'


def test_looking_for_an_octet() -> None:
    assert index_of(b'abcabc', 99) == 2 and index_of(b'abcabc', 99, 3) == 5 and index_of(b'abc', 100) == -1

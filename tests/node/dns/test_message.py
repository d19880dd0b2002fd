"""DNS messages: the encoding of queries, and replies with pointers, truncated and invalid ones."""

from runtime_py.node.dns.message import BadMessage, Reader, encode_name, encode_query, label_text, parse_reply, put_word
from runtime_py.platform.bytes import Bytes, concat, encode, to_hex
from runtime_py.platform.text import repeat

QUESTION = '07 6578616d706c65 03 6f7267 00 0001 0001'


def from_hex(text: str) -> Bytes:
    digits = text.replace(' ', '')
    out = bytearray(len(digits) // 2)
    for k in range(len(out)):
        out[k] = '0123456789abcdef'.index(digits[k * 2]) * 16 + '0123456789abcdef'.index(digits[k * 2 + 1])
    return out


def is_bad(data: Bytes) -> bool:
    try:
        parse_reply(data)
    except BadMessage:
        return True
    return False


def test_a_query() -> None:
    for name in ['example.org', 'example.org.']:
        assert to_hex(encode_query(0x1234, name, 1)) == '123401000001000000000000' + QUESTION.replace(' ', '')
    assert encode_query(1, 'a..b', 1) is None
    assert encode_query(1, 'caf\u00e9.org', 1) is None
    assert encode_name(repeat('x', 64)) is None
    assert encode_name('.'.join([repeat('x', 63) for _ in range(5)])) is None
    assert encode_name('') == [0]


def test_a_reply() -> None:
    data = from_hex(
        '1234 8180 0001 0002 0000 0000'
        + QUESTION
        + 'c00c 0001 0001 0000007b 0004 01020304'
        + '03 777777 c00c 0001 0001 00000001 0004 05060708'
    )
    reply = parse_reply(data)
    assert reply.number == 0x1234
    assert reply.code() == 0
    assert reply.name == 'example.org'
    assert [record.name for record in reply.answers] == ['example.org', 'www.example.org']
    assert reply.answers[0].ttl == 123
    assert to_hex(data[reply.answers[0].start : reply.answers[0].end]) == '01020304'


def test_broken_replies() -> None:
    whole = from_hex('1234 8180 0001 0001 0000 0000' + QUESTION + 'c00c 0001 0001 0000007b 0004 01020304')
    for length in range(len(whole)):
        assert is_bad(whole[:length])
    circle = from_hex('1234 8180 0001 0001 0000 0000' + QUESTION + 'c01d 0001 0001 0000007b 0004 01020304')
    assert is_bad(circle)
    query = concat([whole])
    put_word(query, 2, 0x100)
    assert is_bad(query)


def test_labels() -> None:
    assert label_text(encode('a.b')) == 'a\\.b'
    assert Reader(from_hex('01 61 00')).name() == 'a'

"""HPACK: RFC 7541's own examples (appendix C), the table's limits, and invalid input."""

from runtime_py.node.http2.hpack import Decoder, Encoder, Field
from runtime_py.node.http2.huffman import HpackError
from runtime_py.platform.bytes import Bytes, alloc, to_hex
from tests.support import raises


def octets(text: str) -> Bytes:
    text = text.replace(' ', '')
    out = alloc(len(text) // 2)
    for k in range(len(out)):
        out[k] = '0123456789abcdef'.index(text[k * 2]) * 16 + '0123456789abcdef'.index(text[k * 2 + 1])
    return out


def decoded(decoder: Decoder, text: str) -> list[str]:
    return [field.name + '=' + field.value for field in decoder.decode(octets(text))]


FIRST = [':method=GET', ':scheme=http', ':path=/', ':authority=www.example.com']


def test_requests_without_huffman():
    decoder = Decoder()
    assert decoded(decoder, '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d') == FIRST
    assert decoder.table.size == 57
    assert decoded(decoder, '8286 84be 5808 6e6f 2d63 6163 6865') == [*FIRST, 'cache-control=no-cache']
    assert decoded(decoder, '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65') == [
        ':method=GET',
        ':scheme=https',
        ':path=/index.html',
        ':authority=www.example.com',
        'custom-key=custom-value',
    ]
    assert decoder.table.size == 164


def test_requests_with_huffman():
    decoder = Decoder()
    assert decoded(decoder, '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff') == FIRST
    assert decoded(decoder, '8286 84be 5886 a8eb 1064 9cbf') == [*FIRST, 'cache-control=no-cache']
    assert decoder.table.size == 110


def test_what_is_encoded_is_decoded():
    encoder = Encoder(4096)
    decoder = Decoder()
    fields = [
        Field(':method', 'GET', False),
        Field(':authority', 'www.example.com', False),
        Field('x-any', 'caf\xe9 \xff', False),
        Field('password', 'secret', True),
        Field('content-length', '12', False),
        Field('long', ''.join(['x' for _ in range(700)]), False),
    ]
    for _ in range(2):
        found = decoder.decode(encoder.encode(fields))
        assert [field.name + field.value for field in found] == [field.name + field.value for field in fields]
        assert [field.sensitive for field in found] == [False, False, False, True, False, False]
    assert encoder.table.size == decoder.table.size
    assert (
        to_hex(Encoder(4096).encode([Field(':authority', 'www.example.com', False)])) == '418cf1e3c2e5f23a6ba0ab90f4ff'
    )


def test_the_table_drops_the_oldest():
    encoder = Encoder(4096)
    decoder = Decoder()
    decoder.set_limit(100)
    encoder.set_limit(100)
    for k in range(5):
        found = decoder.decode(encoder.encode([Field(f'name-{k}', 'value', False)]))
        assert found[0].name == f'name-{k}'
    assert [entry.name for entry in decoder.table.entries] == ['name-4', 'name-3']
    assert decoder.table.size == encoder.table.size


def test_refused():
    for text in ['80', 'c6', '3fe11f00', '00', '0005 6161', '7fffffffffff7f', '0081ff', '8f82 3f', '000182ffff00']:
        with raises(HpackError):
            Decoder().decode(octets(text))
    shrunk = Decoder()
    shrunk.set_limit(0)
    with raises(HpackError):
        shrunk.decode(octets('82'))

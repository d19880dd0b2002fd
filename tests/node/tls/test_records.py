"""Records and the encoding of messages: whole ones, pieces, ones that are too long, data that isn't TLS; encoded
sessions."""

from runtime_py.node.tls.failure import TlsFailure, reason_number, received_alert
from runtime_py.node.tls.hello import ClientHello, write_client_hello, write_protocols
from runtime_py.node.tls.names import (
    ALERT,
    APPLICATION_DATA,
    DECODE_ERROR,
    EXT_ALPN,
    HANDSHAKE,
    RECORD_OVERFLOW,
    UNEXPECTED_MESSAGE,
)
from runtime_py.node.tls.protection import Sequence
from runtime_py.node.tls.records import Records
from runtime_py.node.tls.session import Session, decode_session
from runtime_py.node.tls.wire import Reader, Writer, octets_of
from runtime_py.platform.bytes import Bytes, alloc, concat, encode_latin1, equal, to_hex, view


def failure_of(step: object) -> TlsFailure | None:
    try:
        step()
    except TlsFailure as failure:
        return failure
    return None


def first_failure(is_server: bool, text: str) -> TlsFailure | None:
    records = Records(is_server)
    records.feed(encode_latin1(text))
    return failure_of(lambda: records.next())


def record(kind: int, content: Bytes) -> Bytes:
    return concat([octets_of([kind, 3, 3, len(content) >> 8, len(content) & 255]), content])


def test_pieces_of_a_record():
    records = Records(True)
    whole = concat([record(HANDSHAKE, octets_of([1, 2, 3])), record(ALERT, octets_of([1, 0]))])
    for i in range(len(whole)):
        assert records.next() is None or i == 8
        records.feed(view(whole, i, i + 1))
    opened = records.next()
    assert opened.kind == ALERT and to_hex(opened.content) == '0100' and records.buffered == 0


def test_several_at_once():
    records = Records(True)
    records.feed(
        concat(
            [record(HANDSHAKE, octets_of([7])), record(APPLICATION_DATA, alloc(0)), record(HANDSHAKE, octets_of([8]))]
        )
    )
    kinds = [records.next().kind, records.next().kind, records.next().kind]
    assert kinds == [HANDSHAKE, APPLICATION_DATA, HANDSHAKE] and records.next() is None


def test_large_writes_are_cut():
    records = Records(False)
    records.write(APPLICATION_DATA, alloc(40000))
    assert [len(part) for part in records.take_output()] == [16389, 16389, 7237]
    records.fragment = 512
    records.write(APPLICATION_DATA, alloc(1000))
    assert [len(part) for part in records.take_output()] == [517, 493]
    assert not records.has_output()


def test_other_protocols():
    for text, reason in [
        ['GET / HTTP/1.1', 'http request'],
        ['CONNECT a:1', 'https proxy request'],
        ['SSH-2.0', 'wrong version number'],
    ]:
        failure = first_failure(True, text)
        assert failure.reason == reason and failure.alert == -1
    assert first_failure(False, 'HTTP/1.1 400 Bad Request').reason == 'wrong version number'


def test_lengths():
    records = Records(True)
    records.feed(octets_of([HANDSHAKE, 3, 3, 0xFF, 0xFF]))
    assert failure_of(lambda: records.next()).alert == RECORD_OVERFLOW
    newer = Records(True)
    newer.is_1_3 = True
    newer.feed(record(20, octets_of([1])))
    assert newer.next() is None and newer.buffered == 0
    newer.feed(record(20, octets_of([2])))
    assert failure_of(lambda: newer.next()).alert == UNEXPECTED_MESSAGE


def test_sequence_numbers():
    sequence = Sequence()
    for _ in range(256):
        sequence.step()
    assert to_hex(sequence.octets) == '0000000000000100'
    for i in range(8):
        sequence.octets[i] = 255
    sequence.step()
    assert to_hex(sequence.octets) == '0000000000000000'


def test_numbers_and_vectors():
    octets = (
        Writer()
        .u8(1)
        .u16(0x0203)
        .u24(0x040506)
        .u32(0xF7080900)
        .vector8(octets_of([9]))
        .vector16(octets_of([8, 7]))
        .numbers16([1, 0xFFFF])
        .result()
    )
    assert to_hex(octets) == '010203040506f7080900010900020807000400' + '01ffff'
    reader = Reader(octets)
    assert [reader.u8(), reader.u16(), reader.u24(), reader.u32()] == [1, 0x0203, 0x040506, 0xF7080900]
    assert (
        to_hex(reader.vector8()) == '09' and to_hex(reader.vector16()) == '0807' and reader.numbers16() == [1, 0xFFFF]
    )
    reader.end()
    assert failure_of(lambda: reader.u8()).alert == DECODE_ERROR
    assert failure_of(lambda: Reader(octets_of([5, 1])).vector8()).reason == 'length mismatch'
    assert failure_of(lambda: Reader(octets_of([5])).end()).reason == 'length mismatch'


def test_a_hello():
    extensions = (
        Writer().u16(EXT_ALPN).vector16(write_protocols([encode_latin1('h2'), encode_latin1('http/1.1')])).result()
    )
    hello = ClientHello(write_client_hello(alloc(32), octets_of([1, 2]), [0x1301, 0x1302], extensions))
    assert hello.suites == [0x1301, 0x1302] and hello.protocols == ['h2', 'http/1.1'] and len(hello.session_id) == 2
    assert hello.server_name == '' and hello.versions == [] and hello.shares == [] and not hello.wants_ocsp
    twice = concat([extensions, extensions])
    assert (
        failure_of(lambda: ClientHello(write_client_hello(alloc(32), alloc(0), [1], twice))).reason == 'bad extension'
    )
    assert failure_of(lambda: ClientHello(alloc(3))).alert == DECODE_ERROR


def test_alerts_and_reasons():
    assert received_alert(48).reason == 'tlsv1 alert unknown ca' and reason_number('tlsv1 alert unknown ca') == 1048
    assert reason_number('wrong version number') == 267 and received_alert(200).reason == 'unknown alert type'


def test_sessions():
    made = Session()
    made.version = 0x0304
    made.suite = 0x1301
    made.secret = octets_of([1, 2, 3])
    made.ticket = alloc(300)
    made.age_add = 0xFEDCBA98
    made.made_at = 1790000000
    made.server_name = 'localhost'
    made.verify_result = 'CERT_HAS_EXPIRED'
    made.chain = [octets_of([5, 6]), alloc(70000)]
    found = decode_session(made.encode())
    assert (
        found.suite == 0x1301
        and found.age_add == 0xFEDCBA98
        and found.made_at == 1790000000
        and found.server_name == 'localhost'
    )
    assert (
        found.verify_result == 'CERT_HAS_EXPIRED'
        and len(found.chain) == 2
        and equal(found.chain[0], octets_of([5, 6]))
        and len(found.chain[1]) == 70000
    )
    assert decode_session(encode_latin1('nothing')) is None and decode_session(alloc(0)) is None
    octets = made.encode()
    assert decode_session(octets[0 : len(octets) - 5]) is None

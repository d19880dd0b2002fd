"""Messages of programs before HTTP begins."""

from runtime_py.network.preface import LIMIT, Preface, answer_tls
from runtime_py.platform.bytes import alloc, decode, encode


def test_lines_then_http():
    preface = Preface()
    preface.receive(encode('\0TLS one.test h2,http/1.1\n\0CAC'))
    assert preface.next_line() == ['TLS', 'one.test', 'h2,http/1.1']
    assert preface.next_line() is None and not preface.is_over()
    preface.receive(encode('HE\nGET / HTTP/1.1\r\n'))
    assert (
        preface.next_line() == ['CACHE']
        and preface.next_line() is None
        and preface.is_over()
        and not preface.is_real_tls()
    )
    assert decode(preface.rest()) == 'GET / HTTP/1.1\r\n'


def test_no_preface():
    preface = Preface()
    assert preface.next_line() is None and not preface.is_over()
    preface.receive(encode('GET'))
    assert preface.next_line() is None and preface.is_over()


def test_real_tls_and_endless_lines():
    preface = Preface()
    preface.receive(bytearray([0x16, 3, 1]))
    assert preface.is_over() and preface.is_real_tls()
    endless = Preface()
    endless.receive(alloc(LIMIT + 1))
    assert endless.next_line() is None and endless.is_too_long()


def test_answers_to_tls():
    assert answer_tls(['TLS', 'one.test', '-'], 'one.test').line() == '\0OK -\n'
    assert answer_tls(['TLS', 'ONE.test.', 'h2,http/1.1'], 'one.test').line() == '\0OK http/1.1\n'
    assert answer_tls(['TLS', '-', 'http/1.1'], '192.0.2.7').line() == '\0OK http/1.1\n'
    assert (
        answer_tls(['TLS', 'one.test', 'h2'], 'one.test')
        .line()
        .startswith('\0NO ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL ')
    )
    assert answer_tls(['TLS', 'other.test', '-'], '192.0.2.7').line().startswith('\0NO ERR_TERRARIUM_UNSUPPORTED ')

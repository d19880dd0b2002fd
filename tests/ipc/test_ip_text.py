"""Addresses are parsed and formatted as by inet_pton and inet_ntop."""

from runtime_py.ipc.ip_text import (
    canonical,
    compare_addresses,
    in_subnet,
    is_loopback,
    parse_address,
    parse_ipv4,
    parse_ipv6,
)


def test_ipv4():
    assert parse_ipv4('127.0.0.1') == [127, 0, 0, 1]
    for bad in ['1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.x', '', '1..2.3']:
        assert parse_ipv4(bad) is None


def test_ipv6_forms():
    assert canonical('::1') == '::1'
    assert canonical('::') == '::'
    assert canonical('0:0:0:0:0:0:0:1') == '::1'
    assert canonical('2001:DB8:0:0:1:0:0:1') == '2001:db8::1:0:0:1'
    assert canonical('::ffff:1.2.3.4') == '::ffff:1.2.3.4'
    assert canonical('::1.2.3.4') == '::1.2.3.4'
    assert canonical('fe80::1%lo') == 'fe80::1'
    assert canonical('1:2:3:4:5:6:7:8') == '1:2:3:4:5:6:7:8'
    assert canonical('1::') == '1::'


def test_ipv6_refused():
    for bad in [
        ':',
        ':::',
        '1::2::3',
        '1:2:3:4:5:6:7',
        '1:2:3:4:5:6:7:8:9',
        'g::',
        '12345::',
        '1.2.3.4::',
        '1:2:3:4:5:6:7::8',
    ]:
        assert parse_ipv6(bad) is None


def test_loopback():
    for text in ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']:
        assert is_loopback(parse_address(text))
    for text in ['128.0.0.1', '::2', '::']:
        assert not is_loopback(parse_address(text))


def test_compare_and_subnet():
    assert compare_addresses(parse_address('10.0.0.1'), parse_address('10.0.0.2')) == -1
    assert compare_addresses(parse_address('::ffff:10.0.0.1'), parse_address('10.0.0.1')) == 0
    assert compare_addresses(parse_address('::1'), parse_address('10.0.0.1')) is None
    assert in_subnet(parse_address('10.1.2.3'), parse_address('10.1.0.0'), 16)
    assert not in_subnet(parse_address('10.2.2.3'), parse_address('10.1.0.0'), 16)
    assert in_subnet(parse_address('10.1.2.3'), parse_address('10.1.2.0'), 23)
    assert in_subnet(parse_address('::ffff:10.1.2.3'), parse_address('10.1.0.0'), 16)
    assert in_subnet(parse_address('10.1.2.3'), parse_address('::ffff:10.0.0.0'), 104)
    assert in_subnet(parse_address('10.1.2.3'), parse_address('::'), 64)
    assert not in_subnet(parse_address('10.1.2.3'), parse_address('::'), 96)
    assert in_subnet(parse_address('2001:db8::5'), parse_address('2001:db8::'), 64)

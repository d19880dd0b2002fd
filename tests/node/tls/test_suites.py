"""Cipher strings, groups and signature schemes: OpenSSL's names for them. The lists come from OpenSSL 3.5 (`openssl
ciphers`), limited to our suites."""

from runtime_py.node.tls.names import TLS_1_3
from runtime_py.node.tls.schemes import (
    SECP256R1,
    X25519,
    X25519_MLKEM768,
    default_schemes,
    find_scheme,
    offered_schemes,
    parse_groups,
    parse_schemes,
)
from runtime_py.node.tls.suites import SUITES, choose_1_3, find_suite, parse_ciphers


def names(text: str) -> list[str]:
    return [suite.name for suite in parse_ciphers(text).chosen]


def test_names_of_suites():
    suite = find_suite(0xC02F)
    assert (
        suite.name == 'ECDHE-RSA-AES128-GCM-SHA256' and suite.standard_name == 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'
    )
    assert (
        find_suite(0xC037).name == 'ECDHE-PSK-AES128-CBC-SHA256'
        and find_suite(0xC037).standard_name == 'TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256'
    )
    assert (
        find_suite(0x002F).name == 'AES128-SHA' and find_suite(0x002F).standard_name == 'TLS_RSA_WITH_AES_128_CBC_SHA'
    )
    assert find_suite(0xCCA8).name == 'ECDHE-RSA-CHACHA20-POLY1305'
    assert find_suite(0x1234) is None
    numbers = [suite.number for suite in SUITES]
    assert len([number for number in numbers if numbers.count(number) > 1]) == 0


def test_one_suite_and_sets():
    assert names('AES128-SHA') == ['AES128-SHA']
    assert names('TLS_RSA_WITH_AES_128_CBC_SHA') == ['AES128-SHA']
    assert names('ECDHE+CHACHA20') == ['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305']
    assert names('kRSA+AESGCM') == ['AES256-GCM-SHA384', 'AES128-GCM-SHA256']
    assert names('PSK+SHA384') == ['ECDHE-PSK-AES256-CBC-SHA384', 'PSK-AES256-CBC-SHA384']


def test_order_exclusion_and_removal():
    assert names('AES128-SHA:AES256-SHA') == ['AES128-SHA', 'AES256-SHA']
    assert names('kRSA:!AES256:!SHA') == ['AES128-GCM-SHA256', 'AES128-SHA256']
    assert names('AES128-SHA:AES256-SHA:-AES128-SHA:AES128-SHA') == ['AES256-SHA', 'AES128-SHA']
    assert names('AES128-SHA:!AES128-SHA:AES128-SHA') == []
    assert names('AES128-SHA:AES256-SHA:+AES128-SHA') == ['AES256-SHA', 'AES128-SHA']
    assert names('AES128-SHA AES256-SHA,AES128-SHA256') == ['AES128-SHA', 'AES256-SHA', 'AES128-SHA256']
    assert names('blah') == [] and names('blah:AES128-SHA') == ['AES128-SHA'] and names('constructor') == []


def test_levels():
    assert parse_ciphers('ALL@SECLEVEL=0').security_level == 0
    assert parse_ciphers('DEFAULT:@SECLEVEL=3').security_level == 3
    assert parse_ciphers('DEFAULT').security_level == -1
    assert len(names('ALL@SECLEVEL=0')) == len(names('ALL')) > 30


def test_suites_of_1_3():
    assert [suite.number for suite in choose_1_3('TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384')] == [0x1301, 0x1302]
    assert choose_1_3('TLS_BLAH') is None and choose_1_3('AES128-SHA') is None


def test_groups():
    assert parse_groups('auto')[0] == X25519_MLKEM768
    assert parse_groups('P-256:X25519') == [SECP256R1, X25519]
    assert parse_groups('prime256v1') == [SECP256R1] and parse_groups('secp256r1') == [SECP256R1]
    assert parse_groups('?unknown:*X25519') == [X25519]
    assert parse_groups('unknown') is None and parse_groups('') is None


def test_schemes():
    assert parse_schemes('RSA-PSS+SHA256') == [0x0804] and parse_schemes('rsa_pss_pss_sha256') == [0x0809]
    assert parse_schemes('ECDSA+SHA256:ed25519') == [0x0403, 0x0807]
    assert parse_schemes('RSA+SHA1') == [0x0201] and 0x0201 not in default_schemes()
    assert parse_schemes('foo') is None
    assert 0x0905 in offered_schemes(default_schemes(), TLS_1_3) and 0x0905 not in offered_schemes(
        default_schemes(), TLS_1_3 - 1
    )


def test_which_key_may_sign():
    assert find_scheme(0x0403).suits('ec', 'prime256v1', TLS_1_3) and not find_scheme(0x0403).suits(
        'ec', 'secp384r1', TLS_1_3
    )
    assert find_scheme(0x0403).suits('ec', 'secp384r1', TLS_1_3 - 1)
    assert not find_scheme(0x0401).suits('rsa', '', TLS_1_3) and find_scheme(0x0401).suits('rsa', '', TLS_1_3 - 1)
    assert not find_scheme(0x0809).suits('rsa', '', TLS_1_3)

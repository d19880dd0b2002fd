"""Numbers as the shell reads them: 64 bits, never rounded."""

from __future__ import annotations

from runtime_py.shell.numerals import LEAST_INT64, MOST_INT64, are_digits, constant, count, decimal, integer, is_plain


def test_signed_decimals() -> None:
    assert [decimal(text) for text in ['0', ' 12\n', '-5', '+7', '007', '123456789012345']] == [
        0,
        12,
        -5,
        7,
        7,
        123456789012345,
    ]
    assert decimal('9223372036854775807') == MOST_INT64 and decimal('-9223372036854775808') == LEAST_INT64
    for text in ['', ' ', '-', '+-1', '1 2', '0x1', '1.5', '9223372036854775808', '-9223372036854775809', '١']:
        assert decimal(text) is None, text


def test_numbers_of_any_size() -> None:
    assert str(integer('99999999999999999999')) == '99999999999999999999' and integer('-3') == -3 and integer('+3') == 3
    assert [integer(text) for text in [' 1', '', '-', '1a']] == [None, None, None, None]


def test_counts() -> None:
    assert [count(text) for text in ['0', '12', '00000000000007', '2147483647']] == [0, 12, 7, 2147483647]
    assert [count(text) for text in ['2147483648', '-1', '+1', '', '99999999999', '1 ']] == [None for _ in range(6)]


def test_constants() -> None:
    texts = [
        '0',
        '10',
        '010',
        '0x1F',
        '2#101',
        '36#z',
        '16#fF',
        '08',
        '0x',
        '1#0',
        '65#1',
        '2#2',
        '#1',
        '2#',
        '1a',
        '-1',
    ]
    found = [0, 10, 8, 31, 5, 35, 255, *[None for _ in range(9)]]
    assert [constant(text) for text in texts] == found
    assert str(constant('0xffffffffffffffff')) == '18446744073709551615'


def test_digits() -> None:
    assert is_plain('') and not are_digits('') and are_digits('19') and not are_digits('19', 8) and are_digits('ff', 16)


def test_large_bases() -> None:
    assert [constant(text) for text in ['37#1', '64#_', '64#@', '64#Z', '62#Z', '56#a', '40#D', '40#E']] == [
        1,
        63,
        62,
        61,
        61,
        10,
        39,
        None,
    ]

"""Backslash escapes of echo -e and printf."""

from __future__ import annotations

from runtime_py.platform.octets import octet_text
from runtime_py.shell.support.escapes import digits_end, escape_at, number, unescape


def test_letters_and_numbers() -> None:
    assert unescape('a\\tb\\n\\\\\\e').text == 'a\tb\n\\\x1b'
    assert unescape('\\0101\\101\\x41\\u0041\\U00000041').text == 'AAAAA'
    assert unescape('\\00101').text == '\x081'  # \0 and up to three digits
    assert unescape('\\x414\\u20ac').text == 'A4€'
    assert unescape('\\0377').text == octet_text(255) and unescape('\\0').text == '\0'


def test_what_is_no_escape_stays() -> None:
    assert [unescape(text).text for text in ['\\q', '\\', 'a\\', '\\xg', '\\ug', '']] == [
        '\\q',
        '\\',
        'a\\',
        '\\xg',
        '\\ug',
        '',
    ]


def test_the_end_of_all_output() -> None:
    found = unescape('one\\ctwo')
    assert found.text == 'one' and found.stop and not unescape('one').stop


def test_parts() -> None:
    found = escape_at('ab\\1234', 2)
    assert found.text == 'S' and found.end == 6
    assert digits_end('12x', 0, 8, 9) == 2 and digits_end('129', 0, 8, 9) == 2 and digits_end('1234', 0, 16, 3) == 3
    assert number('ff', 16) == 255 and number('', 8) == 0

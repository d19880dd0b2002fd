"""Counts in control sequences, whole and in pieces."""
from runtime_py.ide.sequence_limits import SequenceLimits
from runtime_py.platform.text import repeat


def passed(*pieces):
    limits = SequenceLimits()
    return ''.join([limits.limited(piece) for piece in pieces])


def test_counts_are_limited():
    for final in '@bLMPSTXABCDEFGHdZI':
        assert passed(f'\x1b[999999999{final}x') == f'\x1b[9999{final}x'
        assert passed(f'\x9b2147483647{final}') == f'\x9b9999{final}'
    assert passed('\x1b[12345;7H') == '\x1b[9999;7H'
    assert passed('\x1b[7;0000000000000012H') == '\x1b[7;0000000000000012H'


def test_what_is_small_or_no_count_stays():
    for text in ['plain', '\x1b[1;31mred\x1b[0m', '\x1b[9999L', '\x1b[38;2;1;2;3m', '\x1b[?2004h', '\x1b]0;title\x07', '\x1b(B', '\x1b[H\x1b[2J', '\x1b[99999u', '\x1b[4294967295q',
                 '\x1b[;H', '\x1b[m', '\x1b7\x1b8', '\x1b[>4;1m', '\x1b[38:5:100000m']:
        assert passed(text) == text
        assert passed(*[char for char in text]) == text


def test_in_pieces():
    text = 'A\x1b[2147483647bB\x1b[1234567;5HC'
    for k in range(len(text) + 1):
        assert passed(text[:k], text[k:]) == 'A\x1b[9999bB\x1b[9999;5HC'
    assert passed(*[char for char in text]) == 'A\x1b[9999bB\x1b[9999;5HC'


def test_control_characters_within():
    assert passed('\x1b[99999\n99999L') == '\n\x1b[9999L'
    assert passed('\x1b[999\x7f9999b') == '\x1b[9999b'
    assert passed('\x1b[99999\x18L') == '\x1b[99999\x18L'
    assert passed('\x1b[99999\x1b[5L') == '\x1b[99999\x1b[5L'


def test_without_an_end():
    limits = SequenceLimits()
    for _ in range(100):
        limits.limited('\x1b[' + repeat('9', 100))
    long = SequenceLimits()
    assert long.limited('a\x1b[' + repeat('1;', 5000)) == 'a'
    assert long.limited('text') == 'text'
    assert passed('a\x1b') == 'a'

"""Counts in control sequences, whole and in pieces."""

from runtime_py.ide.sequence_limits import SequenceLimits
from runtime_py.platform.text import repeat

CELLS = str(80 * 24)


def passed(*pieces):
    limits = SequenceLimits(80, 24)
    return ''.join([limits.limited(piece) for piece in pieces])


def test_counts_are_limited_to_the_screen():
    for final in '@LMPSTXABCDEFGHdZI':
        assert passed(f'\x1b[999999999{final}x') == f'\x1b[80{final}x'
        assert passed(f'\x9b2147483647{final}') == f'\x9b80{final}'
    assert passed('\x1b[12345;7H') == '\x1b[80;7H'
    assert passed('\x1b[7;0000000000000012H') == '\x1b[7;0000000000000012H'
    assert passed('\x1b[2147483647b') == f'\x1b[{CELLS}b'
    assert passed('\x1b[100b') == '\x1b[100b'
    assert passed("\x1b[99999'}\x1b[99999'~\x1b[99999 @\x1b[99999 A") == "\x1b[80'}\x1b[80'~\x1b[80 @\x1b[80 A"
    assert passed('\x1b[1:99999L') == '\x1b[1:80L'


def test_another_size():
    limits = SequenceLimits(80, 24)
    limits.resize(50, 200)
    assert limits.limited('\x1b[999L\x1b[120S') == '\x1b[200L\x1b[120S'


def test_what_is_small_or_no_count_stays():
    for text in [
        'plain',
        '\x1b[1;31mred\x1b[0m',
        '\x1b[80L',
        '\x1b[38;2;1;2;3m',
        '\x1b[?2004h',
        '\x1b]0;title\x07',
        '\x1b(B',
        '\x1b[H\x1b[2J',
        '\x1b[99999u',
        '\x1b[4294967295q',
        '\x1b[;H',
        '\x1b[m',
        '\x1b7\x1b8',
        '\x1b[>4;1m',
        '\x1b[38:5:100000m',
        '\x1bP1$r0m\x1b\\',
        '\x1b_apc\x1b\\',
        'é\x1b[é',
    ]:
        assert passed(text) == text
        assert passed(*[char for char in text]) == text


def test_in_pieces():
    text = 'A\x1b[2147483647bB\x1b[1234567;5HC\x9b99999LD'
    for k in range(len(text) + 1):
        assert passed(text[:k], text[k:]) == f'A\x1b[{CELLS}bB\x1b[80;5HC\x9b80LD'
    assert passed(*[char for char in text]) == f'A\x1b[{CELLS}bB\x1b[80;5HC\x9b80LD'


def test_control_characters_within():
    assert passed('\x1b[99999\n99999L') == '\n\x1b[80L'
    assert passed('\x1b[999\x7f9999L') == '\x1b[80L'
    assert passed('\x1b[99999\x18L') == '\x1b[99999\x18L'
    assert passed('\x1b[99999\x1b[5L') == '\x1b[99999\x1b[5L'


def test_control_characters_before_the_bracket():
    assert passed('\x1b\n[99999L') == '\n\x1b[80L'
    assert passed('\x1b\x7f[99999L') == '\x7f\x1b[80L'
    assert passed('\x1b', '\r\n', '[99999L') == '\r\n\x1b[80L'
    assert passed('\x1b\x18[99999L') == '\x1b\x18[99999L'


def test_one_begins_within_another():
    assert passed('\x1b[\x9b99999L') == '\x1b[\x9b80L'
    assert passed('\x9b1\x9b99999L') == '\x9b1\x9b80L'
    assert passed('\x1b\x1b[99999L') == '\x1b\x1b[80L'
    assert passed('\x1b]0;title\x1b[99999L') == '\x1b]0;title\x1b[80L'
    assert passed('\x1bPq\x9b99999L') == '\x1bPq\x9b80L'


def test_without_an_end():
    limits = SequenceLimits(80, 24)
    for _ in range(100):
        limits.limited('\x1b[' + repeat('9', 100))
    long = SequenceLimits(80, 24)
    assert long.limited('a\x1b[' + repeat('1;', 5000)) == 'a'
    assert long.limited('text') == 'text'
    assert passed('a\x1b') == 'a'
    assert passed('a\x1b', repeat('\n', 2000)) == 'a' + repeat('\n', 2000)

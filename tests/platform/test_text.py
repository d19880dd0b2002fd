"""Text: the same results in both worlds, call by call."""

from __future__ import annotations

from runtime_py.platform.text import (
    code_points,
    compare,
    error_text,
    from_code_points,
    is_well_formed,
    pad_left,
    pad_right,
    parse_int,
    repeat,
    to_base,
    unit_count,
)


def test_padding() -> None:
    assert pad_left('7', 3) == '  7' and pad_left('7', 3, '0') == '007' and pad_left('1234', 3) == '1234'
    assert pad_right('7', 3) == '7  ' and pad_right('7', 3, '.') == '7..' and repeat('ab', 3) == 'ababab'
    assert repeat('ab', 0) == ''


def test_numbers() -> None:
    assert to_base(255, 16) == 'ff' and to_base(5, 2) == '101' and to_base(-255, 16) == '-ff' and to_base(0, 8) == '0'
    assert parse_int('ff', 16) == 255 and parse_int('777', 8) == 511 and parse_int('8', 8) is None
    assert parse_int('', 10) is None and parse_int('1x', 10) is None


def test_code_points() -> None:
    assert code_points('a漢\U0001f600') == [97, 28450, 128512]
    assert from_code_points([97, 28450, 128512]) == 'a漢\U0001f600'
    assert unit_count('a', 0) == 1
    assert is_well_formed('a\U0001f600') and not is_well_formed('a\ud800')


def test_order_is_by_code_points() -> None:
    assert compare('a', 'b') < 0 and compare('b', 'a') > 0 and compare('a', 'a') == 0 and compare('a', 'ab') < 0
    assert compare('\uffff', '\U0001f600') < 0


def test_errors() -> None:
    try:
        raise ValueError('what was wrong')
    except ValueError as error:
        assert error_text(error) == 'what was wrong'

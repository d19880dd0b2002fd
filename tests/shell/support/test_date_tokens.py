"""Words and numbers of dates."""

from __future__ import annotations

from runtime_py.shell.support.date_tokens import (
    AGO,
    MARK,
    MERIDIAN,
    MONTH,
    NUMBER,
    ORDINAL,
    SHIFT,
    SIGNED,
    UNIT,
    WEEKDAY,
    ZONE,
    tokens_of,
)


def parts(text: str) -> list:
    return [[token.kind, token.value] for token in tokens_of(text)]


def test_numbers() -> None:
    assert parts('12 +3 - 4') == [[NUMBER, 12], [SIGNED, 3], [SIGNED, -4]]
    found = tokens_of('1,5 007 2.')
    assert [found[0].value, found[0].is_decimal, found[1].digits, found[2].value] == [1.5, True, 3, 2]
    assert parts('+') == [] and parts('') == []


def test_words() -> None:
    assert parts('Sept tues. Fri') == [[MONTH, 9], [MARK, 0], [WEEKDAY, 5]]
    assert parts('a.m. PM') == [[MERIDIAN, 0], [MERIDIAN, 12]]
    assert parts('next third last') == [[ORDINAL, 1], [ORDINAL, 3], [ORDINAL, -1]]
    assert parts('tomorrow ago') == [[SHIFT, 1], [AGO, -1]]
    assert [token.name for token in tokens_of('weeks sec')] == ['week', 'sec'] and tokens_of('days')[0].kind == UNIT


def test_zones() -> None:
    assert parts('UTC z est a y') == [[ZONE, 0], [ZONE, 0], [ZONE, -300], [ZONE, 60], [ZONE, -720]]


def test_comments_and_marks() -> None:
    assert parts('(a (b) c) 5 (open') == [[NUMBER, 5]]
    assert [token.name for token in tokens_of('/:rubbish')] == ['/', ':', 'rubbish']

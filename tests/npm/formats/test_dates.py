"""Dates of registries and people."""

from runtime_py.npm.formats.dates import date_text, parse_date
from runtime_py.platform.civil import days_from_civil


def test_dates() -> None:
    for text, ms in [
        ['1970-01-01', 0],
        ['1970-01-02T00:00:00.000Z', 86400000],
        ['2024-02-29T12:30:15Z', 1709209815000],
        ['2024-02-29T12:30:15+02:00', 1709202615000],
        ['nonsense', None],
        ['2024-13-01', None],
    ]:
        assert parse_date(text) == ms, text
    assert days_from_civil(1970, 1, 1) == 0 and days_from_civil(2000, 3, 1) == 11017


def test_texts() -> None:
    for text in ['1970-01-01T00:00:00.000Z', '2024-02-29T12:30:15.007Z', '1999-12-31T23:59:59.999Z']:
        assert date_text(parse_date(text) or 0) == text

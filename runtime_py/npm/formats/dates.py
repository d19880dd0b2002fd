"""Parses dates as registries and people write them, ISO 8601, to milliseconds since 1970. Pure."""

from __future__ import annotations

from runtime_py.platform.civil import civil_from_days, days_from_civil
from runtime_py.platform.regexp import compile

_ISO = compile(
    '^([0-9]{4})-([0-9][0-9])(?:-([0-9][0-9])(?:[T ]([0-9][0-9]):([0-9][0-9])(?::([0-9][0-9])(?:\\.([0-9]{1,3})[0-9]*)?)?(Z|[+-][0-9][0-9]:?[0-9][0-9])?)?)?$'
)
_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def parse_date(text: str) -> float | None:
    """None when it isn't such a date. Without a zone it is UTC."""
    found = _ISO.exec(text.strip())
    if found is None:
        return None
    parts: list[int] = []
    for i in range(1, 7):
        part = found.groups[i]
        parts.append(int(part) if part else (1 if i < 4 else 0))
    year, month, day, hour, minute, second = parts
    if month < 1 or month > 12 or day < 1 or day > _MONTHS[month - 1] or hour > 24 or minute > 59 or second > 59:
        return None
    fraction = found.groups[7]
    ms = int((fraction + '00')[:3]) if fraction else 0
    return (
        ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute - _offset_minutes(found.groups[8])) * 60000.0
        + second * 1000
        + ms
    )


def _offset_minutes(zone: str | None) -> int:
    if not zone or zone == 'Z':
        return 0
    digits = zone[1:].replace(':', '')
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if zone[0] == '-' else minutes


def date_text(ms: float) -> str:
    """As `2026-01-31T12:00:00.000Z`."""
    days = int(ms // 86400000)
    rest = int(ms - days * 86400000.0)
    year, month, day = civil_from_days(days)
    time = f'{_two(rest // 3600000)}:{_two(rest // 60000 % 60)}:{_two(rest // 1000 % 60)}.{f"00{rest % 1000}"[-3:]}'
    return f'{year}-{_two(month)}-{_two(day)}T{time}Z'


def _two(number: int) -> str:
    return f'0{number}'[-2:]

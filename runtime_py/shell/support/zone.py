"""The time zone of TZ (POSIX XBD 8.3): `EST5EDT,M3.2.0,M11.1.0`, a name in the zone database, or empty for the user's
own."""

from __future__ import annotations

from runtime_py.platform.civil import civil_from_days, days_from_civil
from runtime_py.platform.timezone import has_zone, offset_minutes, zone_name
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import are_digits

DAY = 86400
_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
_DEFAULT_RULES = ',M3.2.0,M11.1.0'


class Zone:
    """Offsets are seconds, east of Greenwich positive. This class is a zone of the host."""

    def __init__(self, name: str) -> None:
        self._name = name

    def offset(self, seconds: float) -> int:
        return offset_minutes(seconds * 1000, self._name) * 60

    def name(self, seconds: float) -> str:
        return zone_name(seconds * 1000, self._name)


class FixedZone(Zone):
    def __init__(self, name: str, offset: int) -> None:
        super().__init__(name)
        self._offset = offset

    def offset(self, seconds: float) -> int:
        return self._offset

    def name(self, seconds: float) -> str:
        return self._name


UTC = FixedZone('UTC', 0)


class SummerZone(Zone):
    """Standard time and summer time, with a rule for the start and end of summer time."""

    def __init__(self, standard: FixedZone, summer: FixedZone, begin: _Rule, end: _Rule) -> None:
        super().__init__('')
        self._standard = standard
        self._summer = summer
        self._begin = begin
        self._end = end

    def _at(self, seconds: float) -> FixedZone:
        standard = self._standard.offset(0)
        year = civil_from_days(int((seconds + standard) // DAY))[0]
        begin = self._begin.seconds(year) - standard
        end = self._end.seconds(year) - self._summer.offset(0)
        if begin < end:
            summer = begin <= seconds < end
        else:
            summer = not end <= seconds < begin  # south of the equator
        return self._summer if summer else self._standard

    def offset(self, seconds: float) -> int:
        return self._at(seconds).offset(seconds)

    def name(self, seconds: float) -> str:
        return self._at(seconds).name(seconds)


class _Rule:
    """A day of the year and a time: Jn counts 1 to 365 without February 29, n counts 0 to 365, Mm.w.d is a weekday in a
    week of a month."""

    def __init__(self, kind: str, numbers: list[int], time: int) -> None:
        self._kind = kind
        self._numbers = numbers
        self._time = time

    def seconds(self, year: int) -> int:
        """Since 1970, by the clock in force before the change."""
        return self._day(year) * DAY + self._time

    def _day(self, year: int) -> int:
        first = days_from_civil(year, 1, 1)
        number = self._numbers[0]
        if self._kind == 'n':
            return first + number
        if self._kind == 'J':
            leaps = days_from_civil(year + 1, 1, 1) - first == 366
            return first + number - (0 if leaps and number >= 60 else 1)
        month, week, weekday = self._numbers
        month_begin = days_from_civil(year, month, 1)
        day = month_begin + (weekday - (month_begin + 4) % 7) % 7 + (week - 1) * 7
        next_month = days_from_civil(year + 1, 1, 1) if month == 12 else days_from_civil(year, month + 1, 1)
        return day - 7 if day >= next_month else day


class _Reader:
    """Reads TZ from left to right. Sets `wrong` on a syntax error."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.wrong = False

    def at_end(self) -> bool:
        return self._at >= len(self._text)

    def follows(self, text: str) -> bool:
        return self._text.startswith(text, self._at)

    def take(self, text: str) -> bool:
        if not self.follows(text):
            return False
        self._at += len(text)
        return True

    def name(self) -> str:
        """Three letters or more, or anything between < and >."""
        start = self._at
        if self.take('<'):
            end = self._text.find('>', self._at)
            self.wrong = self.wrong or end < start + 4
            self._at = end + 1 if end >= 0 else len(self._text)
            return self._text[start + 1 : max(end, start + 1)]
        while not self.at_end() and self._text[self._at] in _LETTERS:
            self._at += 1
        self.wrong = self.wrong or self._at - start < 3
        return self._text[start : self._at]

    def number(self, most: int) -> int:
        start = self._at
        while not self.at_end() and are_digits(self._text[self._at]) and self._at - start < 4:
            self._at += 1
        value = int(self._text[start : self._at]) if self._at > start else -1
        self.wrong = self.wrong or not 0 <= value <= most
        return max(value, 0)

    def time(self, most_hours: int) -> int:
        """[+-]hh[:mm[:ss]] in seconds."""
        negative = self.take('-')
        if not negative:
            self.take('+')
        seconds = self.number(most_hours) * 3600
        if self.take(':'):
            seconds += self.number(59) * 60
            if self.take(':'):
                seconds += self.number(59)
        return -seconds if negative else seconds

    def rule(self) -> _Rule:
        if not self.take(','):
            self.wrong = True
        kind = 'M' if self.take('M') else ('J' if self.take('J') else 'n')
        numbers = [self.number(12 if kind == 'M' else 365)]
        if kind == 'M':
            for most in (5, 6):
                if not self.take('.'):
                    self.wrong = True
                numbers.append(self.number(most))
        return _Rule(kind, numbers, self.time(167) if self.take('/') else 7200)


def zone_in(context: Context) -> Zone:
    """The zone of a utility's environment."""
    return zone_of(context.env.get('TZ'))


def zone_of(text: str | None) -> Zone:
    """An invalid zone is UTC under the given name, as in glibc."""
    if text is None:
        return Zone('')
    name = text.removeprefix(':')
    if name == '' or name == 'UTC' or name == 'UTC0':
        return UTC
    if name in ('GMT', 'GMT0', 'Etc/GMT', 'Greenwich'):
        return FixedZone('GMT', 0)
    found = _posix_zone(name)
    if found is not None:
        return found
    if has_zone(name):
        return Zone(name)
    reader = _Reader(name)
    abbreviation = reader.name()
    return FixedZone('' if reader.wrong else abbreviation, 0)


def _posix_zone(text: str) -> Zone | None:
    reader = _Reader(text)
    name = reader.name()
    if reader.wrong or reader.at_end():
        return None
    standard = FixedZone(name, -reader.time(24))
    if reader.wrong or reader.at_end():
        return None if reader.wrong else standard
    name = reader.name()
    if reader.wrong:
        return None
    offset = standard.offset(0) + 3600
    if not reader.at_end() and not reader.follows(','):
        offset = -reader.time(24)
    if reader.at_end():
        reader = _Reader(_DEFAULT_RULES)
    begin = reader.rule()
    end = reader.rule()
    return None if reader.wrong or not reader.at_end() else SummerZone(standard, FixedZone(name, offset), begin, end)

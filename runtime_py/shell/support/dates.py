"""Dates as people write them (`date -d`, `touch -d`, `find -newermt`): GNU's grammar (coreutils manual, "Date input
formats"), in full.

A text is a list of items: calendar dates, times of day, zones, weekdays, relative items and plain numbers; or
`@SECONDS`. Text outside the grammar, repeated items, and times that don't exist (February 30, an hour that the clock
skips) are invalid."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.shell.support.date_tokens import (
    AGO,
    DAY_UNITS,
    LETTER_T,
    MARK,
    MERIDIAN,
    MONTH,
    NUMBER,
    ORDINAL,
    SHIFT,
    SIGNED,
    SUMMER,
    UNIT,
    WEEKDAY,
    ZONE,
    Token,
    tokens_of,
)
from runtime_py.shell.support.datetime import Moment, seconds_of
from runtime_py.shell.support.zone import UTC, FixedZone, Zone, zone_of

_UNIT_DAYS = [14, 7, 1]
_MINUTES_OF_A_DAY = 24 * 60
_NO_MERIDIAN = -1
LAST_YEAR = 200000  # limit of JavaScript's dates


class DateProblem(Exception):
    """The text is not a valid date."""


def parse_date(text: str, zone: Zone) -> float:
    """Seconds since 1970. Raises DateProblem."""
    trimmed = text.strip()
    if trimmed.startswith('TZ="'):
        end = trimmed.find('"', 4)
        if end < 0:
            raise DateProblem(text)
        zone = zone_of(trimmed[4:end])
        trimmed = trimmed[end + 1 :].strip()
    tokens = tokens_of(trimmed)
    if trimmed.startswith('@'):
        return _seconds(tokens)
    items = _Items(tokens, now_ms() / 1000, zone)
    while not items.at_end():
        items.take()
    return items.moment()


def _seconds(tokens: list[Token]) -> float:
    """`@1700000000.5`"""
    if len(tokens) != 2 or tokens[1].kind not in (NUMBER, SIGNED):
        raise DateProblem('@')
    return float(tokens[1].value)


class _Items:
    """The items read so far; `take` reads one more."""

    def __init__(self, tokens: list[Token], now: float, zone: Zone) -> None:
        self._tokens = tokens
        self._at = 0
        self._local = zone
        self._now = now
        moment = Moment(now, zone)
        self._year = moment.year
        self._year_digits = 0
        self._month = moment.month
        self._day = moment.day
        self._hour = moment.hour
        self._minute = moment.minute
        self._second = moment.second + (now - now // 1)
        self._meridian = _NO_MERIDIAN
        self._zone = 0  # in minutes
        self._weekday = 0
        self._weeks = 0  # `2 friday`: the second one
        self._years = 0.0  # relative items
        self._months = 0.0
        self._days = 0.0
        self._seconds = 0.0
        self._dates = 0  # how many of each there were
        self._times = 0
        self._zones = 0
        self._weekdays = 0
        self._relatives = 0

    # tokens

    def at_end(self) -> bool:
        return self._at >= len(self._tokens)

    def _kind(self, ahead: int = 0) -> str:
        return self._tokens[self._at + ahead].kind if self._at + ahead < len(self._tokens) else ''

    def _is_mark(self, char: str, ahead: int = 0) -> bool:
        return self._kind(ahead) == MARK and self._tokens[self._at + ahead].name == char

    def _is_whole(self, ahead: int = 0) -> bool:
        return self._kind(ahead) in (NUMBER, SIGNED) and not self._tokens[self._at + ahead].is_decimal

    def _next(self, kind: str) -> Token:
        if self._kind() != kind:
            raise DateProblem(kind)
        self._at += 1
        return self._tokens[self._at - 1]

    def _number(self, kind: str = NUMBER) -> Token:
        token = self._next(kind)
        if token.is_decimal:
            raise DateProblem(kind)
        return token

    # items

    def take(self) -> None:
        kind = self._kind()
        if kind == NUMBER:
            self._take_number()
        elif kind == MONTH:
            self._month_first()
        elif kind in (ZONE, LETTER_T):
            self._named_zone()
        elif kind == WEEKDAY:
            self._take_weekday(0)
            if self._is_mark(','):
                self._at += 1
        elif kind == ORDINAL and self._kind(1) == WEEKDAY:
            self._take_weekday(int(self._next(ORDINAL).value))
        elif kind in (SIGNED, UNIT, ORDINAL, SHIFT):
            self._relative()
        else:
            raise DateProblem(kind)

    def _take_number(self) -> None:
        following = self._kind(1)
        if following == UNIT:
            self._relative()
        elif not self._is_whole():
            raise DateProblem(NUMBER)
        elif self._is_mark(':', 1):
            self._clock(True)
        elif following == MERIDIAN:
            self._set_time(self._number().value, 0, 0)
            self._meridian = int(self._next(MERIDIAN).value)
        elif self._is_mark('/', 1):
            self._slashed_date()
        elif following == MONTH:
            self._day_first()
        elif following == WEEKDAY:
            self._take_weekday(int(self._number().value))
        elif following == SIGNED and self._kind(2) == SIGNED:
            self._iso_date()
        elif following == SIGNED and self._kind(2) != UNIT:
            self._set_time(self._number().value, 0, 0)
            self._offset()
        else:
            self._plain_number(self._number())

    # times and zones

    def _clock(self, may_be_halved: bool) -> None:
        """`10:30`, `10:30:15.5`, with am or pm, or the offset of a zone."""
        hour = self._number()
        self._at += 1
        minute = self._number()
        second = 0.0
        if self._is_mark(':'):
            self._at += 1
            second = float(self._next(NUMBER).value)
        self._set_time(hour.value, minute.value, second)
        if self._kind() == MERIDIAN and may_be_halved:
            self._meridian = int(self._next(MERIDIAN).value)
        elif self._kind() == SIGNED:
            self._offset()

    def _set_time(self, hour: float, minute: float, second: float) -> None:
        self._times += 1
        self._hour = int(hour)
        self._minute = int(minute)
        self._second = second

    def _offset(self) -> None:
        self._zones += 1
        self._zone = self._offset_minutes()

    def _offset_minutes(self) -> int:
        """`+2`, `+0230`, `+2:30`."""
        token = self._number(SIGNED)
        value = abs(int(token.value))
        minutes = value * 60 if token.digits <= 2 else value // 100 * 60 + value % 100
        if self._is_mark(':'):
            self._at += 1
            minutes = value * 60 + int(self._number().value)
        if minutes > _MINUTES_OF_A_DAY:
            raise DateProblem('offset')
        return -minutes if token.value < 0 else minutes

    def _named_zone(self) -> None:
        """`EST`, `UTC+3`, `EST DST`."""
        self._zones += 1
        zone = self._tokens[self._at]
        self._zone = int(zone.value)
        self._at += 1
        if self._kind() == SIGNED and self._kind(1) == UNIT:
            self._relative()
            if self._kind(-1) == AGO:
                raise DateProblem(AGO)
        elif self._kind() == SIGNED and zone.kind == ZONE:
            self._zone += self._offset_minutes()
        elif self._kind() == SUMMER:
            self._zone += int(self._next(SUMMER).value)

    # dates

    def _set_date(self, year: Token | None, month: float, day: float) -> None:
        self._dates += 1
        self._month = int(month)
        self._day = int(day)
        if year is not None:
            self._set_year(abs(int(year.value)), year.digits)

    def _set_year(self, year: int, digits: int) -> None:
        self._year_digits = digits
        self._year = year + (0 if digits != 2 else (2000 if year < 69 else 1900))

    def _iso_date(self) -> None:
        year = self._number()
        month = self._number(SIGNED)
        self._set_date(year, -month.value, -self._number(SIGNED).value)
        if self._kind() == LETTER_T:
            self._at += 1
            self._iso_time()

    def _iso_time(self) -> None:
        if self._is_mark(':', 1):
            self._clock(False)
            return
        self._set_time(self._number().value, 0, 0)
        self._offset()

    def _slashed_date(self) -> None:
        """`1/31`, `1/31/2024`, `2024/1/31`."""
        first = self._number()
        self._at += 1
        second = self._number()
        if not self._is_mark('/'):
            self._set_date(None, first.value, second.value)
            return
        self._at += 1
        third = self._number()
        if first.digits >= 4:
            self._set_date(first, second.value, third.value)
        else:
            self._set_date(third, first.value, second.value)

    def _day_first(self) -> None:
        """`31 Jan`, `31 Jan 2024`, `31-Jan-2024`."""
        day = self._number()
        month = self._next(MONTH)
        self._set_date(self._number(self._kind()) if self._is_whole() else None, month.value, day.value)

    def _month_first(self) -> None:
        """`Jan 31`, `Jan 31, 2024`, `Jan-31-2024`."""
        month = self._next(MONTH)
        if self._kind() == SIGNED:
            day = self._number(SIGNED)
            self._set_date(self._number(SIGNED), month.value, -day.value)
            return
        day = self._number()
        year: Token | None = None
        if self._is_mark(','):
            self._at += 1
            year = self._number()
        self._set_date(year, month.value, day.value)

    def _take_weekday(self, weeks: int) -> None:
        self._weekdays += 1
        self._weeks = weeks
        self._weekday = int(self._next(WEEKDAY).value)

    def _plain_number(self, token: Token) -> None:
        """A year after a date, else `20240131`, `15` or `1530`."""
        value = int(token.value)
        if (
            self._dates > 0
            and self._year_digits == 0
            and self._relatives == 0
            and (self._times > 0 or token.digits > 2)
        ):
            self._set_year(value, token.digits)
        elif token.digits > 4:
            self._dates += 1
            self._day = value % 100
            self._month = value // 100 % 100
            self._set_year(value // 10000, token.digits - 4)
        else:
            self._set_time(value if token.digits <= 2 else value // 100, 0 if token.digits <= 2 else value % 100, 0)

    # relative items

    def _relative(self) -> None:
        self._relatives += 1
        amount = 1.0
        if self._kind() == SHIFT:
            self._add('day', float(self._next(SHIFT).value))
            return
        is_decimal = False
        if self._kind() != UNIT:
            token = self._tokens[self._at]
            is_decimal = token.is_decimal
            amount = float(token.value)
            self._at += 1
        unit = self._next(UNIT).name
        if is_decimal and unit not in ('second', 'sec'):
            raise DateProblem(unit)
        self._add(unit, amount * (float(self._next(AGO).value) if self._kind() == AGO else 1))

    def _add(self, unit: str, amount: float) -> None:
        if unit == 'year':
            self._years += amount
        elif unit == 'month':
            self._months += amount
        elif unit in DAY_UNITS:
            self._days += amount * _UNIT_DAYS[DAY_UNITS.index(unit)]
        else:
            self._seconds += amount * (3600 if unit == 'hour' else (60 if unit in ('minute', 'min') else 1))

    # the result

    def moment(self) -> float:
        if max(self._dates, self._times, self._zones, self._weekdays) > 1:
            raise DateProblem('twice')
        clock = self._clock_seconds()
        zone = self._zone_of_result()
        start = Moment(seconds_of(self._year, self._month, self._day, clock, zone), zone)
        self._check(start, clock)
        if self._weekdays > 0 and self._dates == 0:
            start = Moment(
                seconds_of(start.year, start.month, start.day + self._days_to_weekday(start.weekday), clock, zone), zone
            )
        months = int(start.month - 1 + self._months)
        year = int(start.year + self._years) + months // 12
        if not -LAST_YEAR <= year <= LAST_YEAR or abs(self._days) > LAST_YEAR * 366:
            raise DateProblem('year')
        return (
            seconds_of(year, months - months // 12 * 12 + 1, int(start.day + self._days), clock, zone)
            + self._seconds
            - self._zone * 60
        )

    def _zone_of_result(self) -> Zone:
        """A date with only relative items keeps the present offset, across a change to summer time."""
        if self._zones > 0:
            return UTC
        return (
            self._local
            if max(self._dates, self._times, self._weekdays) > 0
            else FixedZone('', self._local.offset(self._now))
        )

    def _clock_seconds(self) -> float:
        if self._times == 0 and (self._relatives == 0 or self._dates > 0 or self._weekdays > 0):
            return 0.0
        hour = self._hour
        if self._meridian != _NO_MERIDIAN:
            if not 1 <= hour <= 12:
                raise DateProblem('hour')
            hour = hour % 12 + self._meridian
        if hour > 23 or self._minute > 59 or self._second >= 60:
            raise DateProblem('time')
        return hour * 3600 + self._minute * 60 + self._second

    def _check(self, moment: Moment, clock: float) -> None:
        """Whether this moment exists in the calendar and on the clock."""
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        if moment.year != self._year or moment.month != self._month or moment.day != self._day or seconds != clock // 1:
            raise DateProblem('calendar')

    def _days_to_weekday(self, today: int) -> int:
        weeks = self._weeks - (1 if self._weeks > 0 and today != self._weekday else 0)
        return (self._weekday - today + 7) % 7 + 7 * weeks

"""Calendar dates and their formatting (strftime(3)), in the user's time zone or UTC. Dates are proleptic Gregorian."""

from __future__ import annotations

from runtime_py.platform.civil import civil_from_days, days_from_civil
from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left
from runtime_py.shell.support.zone import DAY, Zone

MONTHS = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
]
WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']


class Moment:
    """A time in calendar fields. `zone` is the offset in minutes."""

    def __init__(self, seconds: float, zone: Zone) -> None:
        self.seconds = seconds
        offset = zone.offset(seconds)
        self.zone = offset // 60 if offset >= 0 else -(-offset // 60)
        self._zone = zone
        whole = seconds // 1
        self.nanoseconds = int((seconds - whole) * 1e9)
        local = int(whole) + offset
        self.days = local // DAY
        clock = local % DAY
        self.hour = clock // 3600
        self.minute = clock // 60 % 60
        self.second = clock % 60
        self.weekday = (self.days + 4) % 7
        date = civil_from_days(self.days)
        self.year = date[0]
        self.month = date[1]
        self.day = date[2]
        self.year_day = self.days - days_from_civil(self.year, 1, 1)

    @property
    def zone_name(self) -> str:
        return self._zone.name(self.seconds)


def seconds_of(year: int, month: int, day: int, second_of_day: float, zone: Zone) -> float:
    """Seconds since 1970 for a calendar date. Needs two steps, since the zone's offset depends on the result."""
    local = days_from_civil(year, month, day) * DAY + second_of_day
    guess = local - zone.offset(local)
    return local - zone.offset(guess)


def _two(n: int) -> str:
    return pad_left(str(n), 2, '0')


def _zone(minutes: int, colon: str) -> str:
    size = abs(minutes)
    return ('-' if minutes < 0 else '+') + _two(size // 60) + colon + _two(size % 60)


def _zone_with(colons: int, minutes: int) -> str | None:
    """%:z hours and minutes, %::z seconds too, %:::z as short as the value allows."""
    if colons > 3:
        return None
    if colons == 3:
        return _zone(minutes, ':') if minutes % 60 != 0 else _zone(minutes, ':')[:3]
    return _zone(minutes, ':') + (':00' if colons == 2 else '')


def _iso_week(moment: Moment) -> list[int]:
    """[year, week] of ISO 8601: week 1 has the year's first Thursday."""
    thursday = moment.days - (moment.weekday + 6) % 7 + 3
    year = civil_from_days(thursday)[0]
    return [year, (thursday - days_from_civil(year, 1, 1)) // 7 + 1]


def format_time(pattern: str, moment: Moment) -> str:
    """strftime with GNU's flags - _ 0 ^ and %N, in the C locale."""
    text = ''
    k = 0
    while k < len(pattern):
        if pattern[k] != '%' or k + 1 == len(pattern):
            text += pattern[k]
            k += 1
            continue
        start = k
        k += 1
        flag = ''
        while k < len(pattern) and pattern[k] in '-_0^#+':
            flag = pattern[k]
            k += 1
        width = 0
        while k < len(pattern) and pattern[k].isdigit():
            width = width * 10 + int(pattern[k])
            k += 1
        colons = 0
        while k < len(pattern) and pattern[k] == ':':
            colons += 1
            k += 1
        if pattern[k : k + 1] in ('E', 'O') and pattern[k + 1 : k + 2] not in ('', '%'):
            k += 1  # other forms of some locales: the C locale has none
        letter = pattern[k : k + 1]
        k += 1
        value = _zone_with(colons, moment.zone) if letter == 'z' and colons > 0 else _field(letter, moment)
        text += pattern[start:k] if value is None else _padded(value, flag, width, letter)
    return text


def _padded(value: str, flag: str, width: int, letter: str) -> str:
    if letter == 'N' and width > 0:
        return value[:width]
    if flag == '^':
        value = value.upper()
    if flag == '-' or flag == '_':
        stripped = value.lstrip('0 ')
        stripped = '0' if stripped == '' else stripped
        return stripped if flag == '-' else pad_left(stripped, max(width, len(value)), ' ')
    return pad_left(value, width, ' ' if letter in 'aAbBhpPZekl' and flag != '0' else '0')


_COMPOSED: Map[str, str] = Map()
for _letter, _pattern in [
    ['c', '%a %b %e %H:%M:%S %Y'],
    ['D', '%m/%d/%y'],
    ['F', '%Y-%m-%d'],
    ['R', '%H:%M'],
    ['r', '%I:%M:%S %p'],
    ['T', '%H:%M:%S'],
    ['X', '%H:%M:%S'],
    ['x', '%m/%d/%y'],
    ['h', '%b'],
]:
    _COMPOSED.set(_letter, _pattern)


def _field(letter: str, moment: Moment) -> str | None:
    """One conversion; None for an unknown one."""
    composed = _COMPOSED.get(letter)
    if composed is not None:
        return format_time(composed, moment)
    found = _date_field(letter, moment)
    return _clock_field(letter, moment) if found is None else found


def _date_field(letter: str, moment: Moment) -> str | None:
    if letter == 'Y':
        return str(moment.year)
    if letter == 'C':
        return _two(moment.year // 100)
    if letter == 'y':
        return _two(moment.year % 100)
    if letter == 'm':
        return _two(moment.month)
    if letter == 'd':
        return _two(moment.day)
    if letter == 'e':
        return pad_left(str(moment.day), 2, ' ')
    if letter == 'B' or letter == 'b':
        name = MONTHS[moment.month - 1]
        return name if letter == 'B' else name[:3]
    if letter == 'A' or letter == 'a':
        name = WEEKDAYS[moment.weekday]
        return name if letter == 'A' else name[:3]
    if letter == 'j':
        return pad_left(str(moment.year_day + 1), 3, '0')
    if letter == 'u':
        return str((moment.weekday + 6) % 7 + 1)
    if letter == 'w':
        return str(moment.weekday)
    if letter == 'U':
        return _two((moment.year_day + 7 - moment.weekday) // 7)
    if letter == 'W':
        return _two((moment.year_day + 7 - (moment.weekday + 6) % 7) // 7)
    if letter == 'V':
        return _two(_iso_week(moment)[1])
    if letter == 'G' or letter == 'g':
        year = _iso_week(moment)[0]
        return str(year) if letter == 'G' else _two(year % 100)
    return None


def _clock_field(letter: str, moment: Moment) -> str | None:
    twelve = (moment.hour + 11) % 12 + 1
    if letter == 'H':
        return _two(moment.hour)
    if letter == 'I':
        return _two(twelve)
    if letter == 'k':
        return pad_left(str(moment.hour), 2, ' ')
    if letter == 'l':
        return pad_left(str(twelve), 2, ' ')
    if letter == 'M':
        return _two(moment.minute)
    if letter == 'S':
        return _two(moment.second)
    if letter == 'N':
        return pad_left(str(moment.nanoseconds), 9, '0')
    if letter == 's':
        return str(int(moment.seconds // 1))
    if letter == 'p' or letter == 'P':
        half = 'AM' if moment.hour < 12 else 'PM'
        return half if letter == 'p' else half.lower()
    if letter == 'z':
        return _zone(moment.zone, '')
    if letter == 'Z':
        return moment.zone_name
    if letter == 'n':
        return '\n'
    if letter == 't':
        return '\t'
    if letter == 'q':
        return str((moment.month + 2) // 3)
    return '%' if letter == '%' else None

"""Dates as people write them (`date -d`, `touch -d`): ISO 8601, `@SECONDS`, now, today, yesterday, tomorrow, `N days ago`, `+2 hours`, `12 Jan 2024`."""
from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.numbers import is_integer
from runtime_py.shell.utils.datetime import MONTHS, WEEKDAYS, Moment, seconds_of
from runtime_py.shell.utils.zone import DAY, UTC, Zone

_UNITS = ['sec', 'second', 'min', 'minute', 'hour', 'day', 'week', 'fortnight']
_UNIT_SECONDS = [1, 1, 60, 60, 3600, DAY, 7 * DAY, 14 * DAY]


class DateProblem(Exception):
    """The text is no date."""


class _Reading:
    def __init__(self, now: float, zone: Zone) -> None:
        moment = Moment(now, zone)
        self.year = moment.year
        self.month = moment.month
        self.day = moment.day
        self.clock = moment.hour * 3600 + moment.minute * 60 + moment.second + (now - now // 1)
        self.zone: int | None = None        # minutes
        self.shift = 0.0
        self.exact: float | None = None


def parse_date(text: str, zone: Zone) -> float:
    """Seconds since 1970. Raises DateProblem."""
    now = now_ms() / 1000
    reading = _Reading(now, zone)
    words = _words(text)
    if len(words) == 0:
        reading.clock = 0       # an empty date is midnight, as GNU has it
    k = 0
    dated = False
    timed = False
    while k < len(words):
        word = words[k]
        if _is_date(word):
            dated = True
        elif ':' in word:
            timed = True
        k = _take(reading, words, k)
    if reading.exact is not None:
        return reading.exact + reading.shift
    if dated and not timed:
        reading.clock = 0
    if reading.zone is not None:
        return seconds_of(reading.year, reading.month, reading.day, reading.clock, UTC) - reading.zone * 60 + reading.shift
    return seconds_of(reading.year, reading.month, reading.day, reading.clock, zone) + reading.shift


def _words(text: str) -> list[str]:
    found: list[str] = []
    sign_alone = ''
    for part in text.replace(',', ' ').split():
        if part in ('+', '-'):
            sign_alone = part
            continue
        part = sign_alone + part
        sign_alone = ''
        at = part.find('T')
        if at > 0 and part[at - 1].isdigit() and part[at + 1:at + 2].isdigit():
            found.append(part[:at])
            part = part[at + 1:]
        colon = part.find(':')
        if part.endswith('Z') and colon > 0:
            found.append(part[:len(part) - 1])
            found.append('UTC')
            continue
        sign = max(part.find('+', colon), part.find('-', colon)) if colon > 0 else -1
        if sign > colon > 0:
            found.append(part[:sign])
            found.append('zone' + part[sign:])
        else:
            found.append(part)
    return found


def _is_date(word: str) -> bool:
    return _month(word) > 0 or ('-' in word[1:] and word[0].isdigit()) or '/' in word


def _month(word: str) -> int:
    for k, name in enumerate(MONTHS):
        if len(word) >= 3 and name.lower().startswith(word.lower().rstrip('.')):
            return k + 1
    return 0


def _take(reading: _Reading, words: list[str], k: int) -> int:
    """Uses the word at k; where to go on."""
    word = words[k].lower()
    if word.startswith('@'):
        reading.exact = _number(word[1:])
    elif word.startswith('zone'):
        reading.zone = _zone(word[4:])
    elif word in ('utc', 'gmt', 'z'):
        reading.zone = 0
    elif word in ('now', 'today'):
        pass
    elif word == 'yesterday' or word == 'tomorrow':
        reading.shift += DAY if word == 'tomorrow' else -DAY
    elif word == 'midnight':
        reading.clock = 0
    elif word == 'noon':
        reading.clock = 12 * 3600
    elif word in ('am', 'pm'):
        reading.clock = reading.clock % 43200 + (43200 if word == 'pm' else 0)
    elif ':' in word:
        _clock(reading, word)
    elif _month(word) > 0:
        return _named_month(reading, words, k)
    elif '/' in word or ('-' in word[1:] and word[0].isdigit()):
        _numeric_date(reading, word)
    elif len(word) >= 3 and any([name.lower().startswith(word) for name in WEEKDAYS]):
        pass        # a weekday beside a full date adds nothing
    elif word.isdigit() and len(word) == 8:
        _numeric_date(reading, f'{word[:4]}-{word[4:6]}-{word[6:]}')
    elif word.isdigit() and k + 1 < len(words) and _month(words[k + 1]) > 0:
        reading.day = int(word)
    else:
        return _relative(reading, words, k)
    return k + 1


def _named_month(reading: _Reading, words: list[str], k: int) -> int:
    """`Jan 5 2024`, `5 Jan 2024`: the number before was taken already."""
    reading.month = _month(words[k])
    k += 1
    has_day = k >= 2 and words[k - 2].isdigit()
    if not has_day and k < len(words) and words[k].isdigit() and len(words[k]) <= 2:
        reading.day = int(words[k])
        k += 1
    # ctime's order has the clock between day and year
    for place in range(k, len(words)):
        if words[place].isdigit() and len(words[place]) == 4 and (place + 1 == len(words) or ':' in words[place + 1] or place == len(words) - 1):
            reading.year = int(words[place])
            words.pop(place)
            break
    return k


def _numeric_date(reading: _Reading, word: str) -> None:
    parts = [_whole(part) for part in word.replace('/', '-').split('-')]
    if len(parts) == 3 and '/' in word:
        parts = [parts[2], parts[0], parts[1]]
    elif len(parts) == 2 and '/' in word:
        parts = [reading.year, parts[0], parts[1]]
    if len(parts) != 3 or not 1 <= parts[1] <= 12 or not 1 <= parts[2] <= 31:
        raise DateProblem(word)
    reading.year = parts[0]
    reading.month = parts[1]
    reading.day = parts[2]


def _clock(reading: _Reading, word: str) -> None:
    half = word[-2:] if word.endswith('am') or word.endswith('pm') else ''
    parts = [_number(part) for part in word.removesuffix(half).split(':')]
    if len(parts) > 3 or parts[0] > 24 or parts[1] > 59 or (len(parts) == 3 and parts[2] > 60):
        raise DateProblem(word)
    hour = parts[0] if half == '' else parts[0] % 12 + (12 if half == 'pm' else 0)
    reading.clock = hour * 3600 + parts[1] * 60 + (parts[2] if len(parts) == 3 else 0)


def _relative(reading: _Reading, words: list[str], k: int) -> int:
    """`3 days`, `3 days ago`, `+1 week`, `next month`, `last year`, `-2hours`."""
    word = words[k].lower()
    digits = word
    unit = ''
    if word in ('next', 'last', 'this'):
        amount = 1.0 if word == 'next' else (-1.0 if word == 'last' else 0.0)
    else:
        size = len(word)
        while size > 0 and word[size - 1].isalpha():
            size -= 1
        digits = word[:size]
        unit = word[size:]
        amount = _number(digits)
    k += 1
    if unit == '':
        if k >= len(words):
            raise DateProblem(word)
        unit = words[k].lower()
        k += 1
    if k < len(words) and words[k].lower() == 'ago':
        amount = -amount
        k += 1
    _shift(reading, amount, unit.removesuffix('s'))
    return k


def _shift(reading: _Reading, amount: float, unit: str) -> None:
    if unit == 'month':
        months = reading.year * 12 + reading.month - 1 + int(amount)
        reading.year = months // 12
        reading.month = months % 12 + 1
    elif unit == 'year':
        reading.year += int(amount)
    elif unit in _UNITS:
        reading.shift += amount * _UNIT_SECONDS[_UNITS.index(unit)]
    else:
        raise DateProblem(unit)


def _zone(text: str) -> int:
    """`+02:00`, `-0530`, `+2` in minutes."""
    digits = text[1:].replace(':', '')
    if not digits.isdigit():
        raise DateProblem(text)
    size = int(digits) * 60 if len(digits) <= 2 else int(digits[:len(digits) - 2]) * 60 + int(digits[-2:])
    return -size if text[0] == '-' else size


def _number(text: str) -> float:
    plain = text.lstrip('+-')
    if plain == '' or not plain.replace('.', '', 1).isdigit():
        raise DateProblem(text)
    return float(text)


def _whole(text: str) -> int:
    value = _number(text)
    if not is_integer(value):
        raise DateProblem(text)
    return int(value)

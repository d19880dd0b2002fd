"""cal and ncal's calendar of a month or a year, as ncal's package shows it: weeks begin on Sunday, or (-M) on Monday."""

from __future__ import annotations

from runtime_py.platform.civil import days_from_civil
from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import MONTHS, WEEKDAYS, Moment
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.zone import zone_in

_WIDTH = 20  # of a month
_BESIDE = 3  # months in a row
_REFORMED = [1752, 9]  # the month of which eleven days are missing
_LAST_JULIAN = 2
_FIRST_GREGORIAN = 14
_MOST_YEAR = 9999
_MARK = '\x1b[7m'
_PLAIN = '\x1b[27m'


async def main(context: Context) -> int:
    options = parse_options(context.args, 'hjy13MSm:A:B:d:N', ['help'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.any(['j', 'N']):
        await context.error('-j and -N are not supported')
        return 1
    now = Moment(now_ms() / 1000, zone_in(context))
    year, month = now.year, now.month
    given = options.value('d')
    if given != '':
        parts = given.split('-')
        if len(parts) < 2 or not (parts[0] + parts[1]).isdigit() or not 1 <= int(parts[1]) <= 12:
            return await usage_error(context, f'{given} is not a date')
        year, month = int(parts[0]), int(parts[1])
    operands = options.operands
    whole_year = options.has('y')
    if options.has('m'):
        operands = [options.value('m'), *(operands if len(operands) > 0 else [str(year)])]
    if len(operands) > 2:
        return await usage_error(context, f"extra operand '{operands[2]}'")
    if len(operands) > 0:
        text = operands[-1]
        if not text.isdigit() or not 1 <= int(text) <= _MOST_YEAR:
            await context.error(f"year '{text}' not in range 1..{_MOST_YEAR}")
            return 64
        year = int(text)
        whole_year = whole_year or len(operands) == 1
    if len(operands) == 2:
        found = _month_of(operands[0])
        if found == 0:
            await context.error(f'{operands[0]} is neither a month number (1..12) nor a name')
            return 64
        month = found
    for value in [options.value('A', '0'), options.value('B', '0')]:
        if not value.isdigit():
            return await usage_error(context, f"'{value}' is not a number of months")
    before = int(options.value('B', '0')) + (1 if options.has('3') else 0)
    after = int(options.value('A', '0')) + (1 if options.has('3') else 0)
    first = (year * 12 if whole_year else year * 12 + month - 1) - before
    count = (12 if whole_year else 1) + before + after
    mark = [now.year, now.month, now.day] if context.is_terminal() and not options.has('h') else [0, 0, 0]
    shows_year = whole_year and before + after == 0
    if shows_year:
        await context.write(_centred(str(year), _BESIDE * _WIDTH).rstrip() + '\n')
    months = [
        _month((first + k) // 12, (first + k) % 12 + 1, options.has('M'), not shows_year, mark) for k in range(count)
    ]
    for k in range(0, count, _BESIDE):
        for row in range(len(months[k])):
            cells = [months[n][row] for n in range(k, min(count, k + _BESIDE))]
            await context.write(''.join(cells) + '\n')
    return 0


def _month_of(text: str) -> int:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    for k, name in enumerate(MONTHS):
        if len(text) >= 3 and name.lower().startswith(text.lower()):
            return k + 1
    return 0


def _centred(text: str, width: int) -> str:
    left = (width - len(text)) // 2
    return pad_right(pad_left(text, left + len(text), ' '), width, ' ')


def _month(year: int, month: int, from_monday: bool, names_year: bool, mark: list[int]) -> list[str]:
    """Eight rows of 22 columns."""
    title = MONTHS[month - 1] + (f' {year}' if names_year else '')
    names = [name[:2] for name in WEEKDAYS]
    if from_monday:
        names = [*names[1:], names[0]]
    rows = [_centred(title, _WIDTH) + '  ', ' '.join(names) + '  ']
    weekday = _weekday(year, month, 1)
    column = (weekday + 6) % 7 if from_monday else weekday
    row = pad_left('', 3 * column, ' ')
    for day in _days(year, month):
        text = pad_left(str(day), 2, ' ')
        is_marked = mark[0] == year and mark[1] == month and mark[2] == day
        row += (_MARK + text + _PLAIN if is_marked else text) + ' '
        column += 1
        if column == 7:
            rows.append(row + ' ')
            row = ''
            column = 0
    if row != '':
        rows.append(row + pad_left('', 3 * (7 - column) + 1, ' '))
    while len(rows) < 8:
        rows.append(pad_left('', _WIDTH + 2, ' '))
    return rows


def _is_julian(year: int, month: int, day: int) -> bool:
    if year != _REFORMED[0]:
        return year < _REFORMED[0]
    return month < _REFORMED[1] or (month == _REFORMED[1] and day <= _LAST_JULIAN)


def _weekday(year: int, month: int, day: int) -> int:
    days = days_from_civil(year, month, day)
    if _is_julian(year, month, day):
        # how far the two calendars are apart, from the centuries that aren't leap years in one of them
        counted = year if month > 2 else year - 1
        days += counted // 100 - counted // 400 - 2
    return (days + 4) % 7


def _days(year: int, month: int) -> list[int]:
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    leap = year % 4 == 0 and (_is_julian(year, 2, 1) or year % 100 != 0 or year % 400 == 0)
    last = lengths[month - 1] + (1 if leap and month == 2 else 0)
    skips = year == _REFORMED[0] and month == _REFORMED[1]
    return [day for day in range(1, last + 1) if not (skips and _LAST_JULIAN < day < _FIRST_GREGORIAN)]

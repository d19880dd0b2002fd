"""touch: sets times, and creates missing files."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.dates import DateProblem, parse_date
from runtime_py.shell.support.datetime import Moment, seconds_of
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.zone import Zone, zone_in
from runtime_py.vfs.flags import O_CREAT, O_WRONLY

_CREATE = O_WRONLY | O_CREAT


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'acmfhr:t:d:', ['no-create', 'reference=', 'date=', 'no-dereference', 'time=']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing file operand')
    now = timespec(now_ms() / 1000)
    times = [now, now]
    try:
        reference = options.value('r', options.value('reference'))
        if reference != '':
            there = status_of(context, reference)
            if there.error != 0:
                await context.error(f"failed to get attributes of '{reference}': {strerror(there.error)}")
                return 1
            times = [there.times[0], there.times[1]]
        elif options.any(['d', 'date']):
            text = options.value('d', options.value('date'))
            given = exactly(parse_date(text, zone_in(context)), text)
            times = [given, given]
        elif options.has('t'):
            stamp = timespec(_stamp(options.value('t'), zone_in(context)))
            times = [stamp, stamp]
    except DateProblem:
        await context.error(f"invalid date format '{options.value('d', options.value('date', options.value('t')))}'")
        return 1
    status = 0
    for path in options.operands:
        error = _touch(context, options, path, times)
        if error != 0:
            await context.error(f"cannot touch '{path}': {strerror(error)}")
            status = 1
    return status


def _touch(context: Context, options: Options, path: str, times: list[list]) -> int:
    """Returns an errno."""
    system = context.system
    absolute = context.path(path)
    link = options.any(['h', 'no-dereference'])
    there = status_of(context, path, not link)
    if there.error == ENOENT and not link:
        if options.any(['c', 'no-create']):
            return 0
        fd = system.open(absolute, _CREATE, 0o666)
        if fd < 0:
            return -fd
        system.close(fd)
        there = status_of(context, path)
    if there.error != 0:
        return there.error
    which = options.value('time')
    access_only = options.has('a') or which in ('access', 'atime', 'use')
    change_only = options.has('m') or which in ('modify', 'mtime')
    atime = there.times[0] if change_only and not access_only else times[0]
    mtime = there.times[1] if access_only and not change_only else times[1]
    result = system.utimens(absolute, not link, atime, mtime)
    return -result if result < 0 else 0


def timespec(seconds: float) -> list:
    """[seconds, nanoseconds]."""
    return [seconds // 1, int(seconds % 1 * 1000000000)]


def exactly(seconds: float, text: str) -> list:
    """With the exact nanoseconds of the text, for which a float has too few digits."""
    found = timespec(seconds)
    at = text.find('.')
    end = at + 1
    while at >= 0 and end < len(text) and text[end] in '0123456789':
        end += 1
    if end > at + 1:
        written = int((text[at + 1 : end] + '000000000')[:9])
        if abs(written - found[1]) < 1000:
            found[1] = written
    return found


def _stamp(text: str, zone: Zone) -> float:
    """[[CC]YY]MMDDhhmm[.ss], POSIX touch -t."""
    dot = text.find('.')
    seconds = text[dot + 1 :] if dot >= 0 else '0'
    digits = text[:dot] if dot >= 0 else text
    if not digits.isdigit() or not seconds.isdigit() or len(digits) not in (8, 10, 12):
        raise DateProblem(text)
    end = digits[-8:]
    before = digits[: len(digits) - 8]
    year = Moment(now_ms() / 1000, zone).year
    if len(before) == 4:
        year = int(before)
    elif len(before) == 2:
        year = int(before) + (2000 if int(before) < 69 else 1900)
    return seconds_of(year, int(end[:2]), int(end[2:4]), int(end[4:6]) * 3600 + int(end[6:8]) * 60 + int(seconds), zone)

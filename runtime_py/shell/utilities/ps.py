"""ps: the process table, with the options of procps. The machine has one user, so every listing shows all processes
unless some are selected."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import HELP, VERSION
from runtime_py.shell.support.process_fields import (
    FIELDS,
    UID,
    Field,
    Row,
    field_of,
    name_of,
    numbers,
    terminal_of,
    users,
)
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.processes import ProcessInfo

_PLAIN = ['pid', 'tname', 'time', 'ucmd']
_BSD = ['pid', 'tname', 'stat', 'bsdtime', 'args']
_FULL = ['owner', 'pid', 'ppid', 'c', 'stime', 'tname', 'time', 'cmd']
_LARGE = ['owner', 'pid', 'ppid', 'c', 'sz', 'rss', 'stime', 'tname', 'time', 'cmd']
_LONG_FORM = ['f', 's', 'uid', 'pid', 'ppid', 'c', 'opri', 'ni', 'addr', 'sz', 'wchan', 'tname', 'time', 'ucmd']
_BSD_LONG = ['f', 'uid', 'pid', 'ppid', 'opri', 'ni', 'vsz', 'rss', 'wchan', 'stat', 'tname', 'bsdtime', 'args']
_BY_USER = ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tname', 'stat', 'start_time', 'bsdtime', 'args']
_JOBS = ['pid', 'pgid', 'sid', 'tname', 'time', 'ucmd']
_BSD_JOBS = ['ppid', 'pid', 'pgid', 'sid', 'tname', 'tpgid', 'stat', 'uid', 'bsdtime', 'args']
# options with a value: letter and long name; selections use the same letter in _Asked.lists
_LONG = [
    'o',
    'format',
    'p',
    'pid',
    'P',
    'ppid',
    'C',
    'command',
    's',
    'sid',
    'g',
    'group',
    't',
    'tty',
    'u',
    'user',
    'U',
    'User',
    'k',
    'sort',
    'q',
    'quick-pid',
]
_IGNORED_LONG = ['headers', 'forest', 'cols', 'columns', 'width', 'rows', 'lines']


class _Asked:
    """The parsed options. `lists`: [letter, value] of the options that select processes."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.is_bsd = False
        self.formats: list[str] = []
        self.lists: list[list[str]] = []
        self.sort = ''
        self.all = False
        self.inverts = False
        self.has_heads = True
        self.problem = ''


async def main(context: Context) -> int:
    asked = _read(context.args)
    columns = _columns(asked)
    if asked.problem != '':
        return await usage_error(context, asked.problem)
    found = _chosen(context, asked)
    if asked.problem != '':
        return await usage_error(context, asked.problem)
    _order(context, found, asked)
    if asked.problem != '':
        return await usage_error(context, asked.problem)
    shown = [Row(context, process) for process in found]
    rows = [[field_of(row, column.name) for column in columns] for row in shown]
    has_heads = asked.has_heads and any([column.head != '' for column in columns])
    if has_heads:
        rows.insert(0, [column.head for column in columns])
    width = context.columns() if context.is_terminal() else 0
    for line in _lines(rows, columns, has_heads):
        await context.write((line[:width] if width > 0 else line) + '\n')
    return 0 if len(found) > 0 else 1


def _read(args: list[str]) -> _Asked:
    asked = _Asked()
    k = 0
    while k < len(args) and asked.problem == '':
        arg = args[k]
        k += 1
        if arg.startswith('--'):
            k = _long(asked, arg[2:], args, k)
        elif arg.startswith('-'):
            k = _letters(asked, arg[1:], args, k, False)
        elif arg[:1].isdigit():
            asked.lists.append(['p', arg])
        else:
            asked.is_bsd = True
            k = _letters(asked, arg, args, k, True)
    return asked


def _long(asked: _Asked, text: str, args: list[str], k: int) -> int:
    name, equals, value = text.partition('=')
    if name == 'help':
        asked.problem = (
            HELP
            + ' [-Aaedfjlw] [-N] [-p PIDS] [--ppid PIDS] [-C NAMES] [-s SESSIONS] [-t TERMINALS] [-u USERS] [-o FORMAT] [--sort KEYS] [--no-headers]'
        )
    elif name == 'version':
        asked.problem = VERSION
    elif name in ('no-headers', 'no-header', 'no-heading', 'no-headings'):
        asked.has_heads = False
    elif name == 'deselect':
        asked.inverts = True
    elif name in _IGNORED_LONG:
        return k + 1 if name != 'headers' and name != 'forest' and equals == '' else k
    elif name in _LONG and len(name) > 1:
        letter = _LONG[_LONG.index(name) - 1]
        if equals == '' and k < len(args):
            value = args[k]
            k += 1
        _take(asked, letter, value)
    else:
        asked.problem = f"unsupported option '--{name}'"
    return k


def _letters(asked: _Asked, letters: str, args: list[str], k: int, bsd: bool) -> int:
    """Combined letters; one with a value takes the rest, or the next argument."""
    for at in range(len(letters)):
        letter = letters[at]
        with_value = 'opktqU' if bsd else 'opqCsgtuUk'
        if letter in with_value:
            value = letters[at + 1 :]
            if value == '' and k < len(args):
                value = args[k]
                k += 1
            _take(asked, letter, value)
            return k
        if letter == 'h' and bsd:
            asked.has_heads = False
        elif letter == 'N' and not bsd:
            asked.inverts = True
        elif letter in 'Ae' and not bsd:
            asked.all = True
        elif letter in 'uflFj':
            asked.fields = _format_of(letter, bsd, asked.fields)
        elif letter not in 'adewxTHrS':
            asked.problem = f"unsupported option '{'' if bsd else '-'}{letter}'"
    return k


def _format_of(letter: str, bsd: bool, before: list[str]) -> list[str]:
    """BSD's `f` draws a forest, which is ignored; so -f and -F together give the larger format."""
    if letter == 'u':
        return _BY_USER
    if letter == 'l':
        return _BSD_LONG if bsd else _LONG_FORM
    if letter == 'j':
        return _BSD_JOBS if bsd else _JOBS
    if bsd:
        return before
    return _LARGE if letter == 'F' or before is _LARGE else _FULL


def _take(asked: _Asked, letter: str, value: str) -> None:
    if value == '':
        asked.problem = f"option '{letter}' needs a value"
    elif letter == 'o':
        asked.formats.append(value)
    elif letter == 'k':
        asked.sort = value
    else:
        asked.lists.append(['p' if letter == 'q' else letter, value])


class _Column:
    def __init__(self, name: str, field: Field, head: str, width: int) -> None:
        self.name = name
        self.field = field
        self.head = head
        self.width = width


def _columns(asked: _Asked) -> list[_Column]:
    """`pid,comm=NAME,args:20`: the header is omitted if all names are empty."""
    found: list[_Column] = []
    for text in asked.formats:
        for word in text.replace(' ', ',').split(','):
            name, equals, head = word.partition('=')
            key, _colon, width = name.partition(':')
            field = FIELDS.get(key)
            if field is not None:
                asked_width = int(width) if width.isdigit() else field.width
                found.append(_Column(key, field, head if equals != '' else field.head, max(asked_width, len(head))))
            elif word != '':
                asked.problem = f'error: unknown user-defined format specifier "{key}"'
    if len(asked.formats) > 0:
        return found
    fields = asked.fields if len(asked.fields) > 0 else (_BSD if asked.is_bsd else _PLAIN)
    for key in fields:
        field = FIELDS.get(key)
        if field is not None:
            found.append(_Column(key, field, field.head, field.width))
    return found


def _chosen(context: Context, asked: _Asked) -> list[ProcessInfo]:
    """The processes that any of the lists selects."""
    everything = context.system.list_processes()
    if asked.all or len(asked.lists) == 0:
        return [] if asked.inverts else everything
    found: list[ProcessInfo] = []
    for process in everything:
        if any([_matches(context, asked, process, one[0], one[1]) for one in asked.lists]) != asked.inverts:
            found.append(process)
    return found


def _matches(context: Context, asked: _Asked, process: ProcessInfo, letter: str, value: str) -> bool:
    if letter == 'C':
        return name_of(process) in value.replace(',', ' ').split()
    if letter == 't':
        return terminal_of(process) in [name.removeprefix('/dev/') for name in value.replace(',', ' ').split()]
    if letter in 'uU':
        ids = users([value])
        if isinstance(ids, str):
            asked.problem = f'error: user name does not exist: {ids}'
            return False
        return UID in ids
    wanted = numbers([value])
    if wanted is None:
        asked.problem = 'error: process ID list syntax error'
        return False
    if letter in 'sg':
        return context.system.getsid(process.pid) in wanted
    return (process.ppid if letter == 'P' else process.pid) in wanted


def _order(context: Context, found: list[ProcessInfo], asked: _Asked) -> None:
    """--sort: sorts by the last key first, since sorting is stable."""
    for key in reversed(asked.sort.split(',')):
        field = key.lstrip('+-')
        if field == '':
            continue
        known = FIELDS.get(field)
        if known is None:
            asked.problem = f'error: unknown sort specifier "{field}"'
            return
        rising = _sorted(context, found, field, known.is_text or field == 'lstart')
        if key.startswith('-'):
            rising.reverse()
        found.clear()
        found.extend(rising)


def _sorted(context: Context, found: list[ProcessInfo], field: str, is_text: bool) -> list[ProcessInfo]:
    return sorted(
        found,
        key=lambda process: (
            field_of(Row(context, process), field)
            if is_text
            else pad_left(field_of(Row(context, process), field), 20, ' ')
        ),
    )


def _lines(rows: list[list[str]], columns: list[_Column], has_heads: bool) -> list[str]:
    """A value that is wider than its column pushes the next column to the right, which shrinks as far as it has room
    (procps). Text is truncated, except in the last column."""
    found: list[str] = []
    for number, row in enumerate(rows):
        is_head = has_heads and number == 0
        cells: list[str] = []
        over = 0
        for k, text in enumerate(row):
            column = columns[k]
            is_text = column.field.is_text
            is_last = k == len(columns) - 1
            shown = text[: column.width] if is_text and not is_last and not is_head else text
            width = max(0, column.width - over)
            cells.append(
                shown
                if is_last and is_text
                else (pad_right(shown, width, ' ') if is_text else pad_left(shown, width, ' '))
            )
            over = max(0, len(cells[k]) - width)
        found.append(' '.join(cells))
    return found

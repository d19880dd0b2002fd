"""ps: the process table, with the options of procps. The machine has one user, so every listing shows all processes unless some are chosen."""
from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import HELP, VERSION
from runtime_py.shell.support.process_fields import HEADS, TEXTS, UID, field_of, head_of, name_of, numbers, terminal_of, users
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.processes import ProcessInfo

_PLAIN = ['pid', 'tty', 'stat', 'stime', 'cmd']
_FULL = ['user', 'pid', 'ppid', 'stime', 'tty', 'stat', 'cmd']
_BY_USER = ['user', 'pid', 'ppid', 'stat', 'stime', 'command']
_JOBS = ['pid', 'pgid', 'sid', 'tty', 'cmd']
# options with a value: letter, its long name; what is chosen by it has the same letter in _Asked.lists
_LONG = ['o', 'format', 'p', 'pid', 'P', 'ppid', 'C', 'command', 's', 'sid', 'g', 'group', 't', 'tty', 'u', 'user', 'U', 'User', 'k', 'sort', 'q', 'quick-pid']
_IGNORED_LONG = ['headers', 'forest', 'cols', 'columns', 'width', 'rows', 'lines']


class _Asked:
    """What the options ask for. `lists`: [letter, value] of those that choose processes."""

    def __init__(self) -> None:
        self.fields = _PLAIN
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
    rows = [[field_of(context, process, column.field) for column in columns] for process in found]
    if asked.has_heads and any([column.head != '' for column in columns]):
        rows.insert(0, [column.head for column in columns])
    width = context.columns() if context.is_terminal() else 0
    for line in _lines(rows, columns):
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
            k = _letters(asked, arg, args, k, True)
    return asked


def _long(asked: _Asked, text: str, args: list[str], k: int) -> int:
    name, equals, value = text.partition('=')
    if name == 'help':
        asked.problem = HELP + ' [-Aaedfjlw] [-N] [-p PIDS] [--ppid PIDS] [-C NAMES] [-s SESSIONS] [-t TERMINALS] [-u USERS] [-o FORMAT] [--sort KEYS] [--no-headers]'
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
    """Letters together; the one with a value takes the rest, or the next argument."""
    for at in range(len(letters)):
        letter = letters[at]
        with_value = 'opktqU' if bsd else 'opqCsgtuUk'
        if letter in with_value:
            value = letters[at + 1:]
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
        elif letter == 'u' and bsd:
            asked.fields = _BY_USER
        elif letter in 'flF':
            asked.fields = asked.fields if bsd and letter == 'f' else _FULL
        elif letter == 'j':
            asked.fields = _JOBS
        elif letter not in 'adewxTHrS':
            asked.problem = f"unsupported option '{'' if bsd else '-'}{letter}'"
    return k


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
    def __init__(self, field: str, head: str, width: int) -> None:
        self.field = field
        self.head = head
        self.width = width


def _columns(asked: _Asked) -> list[_Column]:
    """`pid,comm=NAME,args:20`: an empty name for all leaves the head out."""
    found: list[_Column] = []
    for text in asked.formats:
        for word in text.replace(' ', ',').split(','):
            name, equals, head = word.partition('=')
            field, _colon, width = name.partition(':')
            if field in HEADS:
                found.append(_Column(field, head if equals != '' else head_of(field), int(width) if width.isdigit() else 0))
            elif word != '':
                asked.problem = f'error: unknown user-defined format specifier "{field}"'
    return found if len(asked.formats) > 0 else [_Column(field, head_of(field), 0) for field in asked.fields]


def _chosen(context: Context, asked: _Asked) -> list[ProcessInfo]:
    """Those that any of the lists names."""
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
    """--sort: the last key first, since sorting keeps the order of equals."""
    for key in reversed(asked.sort.split(',')):
        field = key.lstrip('+-')
        if field == '':
            continue
        if field not in HEADS:
            asked.problem = f'error: unknown sort specifier "{field}"'
            return
        is_text = field in TEXTS or field == 'lstart'
        rising = sorted(found, key=lambda process: field_of(context, process, field) if is_text else pad_left(field_of(context, process, field), 20, ' '))
        if key.startswith('-'):
            rising.reverse()
        found.clear()
        found.extend(rising)


def _lines(rows: list[list[str]], columns: list[_Column]) -> list[str]:
    widths = [column.width for column in columns]
    for row in rows:
        for k, text in enumerate(row):
            widths[k] = max(widths[k], len(text)) if columns[k].width == 0 else widths[k]
    found: list[str] = []
    for row in rows:
        cells: list[str] = []
        for k, text in enumerate(row):
            is_last = k == len(columns) - 1
            is_text = columns[k].field in TEXTS
            shown = text[:columns[k].width] if columns[k].width > 0 and is_text else text
            cells.append(shown if is_last and is_text else (pad_right(shown, widths[k], ' ') if is_text else pad_left(shown, widths[k], ' ')))
        found.append(' '.join(cells))
    return found

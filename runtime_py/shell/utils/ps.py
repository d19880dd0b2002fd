"""ps: the process table. The machine has one user, so every listing shows all processes; `aux` and `-ef` choose the columns."""
from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.utils.datetime import Moment, format_time
from runtime_py.shell.utils.ls_format import USER
from runtime_py.shell.utils.report import usage_error
from runtime_py.shell.utils.zone import zone_in
from runtime_py.sys.processes import ProcessInfo

_HEADS = ['pid', 'PID', 'ppid', 'PPID', 'pgid', 'PGID', 'stat', 'STAT', 'state', 'S', 's', 'S', 'tty', 'TTY', 'tt', 'TT', 'stime', 'STIME', 'start', 'STARTED',
          'etime', 'ELAPSED', 'etimes', 'ELAPSED', 'comm', 'COMMAND', 'args', 'COMMAND', 'cmd', 'CMD', 'command', 'COMMAND', 'user', 'USER', 'uid', 'UID']
_LEFT = ['comm', 'args', 'cmd', 'command', 'user', 'tty', 'tt', 'stat', 'state', 's']


class _Selection:
    def __init__(self) -> None:
        self.fields = ['pid', 'tty', 'stat', 'stime', 'cmd']
        self.heads: list[str] = []
        self.pids: list[int] = []
        self.problem = ''


async def main(context: Context) -> int:
    chosen = _read(context.args)
    if chosen.problem != '':
        return await usage_error(context, chosen.problem)
    processes = [process for process in context.system.list_processes() if len(chosen.pids) == 0 or process.pid in chosen.pids]
    heads = chosen.heads if len(chosen.heads) > 0 else [_head(field) for field in chosen.fields]
    rows = [[_value(context, process, field) for field in chosen.fields] for process in processes]
    if any([head != '' for head in heads]):
        rows.insert(0, heads)
    width = context.columns() if context.is_terminal() else 0
    for line in _lines(rows, chosen.fields):
        await context.write((line[:width] if width > 0 else line) + '\n')
    return 0 if len(processes) > 0 else 1


def _head(field: str) -> str:
    return _HEADS[_HEADS.index(field) + 1]


def _read(args: list[str]) -> _Selection:
    chosen = _Selection()
    custom: list[str] = []
    k = 0
    while k < len(args):
        arg = args[k]
        k += 1
        if arg in ('-o', '-p', '--format', '--pid', 'o', 'p') and k < len(args):
            if 'p' in arg.lstrip('-')[:1]:
                _add_pids(chosen, args[k])
            else:
                custom.append(args[k])
            k += 1
        elif arg.startswith('-o') and len(arg) > 2:
            custom.append(arg[2:])
        elif arg.isdigit():
            _add_pids(chosen, arg)
        elif 'u' in arg and not arg.startswith('--'):
            chosen.fields = ['user', 'pid', 'ppid', 'stat', 'stime', 'command']
        elif 'f' in arg or 'l' in arg:
            chosen.fields = ['user', 'pid', 'ppid', 'stime', 'tty', 'stat', 'cmd']
        elif arg.strip('-AaexwWT') != '':
            chosen.problem = f"unsupported option '{arg}'"
    if len(custom) > 0:
        _set_fields(chosen, ','.join(custom))
    return chosen


def _add_pids(chosen: _Selection, text: str) -> None:
    for word in text.replace(',', ' ').split():
        if word.isdigit():
            chosen.pids.append(int(word))
        else:
            chosen.problem = 'process ID list syntax error'


def _set_fields(chosen: _Selection, text: str) -> None:
    """`pid,comm=NAME`: an empty name for all leaves the head out."""
    chosen.fields = []
    for word in text.replace(' ', ',').split(','):
        if word == '':
            continue
        at = word.find('=')
        field = word if at < 0 else word[:at]
        if field not in _HEADS:
            chosen.problem = f'error: unknown user-defined format specifier "{field}"'
            return
        chosen.fields.append(field)
        chosen.heads.append(_head(field) if at < 0 else word[at + 1:])


def _value(context: Context, process: ProcessInfo, field: str) -> str:
    seconds = max(0.0, now_ms() - process.started) / 1000
    if field == 'pid':
        return str(process.pid)
    if field == 'ppid':
        return str(process.ppid)
    if field == 'pgid':
        return str(process.pgid)
    if field in ('stat', 'state', 's'):
        return process.state
    if field in ('tty', 'tt'):
        return '?' if process.tty == 0 else 'pts/0'
    if field in ('stime', 'start'):
        return format_time('%H:%M', Moment(process.started / 1000, zone_in(context)))
    if field == 'etimes':
        return str(int(seconds))
    if field == 'etime':
        return _elapsed(int(seconds))
    if field == 'user':
        return USER
    if field == 'uid':
        return '1000'
    return process.command.split(' ')[0] if field == 'comm' else process.command


def _elapsed(seconds: int) -> str:
    clock = pad_left(str(seconds // 60 % 60), 2, '0') + ':' + pad_left(str(seconds % 60), 2, '0')
    if seconds < 3600:
        return clock
    hours = pad_left(str(seconds // 3600 % 24), 2, '0') + ':' + clock
    return hours if seconds < 86400 else f'{seconds // 86400}-{hours}'


def _lines(rows: list[list[str]], fields: list[str]) -> list[str]:
    widths = [0 for _ in fields]
    for row in rows:
        for k, text in enumerate(row):
            widths[k] = max(widths[k], len(text))
    found: list[str] = []
    for row in rows:
        cells: list[str] = []
        for k, text in enumerate(row):
            last = k == len(fields) - 1
            left = fields[k] in _LEFT
            cells.append(text if last and left else (pad_right(text, widths[k], ' ') if left else pad_left(text, widths[k], ' ')))
        found.append(' '.join(cells))
    return found

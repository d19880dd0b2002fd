"""What ps and pgrep know of a process: the columns of ps by name, a process's name, lists of numbers as options give them.

There is one user. Processor times and memory of a process can't be told in a browser, so there are no columns of these."""
from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.paths import base_name
from runtime_py.shell.support.zone import zone_in
from runtime_py.sys.processes import ProcessInfo

UID = 1000
HEADS = ['pid', 'PID', 'ppid', 'PPID', 'pgid', 'PGID', 'pgrp', 'PGRP', 'sid', 'SID', 'sess', 'SESS', 'session', 'SESS', 'stat', 'STAT', 'state', 'S', 's', 'S',
         'tty', 'TTY', 'tt', 'TT', 'tname', 'TTY', 'stime', 'STIME', 'start', 'STARTED', 'lstart', 'STARTED', 'etime', 'ELAPSED', 'etimes', 'ELAPSED',
         'comm', 'COMMAND', 'ucmd', 'CMD', 'ucomm', 'COMMAND', 'args', 'COMMAND', 'cmd', 'CMD', 'command', 'COMMAND', 'user', 'USER', 'euser', 'EUSER', 'ruser', 'RUSER',
         'uname', 'USER', 'uid', 'UID', 'euid', 'EUID', 'ruid', 'RUID', 'gid', 'GID', 'egid', 'EGID', 'rgid', 'RGID', 'group', 'GROUP', 'ni', 'NI', 'nice', 'NI']
TEXTS = ['comm', 'ucmd', 'ucomm', 'args', 'cmd', 'command', 'user', 'euser', 'ruser', 'uname', 'group', 'tty', 'tt', 'tname', 'stat', 'state', 's']


def head_of(field: str) -> str:
    return HEADS[HEADS.index(field) + 1]


def name_of(process: ProcessInfo) -> str:
    """Of its program, without the folder."""
    return base_name(process.command.split(' ')[0]).strip('[]')


def terminal_of(process: ProcessInfo) -> str:
    return '?' if process.tty == 0 else 'pts/0'


def field_of(context: Context, process: ProcessInfo, field: str) -> str:
    seconds = max(0.0, now_ms() - process.started) / 1000
    if field in ('pid', 'ppid'):
        return str(process.pid if field == 'pid' else process.ppid)
    if field in ('pgid', 'pgrp'):
        return str(process.pgid)
    if field in ('sid', 'sess', 'session'):
        return str(context.system.getsid(process.pid))
    if field in ('ni', 'nice'):
        return str(context.system.getpriority(process.pid) - 20)
    if field in ('stat', 'state', 's'):
        return process.state
    if field in ('tty', 'tt', 'tname'):
        return terminal_of(process)
    if field in ('stime', 'start', 'lstart'):
        form = '%H:%M' if field == 'stime' else ('%H:%M:%S' if field == 'start' else '%a %b %e %H:%M:%S %Y')
        return format_time(form, Moment(process.started / 1000, zone_in(context)))
    if field in ('etime', 'etimes'):
        return str(int(seconds)) if field == 'etimes' else _elapsed(int(seconds))
    if field in ('user', 'euser', 'ruser', 'uname', 'group'):
        return USER
    if field in ('uid', 'euid', 'ruid', 'gid', 'egid', 'rgid'):
        return str(UID)
    return name_of(process) if field in ('comm', 'ucmd', 'ucomm') else process.command


def _elapsed(seconds: int) -> str:
    clock = pad_left(str(seconds // 60 % 60), 2, '0') + ':' + pad_left(str(seconds % 60), 2, '0')
    if seconds < 3600:
        return clock
    hours = pad_left(str(seconds // 3600 % 24), 2, '0') + ':' + clock
    return hours if seconds < 86400 else f'{seconds // 86400}-{hours}'


def numbers(texts: list[str]) -> list[int] | None:
    """Of lists with commas or blanks; None when something else is there."""
    found: list[int] = []
    for text in texts:
        for word in text.replace(',', ' ').split():
            if not word.isdigit():
                return None
            found.append(int(word))
    return found


def users(texts: list[str]) -> list[int] | str:
    """User ids of names and numbers; a name that is unknown."""
    found: list[int] = []
    for text in texts:
        for word in text.replace(',', ' ').split():
            if word == USER or word == 'root':
                found.append(UID if word == USER else 0)
            elif word.isdigit():
                found.append(int(word))
            else:
                return word
    return found

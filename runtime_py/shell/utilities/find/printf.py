"""find -printf: %p %f %h %P %s %m %M %y %l %d %t %TX and the like. Pure."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right, to_base
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.escapes import escape_at
from runtime_py.shell.support.file_listing import owner_name
from runtime_py.shell.support.paths import base_name, folder_name
from runtime_py.shell.support.status import Status, kind_letter, mode_text
from runtime_py.shell.support.zone import Zone

_FLAGS = '-+ #0123456789.'
_NUMBERS = 'bdGikmnsU'
_CTIME = '%a %b %e %H:%M:%S.%N0 %Y'


def format_found(pattern: str, path: str, status: Status, depth: int, target: str, zone: Zone) -> str:
    text = ''
    k = 0
    while k < len(pattern):
        if pattern[k] == '\\':
            escape = escape_at(pattern, k)
            text += escape.text
            k = escape.end
        elif pattern[k] == '%' and k + 1 < len(pattern):
            end = k + 1
            while end < len(pattern) - 1 and pattern[end] in _FLAGS:
                end += 1
            layout = pattern[k + 1 : end]
            letter = pattern[end]
            k = end + 1
            if letter in 'ACTB' and k < len(pattern):
                found = _time_field(
                    pattern[k],
                    status.atime if letter == 'A' else (status.ctime if letter == 'C' else status.mtime),
                    zone,
                )
                k += 1
            else:
                found = _field(letter, path, status, depth, target, zone)
            text += _laid_out(found, layout, letter)
        else:
            text += pattern[k]
            k += 1
    return text


def _laid_out(text: str, layout: str, letter: str) -> str:
    """With printf's flags, width and precision: `-10`, `04`, `.3`."""
    if layout == '':
        return text
    width, point, precision = layout.lstrip('-+ #0').partition('.')
    if point != '' and letter not in _NUMBERS:
        text = text[: int(precision) if precision.isdigit() else 0]
    columns = int(width) if width.isdigit() else 0
    flags = layout[: len(layout) - len(layout.lstrip('-+ #0'))]
    if '#' in flags and letter == 'm':
        text = '0' + text
    if '-' in flags:
        return pad_right(text, columns)
    return pad_left(text, columns, '0' if '0' in flags and letter in _NUMBERS else ' ')


def _time_field(letter: str, seconds: float, zone: Zone) -> str:
    moment = Moment(seconds, zone)
    if letter == '@':
        return format_time('%s.%N0', moment)
    if letter == '+':
        return format_time('%Y-%m-%d+%H:%M:%S.%N0', moment)
    return format_time('%S.%N0' if letter == 'S' else ('%H:%M:%S.%N0' if letter == 'T' else '%' + letter), moment)


def _field(letter: str, path: str, status: Status, depth: int, target: str, zone: Zone) -> str:
    if letter == 'p':
        return path
    if letter == 'f':
        return base_name(path)
    if letter == 'h':
        return folder_name(path)
    if letter == 'P':
        return '' if depth == 0 else '/'.join(path.split('/')[len(path.split('/')) - depth :])
    if letter == 'H':
        return path if depth == 0 else '/'.join(path.split('/')[: len(path.split('/')) - depth])
    if letter == 's':
        return str(status.size)
    if letter == 'b':
        return str(status.blocks)
    if letter == 'k':
        return str((status.blocks + 1) // 2)
    if letter == 'm':
        return to_base(status.mode & 0o7777, 8)
    if letter == 'M':
        return mode_text(status.mode)
    if letter == 'y':
        return kind_letter(status.mode).replace('-', 'f')
    if letter == 'l':
        return target
    if letter == 'd':
        return str(depth)
    if letter == 'i':
        return str(status.ino)
    if letter == 'n':
        return str(status.links)
    if letter in 'ug':
        return owner_name(status.uid if letter == 'u' else status.gid)
    if letter in 'UG':
        return str(status.uid if letter == 'U' else status.gid)
    if letter in 'act':
        return format_time(
            _CTIME, Moment(status.atime if letter == 'a' else (status.ctime if letter == 'c' else status.mtime), zone)
        )
    return '%' if letter == '%' else '%' + letter

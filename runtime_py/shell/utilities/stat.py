"""stat: shows the status of files; -c in a custom format."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.escapes import escape_at
from runtime_py.shell.support.file_listing import owner_name
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import Status, mode_text, status_of
from runtime_py.shell.support.zone import Zone, zone_in
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

_KINDS = [S_IFREG, S_IFDIR, S_IFLNK, S_IFIFO, S_IFSOCK, S_IFCHR, S_IFBLK]
_KIND_NAMES = [
    'regular file',
    'directory',
    'symbolic link',
    'fifo',
    'socket',
    'character special file',
    'block special file',
]
_TIME = '%Y-%m-%d %H:%M:%S.%N %z'


async def main(context: Context) -> int:
    options = parse_options(context.args, 'Lfc:t', ['dereference', 'format=', 'printf=', 'terse', 'file-system'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        return await usage_error(context, 'missing operand')
    pattern = options.value('c', options.value('format'))
    status = 0
    for path in options.operands:
        found = status_of(context, path, options.any(['L', 'dereference']))
        if found.error != 0:
            await context.error(f"cannot statx '{path}': {strerror(found.error)}")
            status = 1
            continue
        target = context.system.readlink(context.path(path)) if found.is_link() else ''
        shown = Shown(path, found, target if isinstance(target, str) else '', zone_in(context))
        if options.has('printf'):
            await context.write(shown.format(options.value('printf'), True))
        elif pattern != '':
            await context.write(shown.format(pattern, False) + '\n')
        elif options.any(['t', 'terse']):
            await context.write(shown.format('%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o', False) + '\n')
        else:
            await context.write(shown.text())
    return status


class Shown:
    def __init__(self, path: str, status: Status, target: str, zone: Zone) -> None:
        self.zone = zone
        self.path = path
        self.status = status
        self.target = target

    def kind(self) -> str:
        status = self.status
        if status.is_regular() and status.size == 0:
            return 'regular empty file'
        kind = status.mode & S_IFMT
        return _KIND_NAMES[_KINDS.index(kind)] if kind in _KINDS else 'weird file'

    def text(self) -> str:
        status = self.status
        name = f'{self.path} -> {self.target}' if self.target != '' else self.path
        text = f'  File: {name}\n'
        text += (
            f'  Size: {pad_right(str(status.size), 10, " ")}\tBlocks: {pad_right(str(status.blocks), 10, " ")} '
            f'IO Block: {pad_right(str(status.block_size), 6, " ")} {self.kind()}\n'
        )
        text += f'Device: {status.dev >> 8},{status.dev & 255}\tInode: {pad_right(str(status.ino), 11, " ")} Links: {status.links}\n'
        text += (
            f'Access: ({pad_left(to_base(status.mode & 0o7777, 8), 4, "0")}/{mode_text(status.mode)})  '
            f'Uid: ({pad_left(str(status.uid), 5, " ")}/{pad_left(owner_name(status.uid), 8, " ")})   '
            f'Gid: ({pad_left(str(status.gid), 5, " ")}/{pad_left(owner_name(status.gid), 8, " ")})\n'
        )
        for label, letter in [['Access', 'x'], ['Modify', 'y'], ['Change', 'z'], [' Birth', 'w']]:
            text += f'{label}: {self._field(letter)}\n'
        return text

    def format(self, pattern: str, escapes: bool) -> str:
        text = ''
        k = 0
        while k < len(pattern):
            if pattern[k] == '\\' and escapes:
                escape = escape_at(pattern, k)
                text += escape.text
                k = escape.end
                continue
            if pattern[k] != '%' or k + 1 >= len(pattern):
                text += pattern[k]
                k += 1
                continue
            k += 1
            flags = ''
            while k < len(pattern) and pattern[k] in '-0123456789#':
                flags += pattern[k]
                k += 1
            value = self._field(pattern[k : k + 1])
            k += 1
            width = flags.lstrip('-#0')
            if width.isdigit():
                value = (
                    pad_right(value, int(width), ' ')
                    if flags.startswith('-')
                    else pad_left(value, int(width), '0' if flags.startswith('0') else ' ')
                )
            text += value
        return text

    def _field(self, letter: str) -> str:
        status = self.status
        if letter == 'n':
            return self.path
        if letter == 'N':
            return f"'{self.path}' -> '{self.target}'" if self.target != '' else f"'{self.path}'"
        if letter == 'F':
            return self.kind()
        if letter == 'a':
            return to_base(status.mode & 0o7777, 8)
        if letter == 'A':
            return mode_text(status.mode)
        if letter == 'f':
            return to_base(status.mode, 16)
        if letter == 'U' or letter == 'G':
            return owner_name(status.uid if letter == 'U' else status.gid)
        if letter in ('x', 'y', 'z', 'w'):
            time = status.times['xyzw'.find(letter)]
            moment = Moment(time[0], self.zone)
            moment.nanoseconds = int(time[1])
            return format_time(_TIME, moment)
        if letter in ('X', 'Y', 'Z', 'W'):
            return str(int(status.times['XYZW'.find(letter)][0]))
        return '%' if letter == '%' else self._number(letter)

    def _number(self, letter: str) -> str:
        status = self.status
        at = 'sbBiughodtT'.find(letter)
        if letter == 'D':
            return to_base(status.dev, 16)
        if letter == '' or at < 0:
            return '?' + letter
        return str(
            [
                status.size,
                status.blocks,
                512,
                status.ino,
                status.uid,
                status.gid,
                status.links,
                status.block_size,
                status.dev,
                status.rdev >> 8,
                status.rdev & 255,
            ][at]
        )

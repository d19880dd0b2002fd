"""ls: lists folders. This file selects and sorts the names; file_listing.py prints them."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.text import compare
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.shown_names import needs_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.file_listing import Entry, Style, columns, display, long_lines, name_as, time_of
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.sizes import human
from runtime_py.shell.support.sorting import compare_versions, sorted_by
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.zone import zone_in

_LONG_NAMES = [
    'all',
    'almost-all',
    'human-readable',
    'recursive',
    'reverse',
    'directory',
    'classify',
    'color',
    'color=',
    'inode',
    'size',
    'sort=',
    'time=',
    'full-time',
    'time-style=',
    'group-directories-first',
    'dereference',
    'numeric-uid-gid',
    'width=',
    'no-group',
    'file-type',
    'si',
    'quoting-style=',
    'escape',
    'literal',
    'quote-name',
    'hide-control-chars',
    'show-control-chars',
    'ignore=',
    'hide=',
    'ignore-backups',
]
_STYLES = ['literal', 'shell', 'shell-always', 'shell-escape', 'shell-escape-always', 'c', 'escape']
_TROUBLE = 2


async def main(context: Context) -> int:
    options = parse_options(context.args, 'alAhtrSRdF1CxpigosnLUXcuvmGkqNbQBw:T:fI:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    wanted = options.value('quoting-style', 'literal')
    if wanted not in _STYLES:
        valid = ''.join([f'\n  - ‘{name}’' for name in _STYLES])
        return await usage_error(
            context, f'invalid argument ‘{wanted}’ for ‘--quoting-style’\nValid arguments are:{valid}', _TROUBLE
        )
    return await _Listing(context, options).run(options.operands if len(options.operands) > 0 else ['.'])


class _Listing:
    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.options = options
        self.status = 0
        self.printed = False
        self.style = _style(context, options)
        self.long = options.any(['l', 'g', 'o', 'n', 'full-time', 'numeric-uid-gid'])
        in_columns = context.is_terminal() or options.any(['C', 'x'])
        self.one_per_line = not in_columns or options.has('1')
        self.width = (
            int(options.value('w', options.value('width', '0'))) if options.any(['w', 'width']) else context.columns()
        )
        self.recursive = options.any(['R', 'recursive'])
        self.all = options.any(['a', 'all', 'f'])
        self.almost = options.any(['A', 'almost-all'])
        self.ignored = [*options.all_values('I'), *options.all_values('ignore')]
        self.hidden = options.all_values('hide')  # shown all the same with -a or -A
        if options.any(['B', 'ignore-backups']):
            self.ignored.append('*~')

    async def run(self, paths: list[str]) -> int:
        files: list[Entry] = []
        folders: list[Entry] = []
        for path in paths:
            entry = self._entry(path, path, True)
            if entry.status.error != 0:
                await cannot(self.context, 'access', path, entry.status.error)
                self.status = _TROUBLE
            elif entry.status.is_folder() and not self.options.any(['d', 'directory']):
                folders.append(entry)
            else:
                files.append(entry)
        if len(files) > 0:
            await self._print(self._sorted(files))
            self.printed = True
        named = len(paths) > 1 or self.recursive
        for folder in self._sorted(folders):
            await self._folder(folder.name, named)
        return self.status

    def _entry(self, name: str, path: str, given: bool) -> Entry:
        """A link to a folder that is named as an operand is followed, unless the long format shows the link itself."""
        follow = self.options.any(['L', 'dereference'])
        status = status_of(self.context, path, follow)
        if follow and status.error != 0:
            status = status_of(self.context, path, False)
        entry = Entry(name, status)
        if status.is_link():
            target = self.context.system.readlink(self.context.path(path))
            there = status_of(self.context, path, True)
            if given and there.is_folder() and not self.long and not self.options.any(['d', 'directory', 'F']):
                return Entry(name, there)
            entry.target = target if isinstance(target, str) else ''
            entry.target_status = there
        return entry

    async def _folder(self, path: str, named: bool) -> None:
        await self.context.breathe()
        names = self.context.system.readdir(self.context.path(path))
        if isinstance(names, int):
            await self.context.error(f"cannot open directory '{path}': {strerror(-names)}")
            self.status = _TROUBLE if not self.recursive else max(self.status, 1)
            return
        if named:
            name = name_as(path, self.style)
            await self.context.write(f'\n{name}:\n' if self.printed else f'{name}:\n')
        self.printed = True
        shown = [name for name in names if self._is_shown(name)]
        if self.all:
            shown = ['.', '..', *shown]
        base = path if path.endswith('/') else path + '/'
        entries = self._sorted([self._entry(name, base + name, False) for name in shown])
        if self.long or self.style.blocks:
            total = sum([entry.status.blocks for entry in entries])
            await self.context.write(f'total {human(total * 512) if self.style.human else (total + 1) // 2}\n')
        await self._print(entries)
        if self.recursive:
            for entry in entries:
                if entry.status.is_folder() and entry.name != '.' and entry.name != '..':
                    await self._folder(base + entry.name, True)

    def _is_shown(self, name: str) -> bool:
        if any([matches(pattern, name) for pattern in self.ignored]):
            return False
        if self.all or self.almost:
            return True
        return not name.startswith('.') and not any([matches(pattern, name) for pattern in self.hidden])

    def _sorted(self, entries: list[Entry]) -> list[Entry]:
        options = self.options
        if options.any(['U', 'f']) or options.value('sort') == 'none':
            return entries
        ordered = sorted_by(entries, self._comparison())
        if options.any(['r', 'reverse']):
            ordered.reverse()
        if options.has('group-directories-first'):
            return [
                *[entry for entry in ordered if _leads_to_folder(entry)],
                *[entry for entry in ordered if not _leads_to_folder(entry)],
            ]
        return ordered

    def _comparison(self) -> Callable[[Entry, Entry], int]:
        options = self.options
        kind = options.value('sort')
        if options.has('t') or kind == 'time' or (not self.long and options.any(['c', 'u'])):
            which = self.style.time
            return lambda a, b: _order(time_of(b.status, which) - time_of(a.status, which), a, b)
        if options.has('S') or kind == 'size':
            return lambda a, b: _order(b.status.size - a.status.size, a, b)
        if options.has('X') or kind == 'extension':
            return lambda a, b: _order(compare(_extension(a.name), _extension(b.name)), a, b)
        if options.has('v') or kind == 'version':
            return lambda a, b: _order(compare_versions(a.name, b.name), a, b)
        return lambda a, b: compare(a.name, b.name)

    async def _print(self, entries: list[Entry]) -> None:
        context = self.context
        in_columns = self.long or not (self.options.has('m') or self.one_per_line)
        self.style.aligns = (
            in_columns
            and self.style.quoting in ('shell', 'shell-escape')
            and any([needs_quotes(entry.name) for entry in entries])
        )
        if self.long:
            await context.write(long_lines(entries, self.style))
        elif self.options.has('m'):
            await context.write(', '.join([display(entry, self.style) for entry in entries]) + '\n')
        elif self.one_per_line:
            await context.write(''.join([display(entry, self.style) + '\n' for entry in entries]))
        elif len(entries) > 0:
            await context.write(columns(entries, self.style, self.width, self.options.has('x')))


def _style(context: Context, options: Options) -> Style:
    style = Style()
    style.zone = zone_in(context)
    style.quoting = _quoting(context, options)
    style.hides = options.any(['q', 'hide-control-chars']) or (
        context.is_terminal() and not options.has('show-control-chars')
    )
    when = options.value('color', 'auto')
    style.colour = when in ('always', 'yes', '') or (
        when in ('auto', 'tty') and context.is_terminal() and not context.env.has('NO_COLOR')
    )
    style.marks = 'all' if options.any(['F', 'classify', 'file-type']) else ('slash' if options.has('p') else '')
    style.human = options.any(['h', 'human-readable', 'si'])
    style.inodes = options.any(['i', 'inode'])
    style.blocks = options.any(['s', 'size'])
    style.numeric = options.any(['n', 'numeric-uid-gid'])
    style.owner = not options.has('g')
    style.group = not options.any(['o', 'G', 'no-group'])
    style.time = 'ctime' if options.has('c') or options.value('time') in ('ctime', 'status') else style.time
    style.time = 'atime' if options.has('u') or options.value('time') in ('atime', 'access', 'use') else style.time
    wanted = 'full-iso' if options.has('full-time') else options.value('time-style')
    if wanted == 'full-iso':
        style.time_format = '%Y-%m-%d %H:%M:%S.%N %z'
    elif wanted == 'long-iso':
        style.time_format = '%Y-%m-%d %H:%M'
    elif wanted == 'iso':
        style.time_format = '%m-%d %H:%M'
    elif wanted.startswith('+'):
        style.time_format = wanted[1:]
    return style


def _quoting(context: Context, options: Options) -> str:
    if options.any(['N', 'literal']):
        return 'literal'
    if options.any(['Q', 'quote-name']):
        return 'c'
    if options.any(['b', 'escape']):
        return 'escape'
    return options.value('quoting-style', 'shell-escape' if context.is_terminal() else 'literal')


def _order(difference: float, a: Entry, b: Entry) -> int:
    if difference == 0:
        return compare(a.name, b.name)
    return -1 if difference < 0 else 1


def _extension(name: str) -> str:
    dot = name.rfind('.')
    return name[dot:] if dot > 0 else ''


def _leads_to_folder(entry: Entry) -> bool:
    return entry.status.is_folder() or (entry.target_status is not None and entry.target_status.is_folder())

"""grep: prints matching lines (POSIX XCU grep, with GNU's options). The syntaxes are in matcher.py, the output in
output.py."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import EISDIR
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import decimal
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import base_name
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.utilities.grep.matcher import BASIC, EXTENDED, FIXED, PERL, Matcher
from runtime_py.shell.utilities.grep.output import Printer, View

_LETTERS = 'EFGPivnHhrRlLcoqswxyae:f:A:B:C:m:bzZTUIud:D:'
_LONG_NAMES = [
    'extended-regexp',
    'fixed-strings',
    'basic-regexp',
    'perl-regexp',
    'ignore-case',
    'no-ignore-case',
    'invert-match',
    'line-number',
    'with-filename',
    'no-filename',
    'recursive',
    'dereference-recursive',
    'files-with-matches',
    'files-without-match',
    'count',
    'only-matching',
    'quiet',
    'silent',
    'no-messages',
    'word-regexp',
    'line-regexp',
    'text',
    'regexp=',
    'file=',
    'after-context=',
    'before-context=',
    'context=',
    'max-count=',
    'byte-offset',
    'null-data',
    'null',
    'initial-tab',
    'color',
    'color=',
    'colour',
    'colour=',
    'include=',
    'exclude=',
    'exclude-dir=',
    'line-buffered',
    'binary-files=',
    'label=',
    'binary',
    'directories=',
    'devices=',
    'group-separator=',
    'no-group-separator',
    'exclude-from=',
]
_FOUND = 0
_NOTHING = 1
_TROUBLE = 2
_USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n"


async def main(context: Context) -> int:
    options = parse_options(_counts(context.args), _LETTERS, _LONG_NAMES)
    if options.problem != '':
        if options.problem.startswith('-'):
            return await usage_error(context, options.problem, _TROUBLE)
        await context.error(options.problem)
        await context.write_error(_USAGE)
        return _TROUBLE
    for action in [*options.all_values('d'), *options.all_values('directories')]:
        if action not in ('read', 'skip', 'recurse'):
            return await usage_error(context, f"invalid argument '{action}' for '--directories'", _TROUBLE)
    patterns = [*options.all_values('e'), *options.all_values('regexp')]
    for path in [*options.all_values('f'), *options.all_values('file')]:
        source = Input(context, path)
        patterns.extend(await source.all_lines())
        source.close()
        if source.error != 0:
            await context.error(f'{path}: {strerror(source.error)}')
            return _TROUBLE
    operands = options.operands
    if not options.any(['e', 'regexp', 'f', 'file']):
        if len(operands) == 0:
            await context.write_error(_USAGE)
            return _TROUBLE
        patterns = [operands[0]]
        operands = operands[1:]
    lines: list[str] = []
    for pattern in patterns:
        lines.extend(pattern.split('\n'))
    try:
        matcher = Matcher(
            lines,
            _syntax(context, options),
            options.any(['i', 'y', 'ignore-case']) and not options.has('no-ignore-case'),
            options.any(['w', 'word-regexp']),
            options.any(['x', 'line-regexp']),
        )
    except PatternProblem as problem:
        await context.error(problem.message)
        return _TROUBLE
    for value in [
        *options.all_values('A'),
        *options.all_values('B'),
        *options.all_values('C'),
        *options.all_values('after-context'),
        *options.all_values('before-context'),
        *options.all_values('context'),
    ]:
        if not value.isdigit():
            await context.error(f'{value}: invalid context length argument')
            return _TROUBLE
    most = options.value('m', options.value('max-count', '-1'))
    if decimal(most) is None:
        await context.error('invalid max count')
        return _TROUBLE
    return await _Search(context, options, matcher).run(operands)


def _counts(args: list[str]) -> list[str]:
    """`-5` is `-C5`."""
    return [f'-C{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1:].isdigit() else arg for arg in args]


def _syntax(context: Context, options: Options) -> str:
    if options.any(['F', 'fixed-strings']) or context.name == 'fgrep':
        return FIXED
    if options.any(['P', 'perl-regexp']):
        return PERL
    return EXTENDED if options.any(['E', 'extended-regexp']) or context.name == 'egrep' else BASIC


def _directories(options: Options) -> str:
    return options.value('d', options.value('directories', 'read'))


class _Search:
    def __init__(self, context: Context, options: Options, matcher: Matcher) -> None:
        self.context = context
        self.matcher = matcher
        self.options = options
        self.follow = options.any(['R', 'dereference-recursive'])
        self.recursive = self.follow or options.any(['r', 'recursive']) or _directories(options) == 'recurse'
        self.invert = options.any(['v', 'invert-match'])
        self.quiet = options.any(['q', 'quiet', 'silent'])
        self.count = options.any(['c', 'count'])
        self.list_with = options.any(['l', 'files-with-matches'])
        self.list_without = options.any(['L', 'files-without-match'])
        self.silent = options.any(['s', 'no-messages'])
        self.most = int(options.value('m', options.value('max-count', '-1')))
        binary = options.value('binary-files', 'binary')
        self.as_text = options.any(['a', 'text', 'z', 'null-data']) or binary == 'text'
        self.skip_binary = options.has('I') or binary == 'without-match'
        self.end = '\0' if options.any(['z', 'null-data']) else '\n'
        self.trouble = False
        self.found = False
        self.view = View()

    async def run(self, operands: list[str]) -> int:
        paths = operands if len(operands) > 0 else (['.'] if self.recursive else ['-'])
        options = self.options
        view = self.view
        view.names = (len(paths) > 1 or self.recursive or options.any(['H', 'with-filename'])) and not options.any(
            ['h', 'no-filename']
        )
        view.numbers = options.any(['n', 'line-number'])
        view.offsets = options.any(['b', 'byte-offset'])
        view.only_matching = options.any(['o', 'only-matching'])
        around = options.value('C', options.value('context', '0'))
        view.grouped = options.any(['A', 'B', 'C', 'after-context', 'before-context', 'context'])
        view.after = int(options.value('A', options.value('after-context', around)))
        view.before = int(options.value('B', options.value('before-context', around)))
        when = options.value('color', options.value('colour', 'never'))
        view.colour = when == 'always' or (when in ('auto', '') and self.context.is_terminal())
        view.null = options.any(['Z', 'null'])
        view.end = self.end
        view.separator = None if options.has('no-group-separator') else options.value('group-separator', '--')
        view.invert = self.invert
        view.initial_tab = options.any(['T', 'initial-tab'])
        for path in paths:
            if self.quiet and self.found:
                break
            await self._path(path, path == '.' and len(operands) == 0)
        if self.quiet and self.found:
            return _FOUND
        return _TROUBLE if self.trouble else (_FOUND if self.found else _NOTHING)

    async def _path(self, path: str, implied: bool) -> None:
        if path != '-' and status_of(self.context, path).is_folder():
            if self.recursive:
                await self._folder(path, '' if implied else path.rstrip('/') + '/')
            elif _directories(self.options) != 'skip':
                await self._complain(path, EISDIR)
                await self._summary(path, 0, False)
        elif path == '-' or self._is_wanted(path):
            await self._file(path)

    async def _folder(self, path: str, prefix: str) -> None:
        names = self.context.system.readdir(self.context.path(path))
        if isinstance(names, int):
            await self._complain(path, -names)
            return
        await self.context.breathe()
        for name in sorted(names):
            if self.quiet and self.found:
                return
            status = status_of(self.context, prefix + name, self.follow)
            if status.is_folder():
                if not self._is_excluded('exclude-dir', name):
                    await self._folder(prefix + name, prefix + name + '/')
            elif status.is_regular() and self._is_wanted(name):
                await self._file(prefix + name)

    def _is_excluded(self, option: str, path: str) -> bool:
        for pattern in self.options.all_values(option):
            if matches(pattern.rstrip('/'), base_name(path)) or matches(pattern, path):
                return True
        return False

    def _is_wanted(self, path: str) -> bool:
        if self._is_excluded('exclude', path):
            return False
        return not self.options.has('include') or self._is_excluded('include', path)

    async def _complain(self, path: str, error: int) -> None:
        self.trouble = True
        if not self.silent:
            await self.context.error(f'{path}: {strerror(error)}')

    async def _file(self, path: str) -> None:
        source = Input(self.context, path)
        if source.error == 0:
            name = self.options.value('label', '(standard input)') if path == '-' else path
            try:
                await self._lines(source, name)
            finally:
                source.close()
        if source.error != 0:
            await self._complain(path, source.error)

    async def _lines(self, source: Input, name: str) -> None:
        printer = Printer(self.view, self.matcher, name)
        plain = not (self.count or self.list_with or self.list_without or self.quiet)
        number = 0
        offset = 0
        hits = 0
        binary = False
        batch = await source.lines(ord(self.end))
        while len(batch) > 0:
            text = ''
            for line in batch:
                number += 1
                if not self.as_text and not binary and '\0' in line:
                    binary = True
                    if self.skip_binary:
                        return
                if self.most >= 0 and hits >= self.most:
                    if not printer.has_context_to_show():
                        break
                    text += printer.passed_over(line, number, offset)
                elif self.matcher.test(line) != self.invert:
                    hits += 1
                    if plain and not binary:
                        text += printer.selected(line, number, offset)
                    elif not self.count:
                        break
                elif plain:
                    text += printer.passed_over(line, number, offset)
                if self.view.offsets:
                    offset += len(to_bytes(line)) + 1
            await self.context.write_bytes(to_bytes(text))
            if hits > 0 and (self.quiet or self.list_with or self.list_without or binary) and not self.count:
                break
            if self.most >= 0 and hits >= self.most and not printer.has_context_to_show():
                break
            batch = await source.lines(ord(self.end))
        await self._summary(name, hits, plain and binary)

    async def _summary(self, name: str, hits: int, binary: bool) -> None:
        self.found = self.found or hits > 0
        if self.quiet:
            return
        end = '\0' if self.view.null else '\n'
        if self.list_with or self.list_without:
            if (hits > 0) == self.list_with:
                await self.context.write(name + end)
        elif self.count:
            await self.context.write(
                (f'{name}{chr(0) if self.view.null else ":"}' if self.view.names else '') + f'{hits}\n'
            )
        elif binary and hits > 0:
            await self.context.error(f'{name}: binary file matches')


COMMANDS: list[Any] = [['grep', main], ['egrep', main], ['fgrep', main]]

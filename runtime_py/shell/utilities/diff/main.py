"""diff: shows the differences between files, or (-r) trees. The comparison is in lines.py, the formats in format.py."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, equal, index_of, view
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import base_name, join
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.support.status import Status, status_of
from runtime_py.shell.support.zone import zone_in
from runtime_py.shell.utilities.diff.format import Side, ed_script, in_context, merged, normal, rcs_script, unified
from runtime_py.shell.utilities.diff.ignored import Ignored
from runtime_py.shell.utilities.diff.lines import Change, changes
from runtime_py.shell.utilities.diff.side_by_side import Layout, side_by_side

_LONG_NAMES = [
    'unified',
    'unified=',
    'context',
    'context=',
    'brief',
    'recursive',
    'new-file',
    'ignore-case',
    'ignore-all-space',
    'ignore-space-change',
    'ignore-blank-lines',
    'report-identical-files',
    'text',
    'color',
    'color=',
    'exclude=',
    'label=',
    'minimal',
    'strip-trailing-cr',
    'normal',
    'ignore-trailing-space',
    'side-by-side',
    'width=',
    'left-column',
    'suppress-common-lines',
    'expand-tabs',
    'ed',
    'rcs',
    'ignore-matching-lines=',
    'show-c-function',
    'show-function-line=',
    'exclude-from=',
    'starting-file=',
    'from-file=',
    'to-file=',
    'ignore-tab-expansion',
    'unidirectional-new-file',
    'speed-large-files',
    'horizon-lines=',
    'no-ignore-file-name-case',
    'suppress-blank-empty',
    'initial-tab',
    'tabsize=',
    'ifdef=',
]
_TROUBLE = 2
_BINARY_LOOK = 8192
_DEFAULT_CONTEXT = 3
_WIDTH = 130  # of -y


async def main(context: Context) -> int:
    options = parse_options(context.args, 'uU:cC:qrNiwbBsax:L:dtZyW:enI:pF:X:S:EPHTD:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    together = options.value('from-file', options.value('to-file'))
    if together != '':
        result = 0
        for name in options.operands:
            pair = [together, name] if options.has('from-file') else [name, together]
            result = max(result, await _compare(context, options, pair[0], pair[1]))
        return result
    if len(options.operands) != 2:
        many = len(options.operands) > 2
        return await usage_error(
            context,
            f"extra operand '{options.operands[2]}'"
            if many
            else f"missing operand after '{options.operands[0] if len(options.operands) == 1 else context.name}'",
            _TROUBLE,
        )
    return await _compare(context, options, options.operands[0], options.operands[1])


async def _compare(context: Context, options: Options, first: str, second: str) -> int:
    a = _status(context, first)
    b = _status(context, second)
    # folder and file: compares with the file of the same name in the folder
    if a.is_folder() and not b.is_folder() and b.error == 0:
        first = join(first, base_name(second))
    elif b.is_folder() and not a.is_folder() and a.error == 0:
        second = join(second, base_name(first))
    ignored = Ignored(options)
    excluded = [*options.all_values('x'), *options.all_values('exclude')]
    for name in [*options.all_values('X'), *options.all_values('exclude-from')]:
        source = Input(context, name)
        excluded.extend(await source.all_lines())
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            return _TROUBLE
    try:
        ignored.prepare()
    except PatternProblem as problem:
        await context.error(problem.message)
        return _TROUBLE
    return await _Comparison(context, options, ignored, excluded).paths(first, second, True)


def _status(context: Context, path: str) -> Status:
    return status_of(context, path if path != '-' else '/dev/stdin')


class _Comparison:
    def __init__(self, context: Context, options: Options, ignored: Ignored, excluded: list[str]) -> None:
        self.context = context
        self.options = options
        self.brief = options.any(['q', 'brief'])
        self.recursive = options.any(['r', 'recursive'])
        self.side_by_side = options.any(['y', 'side-by-side'])
        self.ed_script = options.any(['e', 'ed'])
        self.define = options.value('D', options.value('ifdef'))
        self.new_files = options.any(['N', 'new-file'])
        self.excluded = excluded
        self.ignored = ignored
        self.start = options.value('S', options.value('starting-file'))
        self.one_sided = options.any(['P', 'unidirectional-new-file'])
        self.rcs = options.any(['n', 'rcs'])
        when = options.value('color', 'never')
        self.colour = when == 'always' or (when in ('auto', '') and context.is_terminal())
        self.flags = ' '.join(['', *_without(context.args, options.operands)])

    async def paths(self, first: str, second: str, given: bool) -> int:
        """Compares two paths: 0 equal, 1 different, 2 trouble."""
        context = self.context
        a = status_of(context, first)
        b = status_of(context, second)
        missing_is_empty = (self.new_files and (a.error == 0 or b.error == 0)) or (self.one_sided and b.error == 0)
        if not await self._is_there(first, a, missing_is_empty) or not await self._is_there(
            second, b, missing_is_empty
        ):
            return _TROUBLE
        if a.is_folder() and b.is_folder():
            if given or self.recursive:
                return await self._folders(first, second, given)
            await context.write(f'Common subdirectories: {first} and {second}\n')
            return 0
        if a.error == 0 and b.error == 0 and a.is_folder() != b.is_folder():
            kinds = [
                'directory' if status.is_folder() else ('regular empty file' if status.size == 0 else 'regular file')
                for status in [a, b]
            ]
            await context.write(f'File {first} is a {kinds[0]} while file {second} is a {kinds[1]}\n')
            return 1
        return await self._files(first, second, given)

    async def _is_there(self, path: str, status: Status, may_miss: bool) -> bool:
        if path == '-' or status.error == 0 or (may_miss and status.error == ENOENT):
            return True
        await failed_on(self.context, path, status.error)
        return False

    async def _folders(self, first: str, second: str, given: bool) -> int:
        a = self._names(first)
        b = self._names(second)
        result = 0
        for name in sorted([*a, *[other for other in b if other not in a]]):
            await self.context.breathe()
            if given and name < self.start:
                continue
            if (name in a and name in b) or self.new_files or (self.one_sided and name in b):
                result = max(result, await self.paths(join(first, name), join(second, name), False))
            else:
                await self.context.write(f'Only in {first if name in a else second}: {name}\n')
                result = max(result, 1)
        return result

    def _names(self, path: str) -> list[str]:
        names = self.context.system.readdir(self.context.path(path))
        if isinstance(names, int):
            return []
        return [name for name in names if not any([matches(pattern, name) for pattern in self.excluded])]

    async def _content(self, path: str) -> Bytes | None:
        if (
            path != '-'
            and (self.new_files or self.one_sided)
            and not self.context.system.exists(self.context.path(path))
        ):
            return to_bytes('')
        source = Input(self.context, path)
        data = await source.read_all()
        source.close()
        if source.error != 0:
            await failed_on(self.context, path, source.error)
            return None
        return data

    async def _files(self, first: str, second: str, given: bool) -> int:
        context = self.context
        a = await self._content(first)
        b = await self._content(second)
        if a is None or b is None:
            return _TROUBLE
        if equal(a, b) and not self.side_by_side and self.define == '':
            return await self._same(first, second)
        if not self.options.any(['a', 'text']) and (_is_binary(a) or _is_binary(b)):
            await context.write(f'{"Files" if self.brief else "Binary files"} {first} and {second} differ\n')
            return 1
        left = _side(a)
        right = _side(b)
        found = changes(self._keys(left), self._keys(right))
        if self.options.any(['B', 'ignore-blank-lines']):
            found = [
                change
                for change in found
                if not _is_blank(left.lines[change.a_start : change.a_end], right.lines[change.b_start : change.b_end])
            ]
        found = [
            change
            for change in found
            if not self.ignored.covers(
                [*left.lines[change.a_start : change.a_end], *right.lines[change.b_start : change.b_end]]
            )
        ]
        if len(found) == 0 and not self.side_by_side and not self.ed_script and self.define == '':
            return await self._same(first, second)
        if self.brief:
            await context.write(f'Files {first} and {second} differ\n')
            return 1
        if not given:
            await context.write(f'diff{self.flags} {first} {second}\n')
        await context.write_bytes(to_bytes(self._formatted(first, second, left, right, found)))
        if self.ed_script:
            return await self._complete(first, left, second, right)
        return 1 if len(found) > 0 else 0

    async def _complete(self, first: str, a: Side, second: str, b: Side) -> int:
        """ed ends every line with a newline, so a file without the last one can't be made by a script."""
        status = 1
        for name, side in ((first, a), (second, b)):
            if len(side.lines) > 0 and not side.newline_at_end:
                await self.context.error(name + ': No newline at end of file\n')
                status = _TROUBLE
        return status

    async def _same(self, first: str, second: str) -> int:
        if self.options.any(['s', 'report-identical-files']):
            await self.context.write(f'Files {first} and {second} are identical\n')
        return 0

    def _keys(self, side: Side) -> list[str]:
        """Lines in the form in which they are compared. A last line without a newline differs from one with it."""
        keys = [self._key(line) for line in side.lines]
        if (
            len(keys) > 0
            and not side.newline_at_end
            and not self.ed_script
            and not self.options.any(['w', 'b', 'ignore-all-space', 'ignore-space-change'])
        ):
            keys.append(keys.pop() + '\n')
        return keys

    def _key(self, line: str) -> str:
        options = self.options
        if options.has('strip-trailing-cr'):
            line = line.removesuffix('\r')
        if options.any(['w', 'ignore-all-space']):
            line = ''.join(line.split())
        elif options.any(['b', 'ignore-space-change']):
            lead = ' ' if line[:1] in (' ', '\t') else ''
            line = lead + ' '.join(line.split())
        elif options.any(['Z', 'ignore-trailing-space']):
            line = line.rstrip()
        return line.lower() if options.any(['i', 'ignore-case']) else line

    def _formatted(self, first: str, second: str, a: Side, b: Side, found: list[Change]) -> str:
        options = self.options
        labels = [*options.all_values('L'), *options.all_values('label')]
        if options.any(['u', 'U', 'unified']):
            width = options.value('U', options.value('unified', ''))
            head = self._header('---', first, labels, 0) + self._header('+++', second, labels, 1)
            return head + unified(
                a,
                b,
                found,
                int(width) if width.isdigit() else _DEFAULT_CONTEXT,
                self.colour,
                lambda side, start: self.ignored.heading(side, start),
            )
        if options.any(['c', 'C', 'context', 'p', 'F', 'show-c-function', 'show-function-line']):
            width = options.value('C', options.value('context', ''))
            head = self._header('***', first, labels, 0) + self._header('---', second, labels, 1)
            return head + in_context(
                a,
                b,
                found,
                int(width) if width.isdigit() else _DEFAULT_CONTEXT,
                lambda side, start: self.ignored.heading(side, start),
            )
        if self.side_by_side:
            return side_by_side(a, b, found, self._layout())
        if self.ed_script:
            return ed_script(a, b, found)
        if self.rcs:
            return rcs_script(b, found)
        if self.define != '':
            return merged(a, b, found, self.define)
        return normal(a, b, found, self.colour)

    def _layout(self) -> Layout:
        options = self.options
        width = options.value('W', options.value('width', str(_WIDTH)))
        return Layout(
            int(width) if width.isdigit() else _WIDTH,
            options.any(['t', 'expand-tabs']),
            options.has('left-column'),
            options.has('suppress-common-lines'),
        )

    def _header(self, mark: str, path: str, labels: list[str], k: int) -> str:
        if k < len(labels):
            text = f'{mark} {labels[k]}'
        else:
            status = status_of(self.context, path)
            seconds = status.mtime if status.error == 0 else 0
            text = f'{mark} {path}\t{format_time("%Y-%m-%d %H:%M:%S.%N %z", Moment(seconds, zone_in(self.context)))}'
        return f'\x1b[1m{text}\x1b[0m\n' if self.colour else text + '\n'


def _without(args: list[str], operands: list[str]) -> list[str]:
    """The options among the arguments, with their values."""
    left = list(operands)
    found: list[str] = []
    for arg in args:
        if len(left) > 0 and arg == left[0]:
            left.pop(0)
        elif arg != '--':
            found.append(arg)
    return found


def _side(data: Bytes) -> Side:
    text = to_text(data)
    if text == '':
        return Side([], True)
    ended = text.endswith('\n')
    return Side((text[: len(text) - 1] if ended else text).split('\n'), ended)


def _is_binary(data: Bytes) -> bool:
    return index_of(view(data, 0, min(len(data), _BINARY_LOOK)), 0, 0) >= 0


def _is_blank(a: list[str], b: list[str]) -> bool:
    return all([line.strip() == '' for line in a]) and all([line.strip() == '' for line in b])

"""xargs: runs commands with arguments from the input (POSIX XCU xargs, with GNU's -0 -r -d -a). Commands run one after
the other: -P is ignored."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.escapes import unescape
from runtime_py.shell.support.file_tree import confirm
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.vfs.flags import O_RDONLY

_LONG_NAMES = [
    'null',
    'no-run-if-empty',
    'max-args=',
    'max-lines=',
    'max-procs=',
    'replace',
    'replace=',
    'delimiter=',
    'arg-file=',
    'verbose',
    'max-chars=',
    'interactive',
    'exit',
    'eof',
    'eof=',
    'open-tty',
    'process-slot-var=',
    'show-limits',
]
_MOST_BYTES = 131072
_COMMAND_FAILED = 123
_ASKED_TO_STOP = 124


class XargsProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


async def main(context: Context) -> int:
    options = parse_options(_attached(context.args), '0rn:L:I:P:d:a:ts:pxE:o', _LONG_NAMES, False)
    if options.problem != '':
        return await usage_error(context, options.problem)
    for letter, name in [['n', 'max-args'], ['L', 'max-lines'], ['s', 'max-chars']]:
        for value in [*options.all_values(letter), *options.all_values(name)]:
            if not value.isdigit():
                await context.error(f'invalid number "{value}" for -{letter} option')
                return 1
            if int(value) < 1:
                return await usage_error(context, f'value {value} for -{letter} option should be >= 1')
    source = Input(context, options.value('a', options.value('arg-file', '-')))
    text = to_text(await source.read_all())
    source.close()
    if source.error != 0:
        await failed_on(context, source.name, source.error)
        return 1
    command = options.operands if len(options.operands) > 0 else ['echo']
    try:
        return await _run_all(context, options, command, text)
    except XargsProblem as problem:
        await context.error(problem.message)
        return 1


async def _run_all(context: Context, options: Options, command: list[str], text: str) -> int:
    replaced = options.value('I', options.value('replace'))
    if replaced == '' and options.has('replace'):
        replaced = '{}'
    runner = _Runner(context, options)
    if replaced != '':
        for line in _items(options, text) if _has_delimiter(options) else _lines(text, True):
            if runner.stopped:
                break
            await runner.run([word.replace(replaced, line) for word in command])
        return runner.status
    most_lines = int(options.value('L', options.value('max-lines', '0')))
    most = int(options.value('n', options.value('max-args', '0')))
    if most > 0 and most_lines > 0:
        # the later one counts
        if _last_of(context.args, 'nL') == 'n':
            await context.error(
                'warning: options --max-lines and --max-args/-n are mutually exclusive,'
                ' ignoring previous --max-lines value'
            )
            most_lines = 0
        else:
            await context.error(
                'warning: options --max-args and -L are mutually exclusive, ignoring previous --max-args value'
            )
    given = options.value('s', options.value('max-chars', str(_MOST_BYTES)))
    room = min(int(given), _MOST_BYTES)
    own = sum([len(to_bytes(word)) + 1 for word in command])
    groups = (
        [split_words(line) for line in _lines(text, False)]
        if most_lines > 0
        else [[item] for item in _items(options, text)]
    )
    eof = options.value('E', options.value('eof'))
    if eof != '' and not _has_delimiter(options):
        groups = _until(groups, eof)
    per_run = most_lines if most_lines > 0 else most
    batch: list[str] = []
    size = 0
    held = 0
    started = False
    for group in groups:
        bytes_here = sum([len(to_bytes(item)) + 1 for item in group])
        if held > 0 and ((per_run > 0 and held >= per_run) or own + size + bytes_here > room):
            await runner.run([*command, *batch])
            started = True
            batch = []
            size = 0
            held = 0
        if runner.stopped:
            return runner.status
        if own + bytes_here > room:
            raise XargsProblem('argument line too long')
        batch.extend(group)
        size += bytes_here
        held += 1
    if held > 0 or (not started and not options.any(['r', 'no-run-if-empty'])):
        await runner.run([*command, *batch])
    return runner.status


def _attached(args: list[str]) -> list[str]:
    """-i, -l and -e take a value only when it is attached: as their long forms."""
    found: list[str] = []
    for k, arg in enumerate(args):
        if arg == '--' or not arg.startswith('-'):
            if not (k > 0 and args[k - 1] in ('-n', '-L', '-I', '-P', '-d', '-a', '-s', '-E')):
                return [*found, *args[k:]]
            found.append(arg)
        elif arg.startswith('-i'):
            found.append('--replace=' + arg[2:] if len(arg) > 2 else '--replace={}')
        elif arg.startswith('-l'):
            found.append('--max-lines=' + (arg[2:] if len(arg) > 2 else '1'))
        elif arg.startswith('-e'):
            found.append('--eof=' + arg[2:])
        else:
            found.append(arg)
    return found


def _until(groups: list[list[str]], eof: str) -> list[list[str]]:
    """The groups before an item that stands for the end of the input."""
    found: list[list[str]] = []
    for group in groups:
        if eof in group:
            before = group[: group.index(eof)]
            return [*found, before] if len(before) > 0 else found
        found.append(group)
    return found


def _last_of(args: list[str], letters: str) -> str:
    last = ''
    for arg in args:
        if arg[:1] == '-' and arg[1:2] != '' and arg[1] in letters:
            last = arg[1]
        elif arg.startswith('--max-args') or arg.startswith('--max-lines'):
            last = 'n' if arg.startswith('--max-args') else 'L'
    return last


class _Runner:
    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.verbose = options.any(['t', 'verbose'])
        self.asks = options.any(['p', 'interactive'])
        self.status = 0
        self.stopped = False
        # the command must not read the arguments as input
        self.null = context.system.open('/dev/null', O_RDONLY, 0)

    async def run(self, argv: list[str]) -> None:
        context = self.context
        if self.verbose:
            await context.write_error(' '.join(argv) + '\n')
        if self.asks and not await confirm(context, ' '.join(argv) + '?...'):
            return
        inner = context.derive(argv)
        if self.null >= 0:
            inner.stdin = self.null
        await context.flush()
        status = await inner.run(argv)
        context.check()
        if status == 255:
            self.status = _ASKED_TO_STOP
            self.stopped = True
            await context.error(f'{argv[0]}: exited with status 255; aborting')
        elif status in (126, 127):
            self.status = status
            self.stopped = True
        elif status != 0:
            self.status = _COMMAND_FAILED


def _has_delimiter(options: Options) -> bool:
    return options.any(['0', 'null', 'd', 'delimiter'])


def _items(options: Options, text: str) -> list[str]:
    if _has_delimiter(options):
        delimiter = (
            '\0' if options.any(['0', 'null']) else unescape(options.value('d', options.value('delimiter'))).text
        )
        found = text.split(delimiter[:1])
        return found[: len(found) - 1] if found[-1] == '' else found
    return split_words(text)


def _lines(text: str, whole: bool) -> list[str]:
    """Lines that aren't blank; for -I without leading blanks, for -L with continuation after a trailing blank."""
    found: list[str] = []
    joined = False
    for line in text.split('\n'):
        if line.strip() == '':
            continue
        if joined and not whole:
            found.append(found.pop() + line)
        else:
            found.append(unquote(line.lstrip()) if whole else line)
        joined = line.endswith(' ') or line.endswith('\t')
    return found


def unquote(text: str) -> str:
    """One line as one item: quotes and backslashes are removed, blanks kept."""
    found = ''
    k = 0
    while k < len(text):
        char = text[k]
        if char == '\\' and k + 1 < len(text):
            found += text[k + 1]
            k += 2
        elif char in '\'"':
            end = text.find(char, k + 1)
            if end < 0:
                raise XargsProblem(
                    f'unmatched {"single" if char == chr(39) else "double"} quote; by default quotes are special to xargs unless you use the -0 option'
                )
            found += text[k + 1 : end]
            k = end + 1
        else:
            found += char
            k += 1
    return found


def split_words(text: str) -> list[str]:
    """Words with quotes and backslashes, but without expansion."""
    found: list[str] = []
    start = -1
    k = 0
    while k <= len(text):
        char = text[k] if k < len(text) else '\n'
        if char in ' \t\n':
            if start >= 0:
                found.append(unquote(text[start:k]))
                start = -1
            k += 1
            continue
        if start < 0:
            start = k
        if char == '\\':
            k += 2
        elif char in '\'"':
            end = text.find(char, k + 1)
            line = text.find('\n', k + 1)
            k = end + 1 if end >= 0 and (line < 0 or end < line) else len(text)
        else:
            k += 1
    return found

"""csplit: a file in pieces at lines that match patterns: /RE/[OFFSET], %RE%[OFFSET], LINE, {N} and {*} (POSIX XCU
csplit)."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.printf_format import Formatter
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import usage_error

_LONG_NAMES = [
    'prefix=',
    'suffix-format=',
    'digits=',
    'keep-files',
    'elide-empty-files',
    'quiet',
    'silent',
    'suppress-matched',
]
_ENDLESS = 2**31


class CsplitProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Step:
    """A place to cut. `line` is its number, or 0 with a `pattern`; `writes` is false for %RE%. It is used `times` more
    times."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line = 0
        self.pattern: Regexp | None = None
        self.writes = True
        self.offset = 0
        self.times = 0


async def main(context: Context) -> int:
    options = parse_options(context.args, 'f:b:n:kzsq', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) < 2:
        name = options.operands[0] if len(options.operands) == 1 else ''
        return await usage_error(context, 'missing operand' + (f" after '{name}'" if name != '' else ''))
    digits = options.value('n', options.value('digits', '2'))
    if not digits.isdigit():
        await context.error(f"invalid number: '{digits}'")
        return 1
    made = _Files(context, options, int(digits))
    try:
        steps = _steps(options.operands[1:])
        source = Input(context, options.operands[0])
        lines = await source.all_lines()
        source.close()
        if source.error != 0:
            await context.error(f"cannot open '{options.operands[0]}' for reading: {strerror(source.error)}")
            return 1
        texts = [line + '\n' for line in lines]
        if len(texts) > 0 and not source.newline_at_end:
            texts = [*texts[:-1], lines[-1]]
        await _cut(made, steps, texts, options.has('suppress-matched'))
    except (CsplitProblem, PatternProblem) as problem:
        await context.error(problem.message)
        if not options.any(['k', 'keep-files']):
            made.remove()
        return 1
    return 0


class _Files:
    def __init__(self, context: Context, options: Options, digits: int) -> None:
        self.context = context
        self.prefix = options.value('f', options.value('prefix', 'xx'))
        self.form = options.value('b', options.value('suffix-format', f'%0{digits}d'))
        self.quiet = options.any(['s', 'q', 'quiet', 'silent'])
        self.elides = options.any(['z', 'elide-empty-files'])
        self.names: list[str] = []

    async def write(self, lines: list[str]) -> None:
        """Raises CsplitProblem."""
        if self.elides and len(lines) == 0:
            return
        name = self.prefix + Formatter(self.form, [str(len(self.names))]).run()
        data = to_bytes(''.join(lines))
        result = self.context.system.write_file(self.context.path(name), data, 0o666)
        if result < 0:
            raise CsplitProblem(f'{name}: {strerror(-result)}')
        self.names.append(name)
        if not self.quiet:
            await self.context.write(f'{len(data)}\n')

    def remove(self) -> None:
        for name in self.names:
            self.context.system.unlink(self.context.path(name))


def _steps(texts: list[str]) -> list[_Step]:
    """Raises CsplitProblem and PatternProblem."""
    steps: list[_Step] = []
    for text in texts:
        if text.startswith('{') and len(steps) > 0:
            count = text[1:-1]
            if not text.endswith('}') or not (count == '*' or count.isdigit()):
                raise CsplitProblem(f"{text}: '}}' is required in repeat count")
            steps[-1].times = _ENDLESS if count == '*' else int(count)
            continue
        step = _Step(text)
        if text[:1] in ('/', '%'):
            end = _closing(text)
            if end < 0:
                raise CsplitProblem(f"{text}: closing delimiter '{text[0]}' missing")
            step.writes = text[0] == '/'
            step.pattern = compile_posix(text[1:end], False, False).regexp
            offset = text[end + 1 :]
            if offset != '':
                if not offset.lstrip('+-').isdigit():
                    raise CsplitProblem(f'{text}: integer expected after delimiter')
                step.offset = int(offset.removeprefix('+'))
        elif text.isdigit():
            step.line = int(text)
            before = steps[-1].line if len(steps) > 0 else 0
            if step.line == 0:
                raise CsplitProblem(f'{text}: line number must be greater than zero')
            if step.line < before:
                raise CsplitProblem(f"line number '{text}' is smaller than preceding line number, {before}")
        else:
            raise CsplitProblem(f"'{text}': invalid pattern")
        steps.append(step)
    return steps


def _closing(text: str) -> int:
    k = 1
    while k < len(text) and text[k] != text[0]:
        k += 2 if text[k] == '\\' else 1
    return k if k < len(text) else -1


async def _cut(made: _Files, steps: list[_Step], lines: list[str], suppresses: bool) -> None:
    at = 0  # the first line that isn't in a piece yet
    for step in steps:
        for turn in range(step.times + 1):
            again = f' on repetition {turn}' if turn > 0 else ''
            end, found = _end_of(step, lines, at, turn)
            if not found:
                if step.writes:
                    await made.write(lines[at:])
                if step.times == _ENDLESS:
                    return
                what = 'match not found' if step.pattern is not None else 'line number out of range'
                raise CsplitProblem(f"'{step.text}': {what}{again}")
            if step.writes:
                await made.write(lines[at:end])
            at = end + 1 if suppresses and step.offset == 0 else end
    await made.write(lines[at:])


def _end_of(step: _Step, lines: list[str], at: int, turn: int) -> tuple[int, bool]:
    """Where the piece that begins at a line ends, and whether there is such a place."""
    if step.pattern is None:
        end = step.line * (turn + 1) - 1
        return end, at <= end < len(lines)
    # the line at which a piece begins was what the last pattern found
    for k in range(at + (1 if at > 0 or turn > 0 else 0), len(lines)):
        if step.pattern.test(lines[k].removesuffix('\n')):
            end = k + step.offset
            if end < at or end > len(lines):
                raise CsplitProblem(f"'{step.text}': line number out of range")
            return end, True
    return 0, False

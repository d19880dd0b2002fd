"""tac: prints lines, or records with another separator (-s, -r), in reverse order."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'brs:', ['before', 'regex', 'separator='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    separator = options.value('s', options.value('separator', '\n'))
    is_pattern = options.any(['r', 'regex'])
    if separator == '':
        if is_pattern:
            await context.error('separator cannot be empty')
            return 1
        separator = '\0'
    pattern: Regexp | None = None
    if is_pattern:
        try:
            pattern = compile_posix(separator, False, False, True).regexp
        except PatternProblem as problem:
            await context.error(problem.message)
            return 1
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        data = await source.read_all()
        source.close()
        if source.error != 0:
            await context.error(f"failed to open '{name}' for reading: {strerror(source.error)}")
            status = 1
            continue
        records = records_of(to_text(data), separator, pattern, options.any(['b', 'before']))
        records.reverse()
        await context.write_bytes(to_bytes(''.join(records)))
    return status


def records_of(text: str, separator: str, pattern: Regexp | None, before: bool) -> list[str]:
    """The records with their separators, which end them, or (with `before`) begin them."""
    found: list[str] = []
    start = 0
    for begin, end in _separators(text, separator, pattern):
        cut = begin if before else end
        if cut > start or not before:
            found.append(text[start:cut])
        start = cut
    if start < len(text):
        found.append(text[start:])
    return found


def _separators(text: str, separator: str, pattern: Regexp | None) -> list[list[int]]:
    """[begin, end] of each. A pattern is sought from the end, as it is in tac: of matches that touch, each counts."""
    found: list[list[int]] = []
    at = 0
    while at <= len(text):
        if pattern is None:
            begin = text.find(separator, at)
            end = begin + len(separator)
        else:
            match = pattern.exec(text, at)
            begin = -1 if match is None else match.start
            end = at if match is None else match.end
        if begin < 0:
            break
        if end > begin:
            found.append([begin, end])
        at = max(end, begin + 1)
    return found

"""paste: joins files side by side, or (-s) each file's lines."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.support.escapes import escape_at
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error


async def main(context: Context) -> int:
    options = parse_options(context.args, 'd:sz', ['delimiters=', 'serial', 'zero-terminated'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
    delimiters = _delimiters(options.value('d', options.value('delimiters', '\t')))
    columns: list[list[str]] = []
    shared: list[str] | None = None
    names = options.operands if len(options.operands) > 0 else ['-']
    inputs = len([name for name in names if name == '-'])
    taken = 0
    for name in names:
        if name == '-' and shared is not None:
            # several dashes read the same input in turn
            columns.append(_every(shared, taken, inputs))
            taken += 1
            continue
        source = Input(context, name)
        lines = await source.all_lines(ord(end))
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            return 1
        if name == '-':
            shared = lines
            taken = 1
            lines = _every(shared, 0, inputs) if not options.any(['s', 'serial']) else lines
        columns.append(lines)
    rows = columns if options.any(['s', 'serial']) else _rows(columns)
    await context.write_bytes(to_bytes(''.join([_joined(row, delimiters) + end for row in rows])))
    return 0


def _every(lines: list[str], start: int, step: int) -> list[str]:
    return [lines[k] for k in range(start, len(lines), step)]


def _rows(columns: list[list[str]]) -> list[list[str]]:
    count = max([len(column) for column in columns])
    return [[column[k] if k < len(column) else '' for column in columns] for k in range(count)]


def _delimiters(text: str) -> list[str]:
    """The delimiters, used in turn; \\0 is an empty one."""
    found: list[str] = []
    k = 0
    while k < len(text):
        if text[k] == '\\' and k + 1 < len(text):
            escape = escape_at(text, k)
            found.append('' if text[k + 1] == '0' else escape.text)
            k = escape.end
        else:
            found.append(text[k])
            k += 1
    return found if len(found) > 0 else ['']


def _joined(parts: list[str], delimiters: list[str]) -> str:
    text = ''
    for k, part in enumerate(parts):
        text += (delimiters[(k - 1) % len(delimiters)] if k > 0 else '') + part
    return text

"""envsubst: replaces `$NAME` and `${NAME}` in a text by values from the environment (GNU gettext). An operand restricts
it to the names in it."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.platform.regexp import compile as compile_regexp
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_VARIABLE = compile_regexp('\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})', '')


async def main(context: Context) -> int:
    options = parse_options(context.args, 'v', ['variables'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) > 1:
        await context.error('too many arguments')
        return 1
    if options.any(['v', 'variables']):
        if len(options.operands) == 0:
            await context.error('missing arguments')
            return 1
        for name in names_in(options.operands[0]):
            await context.write(name + '\n')
        return 0
    only = names_in(options.operands[0]) if len(options.operands) > 0 else None
    text = to_text(await context.read_all())
    await context.write_bytes(to_bytes(_replaced(context, text, only)))
    return 0


def names_in(text: str) -> list[str]:
    found: list[str] = []
    match = _VARIABLE.exec(text, 0)
    while match is not None:
        found.append(match.groups[1] or match.groups[2] or '')
        match = _VARIABLE.exec(text, match.end)
    return found


def _replaced(context: Context, text: str, only: list[str] | None) -> str:
    parts: list[str] = []
    at = 0
    match = _VARIABLE.exec(text, 0)
    while match is not None:
        name = match.groups[1] or match.groups[2] or ''
        parts.append(text[at : match.start])
        parts.append(context.env.get(name) or '' if only is None or name in only else text[match.start : match.end])
        at = match.end
        match = _VARIABLE.exec(text, at)
    parts.append(text[at:])
    return ''.join(parts)

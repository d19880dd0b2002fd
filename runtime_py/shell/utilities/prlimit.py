"""prlimit: shows and sets the limits of a process, or of a command that it starts (util-linux)."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right, parse_int
from runtime_py.resources.limits import DESCRIPTORS, LIMITS, UNLIMITED, Bounds, Limit
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.report import usage_error
from runtime_py.vfs.fdtable import CAPACITY

_LETTERS = [['f', 'fsize'], ['n', 'nofile'], ['t', 'cpu'], ['u', 'nproc'], ['v', 'as']]
_KNOWN = [limit for limit in LIMITS if limit.option != '']
_HEADS = ['RESOURCE', 'DESCRIPTION', 'SOFT', 'HARD', 'UNITS']
_UNLIMITED = 'unlimited'


class _Asked:
    """`limits`: which, each with the range that was given or ''."""

    def __init__(self) -> None:
        self.pid = 0
        self.limits: list[tuple[Limit, str]] = []
        self.has_heads = True
        self.is_raw = False
        self.command: list[str] = []
        self.problem = ''


async def main(context: Context) -> int:
    asked = _read(context.args)
    if asked.problem != '':
        return await usage_error(context, asked.problem)
    shown: list[Limit] = []
    changes: list[tuple[int, Bounds]] = []
    for limit, text in asked.limits:
        if text == '':
            shown.append(limit)
            continue
        before = context.system.get_limits(asked.pid, limit.place)
        if not isinstance(before, Bounds):
            await context.error(f'failed to get the {limit.resource} resource limit: {strerror(-before)}')
            return 1
        found = _range(text, before)
        if found is None:
            await context.error(f'failed to parse {limit.resource} limit')
            return 1
        changes.append((limit.place, found))
        if len(asked.command) == 0 and not await _set(context, asked.pid, limit, found):
            return 1
    if len(asked.command) > 0:
        return await _run(context, asked.command, changes)
    if len(shown) > 0 or len(asked.limits) == 0:
        return await _show(context, asked, shown if len(shown) > 0 else sorted(_KNOWN, key=lambda each: each.resource))
    return 0


async def _set(context: Context, pid: int, limit: Limit, found: Bounds) -> bool:
    error = context.system.set_limits(pid, limit.place, found.soft, found.hard)
    if error < 0:
        await context.error(f'failed to set the {limit.resource} resource limit: {strerror(-error)}')
    return error >= 0


async def _run(context: Context, command: list[str], changes: list[tuple[int, Bounds]]) -> int:
    """The command and what it starts have the limits; utilities run in the shell's own process and have its."""
    before = context.interrupts.limits
    context.interrupts.limits = [*before, *changes]
    try:
        return await context.derive(command).run(command)
    finally:
        context.interrupts.limits = before


async def _show(context: Context, asked: _Asked, limits: list[Limit]) -> int:
    rows: list[list[str]] = [_HEADS] if asked.has_heads else []
    for limit in limits:
        found = context.system.get_limits(asked.pid, limit.place)
        if not isinstance(found, Bounds):
            await context.error(f'failed to get the {limit.resource} resource limit: {strerror(-found)}')
            return 1
        rows.append([limit.resource, limit.about, _text(limit, found.soft), _text(limit, found.hard), limit.units])
    for row in rows:
        if asked.is_raw:
            await context.write(' '.join([cell.replace(' ', '\\x20') for cell in row]) + '\n')
        else:
            widths = [max([len(each[k]) for each in rows]) for k in range(len(row))]
            cells = [
                pad_left(cell, widths[k], ' ') if k in (2, 3) else pad_right(cell, widths[k], ' ')
                for k, cell in enumerate(row)
            ]
            await context.write(' '.join(cells).rstrip() + '\n')
    return 0


def _text(limit: Limit, value: float) -> str:
    return _UNLIMITED if value == UNLIMITED else str(int(min(value, CAPACITY) if limit.place == DESCRIPTORS else value))


def _range(text: str, before: Bounds) -> Bounds | None:
    """`soft:hard`, `soft:`, `:hard`, or a value for both."""
    soft, colon, hard = text.partition(':')
    if colon == '':
        hard = soft
    values: list[float] = []
    for word, kept in [(soft, before.soft), (hard, before.hard)]:
        number = parse_int(word, 10)
        if word == '':
            values.append(kept)
        elif word in (_UNLIMITED, '-1'):
            values.append(UNLIMITED)
        elif number is None or number < 0:
            return None
        else:
            values.append(float(number))
    return Bounds(values[0], values[1])


def _read(args: list[str]) -> _Asked:
    asked = _Asked()
    k = 0
    while k < len(args) and asked.problem == '':
        arg = args[k]
        k += 1
        if arg == '--' or not arg.startswith('-'):
            asked.command = args[k if arg == '--' else k - 1 :]
            break
        if arg in ('--noheadings', '--raw', '--verbose'):
            asked.has_heads = asked.has_heads and arg != '--noheadings'
            asked.is_raw = asked.is_raw or arg == '--raw'
        elif arg in ('-p', '--pid') or arg.startswith('--pid=') or (arg.startswith('-p') and arg[2:].isdigit()):
            value = (
                arg.partition('=')[2]
                if '=' in arg
                else (arg[2:] if arg.startswith('-p') and len(arg) > 2 else (args[k] if k < len(args) else ''))
            )
            k += 1 if arg in ('-p', '--pid') else 0
            asked.pid = int(value) if value.isdigit() else 0
            asked.problem = '' if asked.pid > 0 else f"invalid PID argument: '{value}'"
        else:
            _take(asked, arg)
    return asked


def _take(asked: _Asked, arg: str) -> None:
    """`--nofile`, `--nofile=1:2`, `-n`, `-n=1:2`, `-n1:2`."""
    name, _equals, value = arg.partition('=')
    if not arg.startswith('--'):
        name = arg[:2]
        value = arg[2:].removeprefix('=')
        for letter, option in _LETTERS:
            if name == '-' + letter:
                name = '--' + option
    for limit in _KNOWN:
        if name == '--' + limit.option:
            asked.limits.append((limit, value))
            return
    asked.problem = f"unrecognized option '{arg}'"

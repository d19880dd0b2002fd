"""history and fc: the list of typed commands."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode, encode
from runtime_py.shell.bash.history import BashHistory, history_of
from runtime_py.shell.bash.history_expansion import HistoryProblem
from runtime_py.shell.context import Context
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import decimal
from runtime_py.shell.parser import parse
from runtime_py.shell.prompt import time_shown
from runtime_py.shell.scanner import ShellSyntaxError
from runtime_py.shell.strerror import strerror

USAGE = 2
HISTORY_USAGE = 'history: usage: history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]\n'
FC_USAGE = 'fc: usage: fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]\n'
SHOWN = 16  # lines of `fc -l`
ENOENT = 2


async def history(interpreter: Any, context: Context, io: Io) -> int:
    """history [-c] [-d offset] [-anrw [file]] [-ps args] [n]"""
    letters = ''
    args = context.args
    offset: str | None = None
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-' and decimal(args[0]) is None:
        option = args[0]
        args = args[1:]
        if option == '--':
            break
        for k, letter in enumerate(option[1:]):
            if letter not in 'cdanrwps':
                await context.error(f'-{letter}: invalid option')
                await context.write_error(HISTORY_USAGE)
                return USAGE
            if letter == 'd':
                offset = option[k + 2 :] if option[k + 2 :] != '' else (args[0] if len(args) > 0 else None)
                args = args[1:] if option[k + 2 :] == '' else args
                if offset is None:
                    await context.error('-d: option requires an argument')
                    await context.write_error(HISTORY_USAGE)
                    return USAGE
                break
            letters += letter
    return await _history(interpreter, context, history_of(interpreter), letters, offset, args)


async def _history(
    interpreter: Any, context: Context, kept: BashHistory, letters: str, offset: str | None, args: list[str]
) -> int:
    if len([letter for letter in 'anrw' if letter in letters]) > 1:
        await context.error('cannot use more than one of -anrw')
        return 1
    if 'c' in letters:
        kept.clear()
        if len(args) == 0 and offset is None and letters == 'c':
            return 0
    if 's' in letters:
        if len(args) > 0:
            kept.forget_running()
            kept.append(' '.join(args))
        return 0
    if 'p' in letters:
        return await _show_expanded(context, kept, args)
    if offset is not None:
        return await _delete(context, kept, offset)
    if any([letter in letters for letter in 'anrw']):
        return await _with_file(context, kept, letters, args)
    if letters != '' and len(args) == 0:
        return 0
    return await _list(interpreter, context, kept, args)


async def _show_expanded(context: Context, kept: BashHistory, args: list[str]) -> int:
    kept.forget_running()
    status = 0
    for arg in args:
        try:
            await context.write(kept.use().expand(arg).text + '\n')
        except HistoryProblem:
            await context.error(f'{arg}: history expansion failed')
            status = 1
    return status


async def _delete(context: Context, kept: BashHistory, text: str) -> int:
    """One line, or a range a-b; a negative number counts from the end."""
    dash = text.find('-', 1)
    first = _place(kept, text if dash < 0 else text[:dash])
    last = first if dash < 0 else _place(kept, text[dash + 1 :])
    if first is None or last is None:
        await context.error(f'{text}: history position out of range')
        return 1
    for _ in range(first, last + 1):
        kept.delete(first)
    return 0


def _place(kept: BashHistory, text: str) -> int | None:
    number = decimal(text)
    if number is None:
        return None
    at = len(kept.lines) + number if number < 0 else number - kept.first
    return at if 0 <= at < len(kept.lines) else None


async def _with_file(context: Context, kept: BashHistory, letters: str, args: list[str]) -> int:
    path = absolute(args[0], context.cwd) if len(args) > 0 else kept.path()
    if path == '':
        return 0
    result = 0
    if 'a' in letters:
        result = kept.write_new(path)
    elif 'w' in letters:
        result = kept.write_all(path)
    elif not kept.read_file(path, 'n' in letters):
        result = -ENOENT
    if result < 0:
        await context.error(
            f'{path}: cannot {"create" if "a" in letters or "w" in letters else "read"}: {strerror(-result)}'
        )
    return 0 if result >= 0 else 1


async def _list(interpreter: Any, context: Context, kept: BashHistory, args: list[str]) -> int:
    count = len(kept.lines)
    if len(args) > 1:
        await context.error('too many arguments')
        return 1
    if len(args) == 1:
        number = decimal(args[0])
        if number is None:
            await context.error(f'{args[0]}: numeric argument required')
            return 1
        count = min(abs(number), count)
    pattern = interpreter.state.get('HISTTIMEFORMAT')
    for at in range(len(kept.lines) - count, len(kept.lines)):
        when = ''
        if pattern is not None and pattern != '':
            when = time_shown(interpreter.state, pattern, kept.times[at]) if kept.times[at] > 0 else '??'
        await context.write(f'{str(at + kept.first).rjust(5)}  {when}{kept.lines[at]}\n')
    return 0


# fc


class _Call:
    def __init__(self) -> None:
        self.editor = ''
        self.letters = ''
        self.rest: list[str] = []


async def fix_command(interpreter: Any, context: Context, io: Io) -> int:
    """fc [-e ename] [-lnr] [first] [last], fc -s [old=new ...] [first]"""
    call = await _parse(context)
    if call is None:
        return USAGE
    kept = history_of(interpreter)
    if 's' in call.letters:
        return await _again(interpreter, context, kept, call.rest, io)
    before = kept.before_running()
    if before == 0 or len(call.rest) > 2:
        if before > 0:
            await context.write_error(FC_USAGE)
        return 0 if before == 0 else USAGE
    lists = 'l' in call.letters
    first, last = _bounds(kept, call, before, lists)
    if first is None or last is None:
        await context.error('no command found')
        return 1
    backwards = 'r' in call.letters
    if last < first:
        first, last = last, first
        backwards = not backwards
    chosen = list(range(first, last + 1))
    if backwards:
        chosen.reverse()
    if lists:
        for at in chosen:
            number = '' if 'n' in call.letters else str(at + kept.first)
            await context.write(f'{number}\t {kept.lines[at]}\n')
        return 0
    return await _edit(interpreter, context, kept, call, [kept.lines[at] for at in chosen], io)


async def _parse(context: Context) -> _Call | None:
    call = _Call()
    args = context.args
    k = 0
    while k < len(args) and len(args[k]) > 1 and args[k][0] == '-' and decimal(args[k]) is None:
        option = args[k]
        k += 1
        if option == '--':
            break
        for j, letter in enumerate(option[1:]):
            if letter == 'e':
                call.editor = option[j + 2 :]
                if call.editor == '' and k < len(args):
                    call.editor = args[k]
                    k += 1
                break
            if letter not in 'lnrs':
                await context.error(f'-{letter}: invalid option')
                await context.write_error(FC_USAGE)
                return None
            call.letters += letter
    call.rest = args[k:]
    if call.editor == '-':
        call.letters += 's'
    return call


def _bounds(kept: BashHistory, call: _Call, before: int, lists: bool) -> tuple[int | None, int | None]:
    if len(call.rest) == 0:
        return (max(0, before - SHOWN), before - 1) if lists else (before - 1, before - 1)
    first = _sought(kept, call.rest[0], before, lists)
    if len(call.rest) == 2:
        return first, _sought(kept, call.rest[1], before, lists)
    return first, (before - 1 if lists else first)


def _sought(kept: BashHistory, text: str, before: int, lists: bool) -> int | None:
    """The place of a number, of -n from the end, or of the newest command that begins with the text."""
    number = decimal(text)
    if number is None:
        for at in range(before - 1, -1, -1):
            if kept.lines[at].startswith(text):
                return at
        return None
    if number < 0:
        return max(0, before + number)
    if number == 0:
        return before - 1 if not lists else min(before, len(kept.lines) - 1)
    at = number - kept.first
    if lists:
        return min(max(at, 0), before - 1)
    return at if 0 <= at < before else None


async def _again(interpreter: Any, context: Context, kept: BashHistory, args: list[str], io: Io) -> int:
    """fc -s: runs a command again, with old=new replaced in it."""
    k = 0
    while k < len(args) and '=' in args[k] and not args[k].startswith('='):
        k += 1
    before = kept.before_running()
    at = _sought(kept, args[k] if k < len(args) else '-1', before, False)
    if at is None or before == 0:
        await context.error('no command found')
        return 1
    line = kept.lines[at]
    for pair in args[:k]:
        old, _, fresh = pair.partition('=')
        line = line.replace(old, fresh)
    return await _run(interpreter, context, kept, [line], io)


async def _run(interpreter: Any, context: Context, kept: BashHistory, lines: list[str], io: Io) -> int:
    kept.forget_running()
    status = 0
    for line in lines:
        await context.write_error(line + '\n')
        kept.record(line)
        status = await interpreter.run_nested(line, io, interpreter.state.line)
    kept.save()
    return status


async def _edit(interpreter: Any, context: Context, kept: BashHistory, call: _Call, lines: list[str], io: Io) -> int:
    state = interpreter.state
    path = f'{state.get("TMPDIR") or "/tmp"}/bash-fc.{state.pid}'
    failed = context.system.write_file(path, encode('\n'.join(lines) + '\n'), 0o600)
    if failed < 0:
        await context.error(f'{path}: cannot open temp file: {strerror(-failed)}')
        return 1
    editor = call.editor if call.editor != '' else '${FCEDIT:-${EDITOR:-vi}}'
    status: int = await interpreter.run_nested(f'{editor} {path}', io, state.line)
    content = context.system.read_file(path)
    context.system.unlink(path)
    if status != 0 or isinstance(content, int):
        return 1
    text = decode(content)
    return await _run(interpreter, context, kept, _commands(interpreter, text), io)


def _commands(interpreter: Any, text: str) -> list[str]:
    """Complete commands, which may have several lines."""
    found: list[str] = []
    open_one = ''
    for line in text.rstrip('\n').split('\n'):
        open_one = line if open_one == '' else open_one + '\n' + line
        try:
            parse(open_one + '\n', interpreter.state.aliases, True)
        except ShellSyntaxError as error:
            if error.incomplete:
                continue
        if open_one.strip() != '':
            found.append(open_one)
        open_one = ''
    return [*found, *([open_one] if open_one != '' else [])]


COMMANDS: list[Any] = [['history', history], ['fc', fix_command]]

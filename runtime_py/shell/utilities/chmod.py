"""chmod: permissions. chown and chgrp: owners."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.status import Status, mode_text, parse_mode, status_of

_LONG_NAMES = [
    'recursive',
    'verbose',
    'changes',
    'silent',
    'quiet',
    'reference=',
    'no-dereference',
    'dereference',
    'preserve-root',
    'no-preserve-root',
]
_ROOT_ID = 0
_USER_ID = 1000


async def main(context: Context) -> int:
    # a mode such as -x looks like an option
    args: list[str] = []
    ended = False
    for arg in context.args:
        ended = ended or arg == '--'
        is_mode = len(arg) > 1 and arg[0] == '-' and all([letter in 'rwxXstugo,+-=' for letter in arg[1:]])
        if is_mode and not ended and len([other for other in args if not other.startswith('-')]) == 0:
            args.append('--')
        args.append(arg)
    options = parse_options(args, 'Rvcf', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    operands = options.operands
    reference = options.value('reference')
    text = ''
    if reference != '':
        there = status_of(context, reference)
        if there.error != 0:
            await context.error(f"failed to get attributes of '{reference}': {strerror(there.error)}")
            return 1
        text = to_base(there.mode & 0o7777, 8)
    elif len(operands) > 0:
        text = operands[0]
        operands = operands[1:]
    if len(operands) == 0:
        return await usage_error(context, 'missing operand' if text == '' else f"missing operand after '{text}'")
    if parse_mode(text, 0, 0, False) < 0:
        return await usage_error(context, f"invalid mode: '{text}'")
    changer = _Modes(context, options, text)
    for path in operands:
        await changer.apply(path, False)
    return 1 if changer.failed else 0


class _Modes:
    def __init__(self, context: Context, options: Options, text: str) -> None:
        self.context = context
        self.text = text
        self.failed = False
        self.recursive = options.any(['R', 'recursive'])
        self.verbose = options.any(['v', 'verbose'])
        self.changes = options.any(['c', 'changes'])
        self.silent = options.any(['f', 'silent', 'quiet'])
        self.umask = context.umask

    async def apply(self, path: str, inside: bool) -> None:
        context = self.context
        status = status_of(context, path, not inside)
        if inside and status.is_link():
            return
        if status.error != 0:
            self.failed = True
            if not self.silent:
                await cannot(context, 'access', path, status.error)
            return
        old = status.mode & 0o7777
        mode = parse_mode(self.text, old, self.umask, status.is_folder())
        result = context.system.chmod(context.path(path), mode)
        if result < 0:
            self.failed = True
            if not self.silent:
                await context.error(f"changing permissions of '{path}': {strerror(-result)}")
        elif self.verbose or (self.changes and mode != old):
            await context.write(_report(path, old, mode))
        if self.recursive and status.is_folder():
            for name in names_in(context, path):
                await self.apply(join(path, name), True)


def names_in(context: Context, path: str) -> list[str]:
    found = context.system.readdir(context.path(path))
    return [] if isinstance(found, int) else found


def _report(path: str, old: int, mode: int) -> str:
    now = f'{pad_left(to_base(mode, 8), 4, "0")} ({mode_text(mode)[1:]})'
    if mode == old:
        return f"mode of '{path}' retained as {now}\n"
    return f"mode of '{path}' changed from {pad_left(to_base(old, 8), 4, '0')} ({mode_text(old)[1:]}) to {now}\n"


async def chown(context: Context) -> int:
    return await _change_owner(context, False)


async def chgrp(context: Context) -> int:
    return await _change_owner(context, True)


async def _change_owner(context: Context, group_only: bool) -> int:
    options = parse_options(context.args, 'RvcfhLPH', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) < 2:
        first = options.operands[0] if len(options.operands) > 0 else ''
        return await usage_error(context, 'missing operand' if first == '' else f"missing operand after '{first}'")
    owner = (':' if group_only else '') + options.operands[0]
    colon = owner.find(':')
    user = owner if colon < 0 else owner[:colon]
    group = '' if colon < 0 else owner[colon + 1 :]
    uid = _id(user)
    gid = _id(group)
    if uid == -2 or gid == -2:
        await context.error(f"invalid {'user' if uid == -2 else 'group'}: '{options.operands[0]}'")
        return 1
    failed = False
    for path in options.operands[1:]:
        fine = await _give(
            context, path, uid, gid, options.any(['R', 'recursive']), options.any(['h', 'no-dereference'])
        )
        failed = failed or not fine
    return 1 if failed else 0


async def _give(context: Context, path: str, uid: int, gid: int, recursive: bool, link: bool) -> bool:
    status: Status = status_of(context, path, not link)
    if status.error != 0:
        await cannot(context, 'access', path, status.error)
        return False
    to_user = status.uid if uid < 0 else uid
    to_group = status.gid if gid < 0 else gid
    absolute = context.path(path)
    result = (
        context.system.lchown(absolute, to_user, to_group)
        if link
        else context.system.chown(absolute, to_user, to_group)
    )
    if result < 0:
        await context.error(f"changing ownership of '{path}': {strerror(-result)}")
        return False
    fine = True
    if recursive and status.is_folder():
        for name in names_in(context, path):
            done = await _give(context, join(path, name), uid, gid, True, True)
            fine = fine and done
    return fine


def _id(name: str) -> int:
    """-1 when none is given, -2 when there is no such user."""
    if name == '':
        return -1
    if name.isdigit():
        return int(name)
    return _ROOT_ID if name == 'root' else (_USER_ID if name == 'user' else -2)


COMMANDS: list[Any] = [['chmod', main], ['chown', chown], ['chgrp', chgrp]]

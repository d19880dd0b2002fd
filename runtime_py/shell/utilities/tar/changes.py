"""What tar changes of the members it stores (--owner, --group, --mode), and removes behind them (--remove-files)."""

from __future__ import annotations

from runtime_py.archive.member import FOLDER, ArchiveError, Member, Owner
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.status import parse_mode


class _Identity:
    def __init__(self, number: int, name: str) -> None:
        self.number = number
        self.name = name


_KNOWN = [_Identity(0, 'root'), _Identity(1000, 'user')]


class Changes:
    """Raises ArchiveError for an owner or a mode that is none."""

    def __init__(self, options: Options) -> None:
        self.user = _identity(options.value('owner'), 'owner')
        self.group = _identity(options.value('group'), 'group')
        self.mode = options.value('mode')
        self.removes = options.has('remove-files')
        self._stored: list[str] = []
        if self.mode != '' and parse_mode(self.mode, 0, 0, False) < 0:
            raise ArchiveError('Invalid mode given on option')

    def make(self, member: Member, source: str) -> None:
        """`source` is the member's path in the file system."""
        ours = member.owner
        if self.user is not None or self.group is not None:
            user = _Identity(ours.uid, ours.user) if self.user is None else self.user
            group = _Identity(ours.gid, ours.group) if self.group is None else self.group
            member.owner = Owner(user.number, group.number, user.name, group.name)
        if self.mode != '':
            member.mode = parse_mode(self.mode, member.mode, 0, member.kind == FOLDER) & 0o7777
        if self.removes:
            self._stored.append(source)

    async def finish(self, context: Context) -> bool:
        """Removes what was stored, contents before folders; whether that failed."""
        failed = False
        for path in reversed(self._stored):
            place = context.path(path)
            error = context.system.unlink(place)
            if error < 0:
                error = context.system.rmdir(place)
            if error < 0:
                failed = True
                await context.error(f'{path}: Cannot unlink: {strerror(-error)}')
        return failed


def _identity(text: str, what: str) -> _Identity | None:
    """Of NAME, NUMBER, or NAME:NUMBER."""
    if text == '':
        return None
    name, colon, number = text.partition(':')
    if colon != '':
        if not number.isdigit():
            raise ArchiveError(f'{text}: Invalid {what}')
        return _Identity(int(number), name)
    digits = name.lstrip('+')
    for known in _KNOWN:
        if known.name == name or str(known.number) == digits:
            return known
    if not digits.isdigit():
        raise ArchiveError(f'{name}: Invalid {what}')
    return _Identity(int(digits), '')


def source_of(folder: str, path: str) -> str:
    return path if folder in ('', '.') else join(folder, path)

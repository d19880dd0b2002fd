"""Backups that cp, mv, ln and install keep of what they replace (-b, --backup=CONTROL, -S SUFFIX)."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.paths import base_name, folder_name
from runtime_py.shell.support.status import status_of

BACKUP_LETTERS = 'bS:'
BACKUP_NAMES = ['backup', 'backup=', 'suffix=']
_NONE = ['none', 'off']
_SIMPLE = ['simple', 'never']
_EXISTING = ['existing', 'nil']
_NUMBERED = ['numbered', 't']


class Backups:
    """`problem` is a message for `usage_error`."""

    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.problem = ''
        self.suffix = options.value('S', options.value('suffix', context.env.get('SIMPLE_BACKUP_SUFFIX') or '~'))
        given = options.value('backup')
        control = given if given != '' else (context.env.get('VERSION_CONTROL') or 'existing')
        meant = _meant(control)
        wanted = options.any(['b', 'backup', 'S', 'suffix'])
        self.control = meant if wanted else 'none'
        if wanted and meant == '':
            names = [_NONE, _SIMPLE, _EXISTING, _NUMBERED]
            valid = ''.join([f"\n  - '{pair[0]}', '{pair[1]}'" for pair in names])
            where = 'backup type' if given != '' else '$VERSION_CONTROL'
            self.problem = f"invalid argument '{control}' for '{where}'\nValid arguments are:{valid}"

    @property
    def wanted(self) -> bool:
        return self.control != 'none'

    def name_for(self, path: str) -> str:
        """What the backup of a path is called."""
        numbers: list[int] = []
        if self.control in ('numbered', 'existing'):
            names = self.context.system.readdir(self.context.path(folder_name(path)))
            prefix = base_name(path) + '.~'
            for name in names if not isinstance(names, int) else []:
                middle = name[len(prefix) : -1]
                if name.startswith(prefix) and name.endswith('~') and middle.isdigit():
                    numbers.append(int(middle))
        if self.control == 'numbered' or len(numbers) > 0:
            return f'{path}.~{max([0, *numbers]) + 1}~'
        return path + self.suffix

    async def keep(self, path: str) -> str | None:
        """Renames what is at the path; its new name, '' when nothing was there or no backup is wanted, None after an
        error, which was reported."""
        if not self.wanted or status_of(self.context, path, False).error != 0:
            return ''
        name = self.name_for(path)
        result = self.context.system.rename(self.context.path(path), self.context.path(name))
        if result < 0:
            await self.context.error(f"cannot backup '{path}': {strerror(-result)}")
            return None
        return name


def shown_backup(name: str) -> str:
    """The end of a line of -v."""
    return '' if name == '' else f" (backup: '{name}')"


def _meant(control: str) -> str:
    """none, simple, existing or numbered, for any unambiguous beginning of their names; '' for others."""
    found: list[str] = []
    for names in [_NONE, _SIMPLE, _EXISTING, _NUMBERED]:
        for name in names:
            if name == control:
                return names[0]
        if control != '' and any([name.startswith(control) for name in names]):
            found.append(names[0])
    return found[0] if len(found) == 1 else ''

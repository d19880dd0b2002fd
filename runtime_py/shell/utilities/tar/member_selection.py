"""Selects the members of a tar archive and their destinations, and formats them for `tar t`."""

from __future__ import annotations

from runtime_py.archive.member import FIFO, FOLDER, HARDLINK, SYMLINK, Member
from runtime_py.shell.pattern import matches
from runtime_py.shell.shown_names import escaped
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.options import Options
from runtime_py.shell.support.status import mode_text
from runtime_py.shell.support.zone import Zone
from runtime_py.vfs.layout import S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG

_WIDTH = 19  # of owner and size, as GNU's tar begins


class Choice:
    """The selected members, and their destinations."""

    def __init__(self, options: Options, excludes: list[str]) -> None:
        self.names = [name.rstrip('/') for name in options.operands]
        self.found: list[str] = []
        self.excludes = excludes
        self.patterns = options.has('wildcards')
        self.strip = int(options.value('strip-components', '0'))

    def path(self, member: Member) -> str:
        """The member's destination; '' for one that isn't selected."""
        path = member.path.rstrip('/')
        for pattern in self.excludes:
            if matches(pattern, path) or matches(pattern, path[path.rfind('/') + 1 :]):
                return ''
        if len(self.names) > 0:
            named = [
                name
                for name in self.names
                if path == name or path.startswith(name + '/') or (self.patterns and matches(name, path))
            ]
            if len(named) == 0:
                return ''
            self.found.extend(named)
        if self.strip == 0:
            return path
        return '/'.join([part for part in path.split('/') if part != '.'][self.strip :])

    def missing(self) -> list[str]:
        return [name for name in self.names if name not in self.found]


def line_of(member: Member, long: bool, zone: Zone) -> str:
    if not long:
        return escaped(member.path)
    kind = (
        S_IFDIR
        if member.kind == FOLDER
        else (S_IFLNK if member.kind == SYMLINK else (S_IFIFO if member.kind == FIFO else S_IFREG))
    )
    arrow = (
        f' -> {escaped(member.target)}'
        if member.kind == SYMLINK
        else (f' link to {escaped(member.target)}' if member.kind == HARDLINK else '')
    )
    owner = f'{member.owner.user or member.owner.uid}/{member.owner.group or member.owner.gid}'
    size = str(len(member.data)).rjust(_WIDTH - len(owner) - 1)
    when = format_time('%F %H:%M', Moment(member.mtime, zone))
    return f'{mode_text(kind | member.mode)} {owner} {size} {when} {escaped(member.path)}{arrow}'

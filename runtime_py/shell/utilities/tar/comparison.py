"""tar -d: how files differ from the members of an archive."""

from __future__ import annotations

from runtime_py.archive.member import FIFO, FILE, FOLDER, SYMLINK, Member
from runtime_py.platform.bytes import equal
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.status import status_of
from runtime_py.vfs.layout import S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG

_KINDS = [[FILE, S_IFREG], [FOLDER, S_IFDIR], [SYMLINK, S_IFLNK], [FIFO, S_IFIFO]]
_PERMISSIONS = 0o7777


async def differs(context: Context, member: Member, path: str) -> bool:
    """Tells each difference."""
    status = status_of(context, path, False)
    if status.error != 0:
        await context.error(f'{path}: Warning: Cannot stat: {strerror(status.error)}')
        return True
    kinds = [row[1] for row in _KINDS if row[0] == member.kind]
    if len(kinds) > 0 and status.mode & S_IFMT != kinds[0]:
        await context.write(f'{path}: File type differs\n')
        return True
    said: list[str] = []
    if member.kind != SYMLINK and status.mode & _PERMISSIONS != member.mode & _PERMISSIONS:
        said.append('Mode differs')
    if member.kind == SYMLINK:
        if context.system.readlink(context.path(path)) != member.target:
            said.append('Symlink differs')
    elif member.kind == FILE:
        if int(status.mtime) != int(member.mtime):
            said.append('Mod time differs')
        if status.size != len(member.data):
            said.append('Size differs')
        else:
            data = context.system.read_file(context.path(path))
            if isinstance(data, int) or not equal(data, member.data):
                said.append('Contents differ')
    for words in said:
        await context.write(f'{path}: {words}\n')
    return len(said) > 0

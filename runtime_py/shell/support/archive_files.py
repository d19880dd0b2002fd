"""Reads files into archive members, and writes members to files: shared by tar, zip and unzip.

Unpacking writes only below its folder: absolute names and names that leave it are refused, and nothing is written
through a link; links come last."""

from __future__ import annotations

from collections.abc import AsyncIterator

from runtime_py.archive.member import FIFO, FILE, FOLDER, HARDLINK, SYMLINK, ArchiveError, Member
from runtime_py.archive.paths import inside
from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EEXIST
from runtime_py.platform.maps import Map, Set
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.paths import join
from runtime_py.shell.support.report import cannot
from runtime_py.shell.support.status import status_of
from runtime_py.vfs.layout import S_IFIFO


class Collector:
    """`follow`: stores the targets of links instead of the links; `hard_links`: stores a file with two names once, and
    stores FIFOs. `failed` when something could not be read."""

    def __init__(self, context: Context, excludes: list[str], recursive: bool, follow: bool, hard_links: bool) -> None:
        self.context = context
        self.excludes = excludes
        self.recursive = recursive
        self.follow = follow
        self.hard_links = hard_links
        self.failed = False
        self.skip = 0  # inode of the archive itself
        self.in_order = False  # sorted by name, else in order of creation
        self.report = cannot  # the message for an unreadable file
        self._stored: Map[int, str] = Map()

    def _is_excluded(self, path: str) -> bool:
        """As GNU tar: a pattern may match the whole path or start at any of its parts."""
        for pattern in self.excludes:
            rest = path
            while True:
                if matches(pattern, rest):
                    return True
                at = rest.find('/')
                if at < 0:
                    break
                rest = rest[at + 1 :]
        return False

    async def members(self, folder: str, name: str) -> AsyncIterator[Member]:
        """The member of this name in `folder`, and those below it, each folder before its content. Not recursive: a
        tree may be deeper than the stack."""
        pending = [name]
        while len(pending) > 0:
            path = pending.pop()
            if self._is_excluded(path):
                continue
            member = await self._member(folder, path)
            if member is not None:
                if member.path != '':
                    yield member
                if member.kind == FOLDER and self.recursive:
                    below = await self._below(folder, path)
                    below.reverse()
                    pending.extend(below)

    async def _member(self, folder: str, name: str) -> Member | None:
        """None when it can't be read, or isn't stored."""
        path = join(folder, name) if not name.startswith('/') else name
        status = status_of(self.context, path, self.follow)
        if status.error != 0:
            self.failed = True
            await self.report(self.context, 'stat', name, status.error)
            return None
        self.context.check()
        stored = name.lstrip('/')
        if status.is_folder():
            return Member(stored, FOLDER, status.mode & 0o777, alloc(0), '', status.mtime)
        if status.is_link():
            target = self.context.system.readlink(self.context.path(path))
            return Member(stored, SYMLINK, 0o777, alloc(0), target, status.mtime)
        if status.is_kind(S_IFIFO) and self.hard_links:
            return Member(stored, FIFO, status.mode & 0o777, alloc(0), '', status.mtime)
        if not status.is_regular() or status.ino == self.skip:
            return None
        first = self._stored.get(status.ino) if self.hard_links and status.links > 1 else None
        if first is not None:
            return Member(stored, HARDLINK, status.mode & 0o777, alloc(0), first, status.mtime)
        data = self.context.system.read_file(self.context.path(path))
        if isinstance(data, int):
            self.failed = True
            await self.report(self.context, 'open', name, -data)
            return None
        self._stored.set(status.ino, stored)
        return Member(stored, FILE, status.mode & 0o777, data, '', status.mtime)

    async def _below(self, folder: str, name: str) -> list[str]:
        path = join(folder, name) if not name.startswith('/') else name
        found = self.context.system.readdir(self.context.path(path))
        await self.context.breathe()
        if isinstance(found, int):
            self.failed = True
            await self.report(self.context, 'open', name, -found)
            return []
        return [join(name, child) for child in (sorted(found) if self.in_order else found)]


class Unpacker:
    """Call `put` for each member, then `finish`. `replace`: existing files are replaced; otherwise they stay."""

    def __init__(self, context: Context, folder: str, replace: bool) -> None:
        self.context = context
        self.system = context.system
        self.folder = folder  # in the user's spelling
        self.replace = replace
        self.failed = False
        self.keeps_times = True
        self._links: list[Member] = []
        self._folders: list[Member] = []
        self._made: Set[str] = Set()

    async def put(self, member: Member, path: str) -> bool:
        """Writes a member; returns whether it was written. `path` is relative to the folder. Raises ArchiveError for a
        path that leaves it."""
        path = inside(path)
        if path == '':
            return False
        target = join(self.folder, path)
        if member.kind == FOLDER:
            self._folders.append(Member(path, FOLDER, member.mode, member.data, '', member.mtime))
            return await self._told(path, self._make_folder(path))
        at = path.rfind('/')
        error = self._make_folder(path[:at]) if at > 0 else 0
        if error == 0 and not self._clear(target):
            return False
        if error < 0:
            return await self._told(path, error)
        if member.kind == SYMLINK:
            self._links.append(Member(path, SYMLINK, 0, member.data, member.target, member.mtime))
            return True
        if member.kind == HARDLINK:
            source = join(self.folder, inside(member.target))
            return await self._told(path, self.system.link(self.context.path(source), self.context.path(target)))
        place = self.context.path(target)
        error = (
            self.system.mknod(place, S_IFIFO | 0o600, 0)
            if member.kind == FIFO
            else self.system.write_file(place, member.data, 0o600)
        )
        if error >= 0:
            self._dress(target, member)
        return await self._told(path, min(error, 0))

    def _dress(self, target: str, member: Member) -> None:
        """Sets the mode and time from the archive."""
        place = self.context.path(target)
        self.system.chmod(place, member.mode)
        if self.keeps_times:
            self.system.utimes(place, member.mtime, member.mtime)

    def _clear(self, target: str) -> bool:
        """Makes room for a file; False when the existing one stays."""
        status = status_of(self.context, target, False)
        if status.error != 0 or status.is_folder():
            return True  # overwriting a folder fails with its own error
        if self.replace:
            self.system.unlink(self.context.path(target))
        return self.replace

    def _make_folder(self, path: str) -> int:
        """Makes a folder with its parents. Raises ArchiveError when one of them is a link, which may lead anywhere."""
        if path == '' or self._made.has(path):
            return 0
        at = path.rfind('/')
        error = self._make_folder(path[:at]) if at > 0 else 0
        if error < 0:
            return error
        target = join(self.folder, path)
        status = status_of(self.context, target, False)
        if status.is_link():
            raise ArchiveError(f'refused: {path} is a link, and files are not written through links')
        if status.error == 0 and not status.is_folder() and self.replace:
            self.system.unlink(self.context.path(target))
        error = self.system.mkdir(self.context.path(target), 0o777)
        self._made.add(path)
        return 0 if error == -EEXIST else error

    async def _told(self, path: str, error: int) -> bool:
        if error < 0:
            self.failed = True
            await self.context.error(f'{path}: Cannot write: {strerror(-error)}')
        return error >= 0

    async def finish(self) -> None:
        """Makes links and sets folders' attributes, when all files are written."""
        for member in self._links:
            await self._told(
                member.path, self.system.symlink(member.target, self.context.path(join(self.folder, member.path)))
            )
        for member in reversed(self._folders):
            self._dress(join(self.folder, member.path), member)

"""Copying and removing whole trees, for cp, mv and rm. Each problem is reported at once and the rest continues, as in
coreutils."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EEXIST, ENOENT
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.shell.shown_names import shown_in_quotes
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.backups import Backups, shown_backup
from runtime_py.shell.support.paths import base_name, join
from runtime_py.shell.support.report import cannot
from runtime_py.shell.support.status import Status, status_of
from runtime_py.vfs.flags import O_CREAT, O_TRUNC, O_WRONLY
from runtime_py.vfs.layout import S_IFIFO
from runtime_py.vfs.reading import DIRENT_FILE

O_WRITE_NEW = O_WRONLY | O_CREAT | O_TRUNC
_CHUNK = 65536


class CopyOptions:
    def __init__(self) -> None:
        self.recursive = False
        self.keeps_mode = False
        self.keeps_times = False
        self.keeps_links = False  # hard links among the originals become hard links among the copies
        self.force = False
        self.no_clobber = False
        self.interactive = False
        self.update = False
        self.verbose = False
        self.follow = True  # symbolic links are followed
        self.follows_operands = False  # links named on the command line are followed
        self.link = False  # hard links instead of copies
        self.symbolic = False
        self.attributes_only = False
        self.removes_first = False  # --remove-destination
        self.one_file_system = False


async def confirm(context: Context, question: str) -> bool:
    """Prompts on stderr and reads a line."""
    await context.flush()
    await context.write_error(f'{context.name}: {question} ')
    answer = await context.read_line()
    return answer is not None and answer[:1] in ('y', 'Y')


class Copier:
    def __init__(self, context: Context, options: CopyOptions, backups: Backups | None = None) -> None:
        self.context = context
        self.backups = backups
        self._device = -1  # of the operand that is being copied
        self.options = options
        self.system = context.system
        self._buffer = alloc(_CHUNK)
        self._copies: Map[str, str] = Map()  # of files with several names: device and inode -> the first copy

    async def copy(self, source: str, target: str, is_operand: bool = False) -> bool:
        """Copies; whether everything succeeded."""
        options = self.options
        status = status_of(self.context, source, options.follow or (is_operand and options.follows_operands))
        if status.error != 0:
            await cannot(self.context, 'stat', source, status.error)
            return False
        there = status_of(self.context, target, options.follow)
        if status.same_file(there) and not options.link:
            await self.context.error(f'{shown_in_quotes(source)} and {shown_in_quotes(target)} are the same file')
            return False
        if is_operand:
            self._device = status.dev
        if status.is_folder():
            return await self._copy_folder(source, target, status, there)
        if there.is_folder():
            await self.context.error(f'cannot overwrite directory {shown_in_quotes(target)} with non-directory')
            return False
        if there.error == 0 and not await self._may_overwrite(target, status, there):
            return True
        kept = ''
        if there.error == 0 and self.backups is not None:
            made = await self.backups.keep(target)
            if made is None:
                return False
            kept = made
        if kept != '':
            there = status_of(self.context, target, options.follow)
        elif there.error == 0 and options.removes_first:
            self.system.unlink(self.context.path(target))
            if options.verbose:
                await self.context.write(f'removed {shown_in_quotes(target)}\n')
        if options.verbose:
            await self.context.write(f'{shown_in_quotes(source)} -> {shown_in_quotes(target)}{shown_backup(kept)}\n')
        return await self._copy_one(source, target, status, there)

    async def _may_overwrite(self, target: str, status: Status, there: Status) -> bool:
        options = self.options
        if options.no_clobber or (options.update and there.mtime >= status.mtime):
            return False
        return not options.interactive or await confirm(self.context, f'overwrite {shown_in_quotes(target)}?')

    async def _copy_one(self, source: str, target: str, status: Status, there: Status) -> bool:
        context = self.context
        to = context.path(target)
        if (self.options.force or status.is_link() or self.options.link or self.options.symbolic) and there.error == 0:
            self.system.unlink(to)
        if self.options.link:
            return await self._said(self.system.link(context.path(source), to), 'create hard link', target)
        if self.options.symbolic:
            return await self._said(self.system.symlink(source, to), 'create symbolic link', target)
        if self.options.keeps_links and (status.links > 1 or self._copies.size > 0):
            # mv has removed the other names by now, so only one link may be left
            key = f'{status.dev} {status.ino}'
            first = self._copies.get(key)
            if first is not None:
                if there.error == 0:
                    self.system.unlink(to)
                return await self._said(self.system.link(context.path(first), to), 'create hard link', target)
            self._copies.set(key, target)
        if status.is_link():
            text = self.system.readlink(context.path(source))
            return await self._said(
                text if isinstance(text, int) else self.system.symlink(text, to), 'create symbolic link', target
            )
        if self.options.recursive and status.is_kind(S_IFIFO):
            if not await self._said(self.system.mknod(to, status.mode, 0), 'create fifo', target):
                return False
        elif not await self._copy_content(source, target, status):
            return False
        self._dress(to, status)
        return True

    def _dress(self, path: str, status: Status) -> None:
        """Sets the mode and times of the original, as far as they are kept."""
        if self.options.keeps_times:
            self.system.utimens(path, True, status.times[0], status.times[1])
        if self.options.keeps_mode:
            self.system.chmod(path, status.mode & 0o7777)

    async def _said(self, result: int, action: str, target: str) -> bool:
        if result < 0:
            await cannot(self.context, action, target, -result)
        return result >= 0

    def _copy_new(self, source: str, target: str) -> bool:
        """A fast path for most of a tree: small files to new names. Returns False, with nothing done, in all other
        cases."""
        options = self.options
        if (
            options.keeps_mode
            or options.keeps_times
            or options.keeps_links
            or options.verbose
            or options.link
            or options.symbolic
            or options.attributes_only
            or options.removes_first
            or self.backups is not None
        ):
            return False
        return self.system.try_copy(self.context.path(source), self.context.path(target), 0o777 & ~self.context.umask)

    async def _copy_content(self, source: str, target: str, status: Status) -> bool:
        context = self.context
        system = self.system
        source_fd = system.open(context.path(source), 0, 0)
        if source_fd < 0:
            await context.error(f'cannot open {shown_in_quotes(source)} for reading: {strerror(-source_fd)}')
            return False
        how = O_WRONLY | O_CREAT if self.options.attributes_only else O_WRITE_NEW
        target_fd = system.open(context.path(target), how, status.mode & 0o777)
        if target_fd < 0:
            system.close(source_fd)
            await context.error(f'cannot create regular file {shown_in_quotes(target)}: {strerror(-target_fd)}')
            return False
        try:
            if self.options.attributes_only:
                return True
            buffer = self._buffer
            while True:
                count = await system.read_async(source_fd, buffer, 0, _CHUNK)
                if count < 0:
                    await context.error(f'error reading {shown_in_quotes(source)}: {strerror(-count)}')
                if count <= 0:
                    return count == 0
                written = await system.write_async(target_fd, buffer, 0, count)
                if written < 0:
                    await context.error(f'error writing {shown_in_quotes(target)}: {strerror(-written)}')
                    return False
                context.check()
        finally:
            system.close(source_fd)
            system.close(target_fd)

    async def _copy_folder(self, source: str, target: str, status: Status, there: Status) -> bool:
        context = self.context
        if not self.options.recursive:
            await context.error(f'-r not specified; omitting directory {shown_in_quotes(source)}')
            return False
        if there.error == 0 and not there.is_folder():
            await context.error(
                f'cannot overwrite non-directory {shown_in_quotes(target)} with directory {shown_in_quotes(source)}'
            )
            return False
        if self._is_inside(source, target):
            await context.error(
                f'cannot copy a directory, {shown_in_quotes(source)}, into itself, {shown_in_quotes(target)}'
            )
            return False
        if there.error != 0:
            made = self.system.mkdir(context.path(target), (status.mode & 0o7777) | 0o700)
            if made < 0 and made != -EEXIST:
                await cannot(context, 'create directory', target, -made)
                return False
            if self.options.verbose:
                await context.write(f'{shown_in_quotes(source)} -> {shown_in_quotes(target)}\n')
        if self.options.one_file_system and status.dev != self._device:
            return True
        entries = self.system.readdir_types(context.path(source))
        if isinstance(entries, int):
            await cannot(context, 'access', source, -entries)
            return False
        fine = True
        for k, entry in enumerate(entries):
            if k % 64 == 0:
                await context.breathe()
            if entry[1] == DIRENT_FILE and self._copy_new(join(source, entry[0]), join(target, entry[0])):
                continue
            if not await self.copy(join(source, entry[0]), join(target, entry[0])):
                fine = False
        self._dress(context.path(target), status)
        return fine

    def _is_inside(self, source: str, target: str) -> bool:
        real = self.system.realpath(self.context.path(source))
        folder = self.context.path(target)
        while True:
            found = self.system.realpath(folder)
            if isinstance(found, str):
                return isinstance(real, str) and (found == real or found.startswith(real + '/'))
            at = folder.rfind('/')
            if at <= 0:
                return False
            folder = folder[:at]


class Remover:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.system = context.system
        self.recursive = False
        self.force = False
        self.interactive = False
        self.one_file_system = False
        self._device = -1  # of the operand that is being removed
        self.empty_folders = False  # rm -d
        self.verbose = False

    async def remove(self, path: str, is_operand: bool = False) -> bool:
        """Removes; whether it is gone."""
        context = self.context
        status = status_of(context, path, False)
        if status.error != 0:
            if self.force and status.error == ENOENT:
                return True
            await cannot(context, 'remove', path, status.error)
            return False
        if is_operand:
            self._device = status.dev
        if status.is_folder():
            if self.one_file_system and status.dev != self._device:
                await context.error(f"skipping {shown_in_quotes(path)}, since it's on a different device")
                return False
            return await self._remove_folder(path)
        if self.interactive and not await confirm(
            context, f'remove {"symbolic link" if status.is_link() else "regular file"} {shown_in_quotes(path)}?'
        ):
            return True
        return await self._done(self.system.unlink(context.path(path)), path, 'removed')

    async def _remove_folder(self, path: str) -> bool:
        context = self.context
        if base_name(path) in ('.', '..'):
            await context.error(f"refusing to remove '.' or '..' directory: skipping {shown_in_quotes(path)}")
            return False
        if not self.recursive and not self.empty_folders:
            await context.error(f'cannot remove {shown_in_quotes(path)}: Is a directory')
            return False
        if self.recursive:
            names = self.system.readdir(context.path(path))
            if isinstance(names, int):
                await cannot(context, 'remove', path, -names)
                return False
            if (
                self.interactive
                and len(names) > 0
                and not await confirm(context, f'descend into directory {shown_in_quotes(path)}?')
            ):
                return True
            if not await self._remove_names(path, names):
                return False
        if self.interactive and not await confirm(context, f'remove directory {shown_in_quotes(path)}?'):
            return True
        return await self._done(self.system.rmdir(context.path(path)), path, 'removed directory')

    async def _remove_names(self, folder: str, names: list[str]) -> bool:
        """Removes a folder's contents; whether all are gone. Most are files, which are unlinked without a look; only
        failures are inspected."""
        is_silent = not self.interactive and not self.verbose
        absolute = self.context.path(folder) + '/'
        all_gone = True
        for k, name in enumerate(names):
            if k % 256 == 0:
                await self.context.breathe()
            if is_silent and self.system.unlink(absolute + name) >= 0:
                continue
            if not await self.remove(join(folder, name)):
                all_gone = False
        return all_gone

    async def _done(self, result: int, path: str, word: str) -> bool:
        if result < 0:
            await cannot(self.context, 'remove', path, -result)
        elif self.verbose:
            await self.context.write(f'{word} {shown_in_quotes(path)}\n')
        return result >= 0

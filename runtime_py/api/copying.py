"""`fs.cp`, with the options and errors of Node's `fs.promises.cp`. Must not know the kernel: it uses
`FileSystemAPI`."""

from runtime_py.api.errors import ApiError


async def copy(files: object, source: str, target: str, options: object) -> None:
    """`source` and `target` as the caller wrote them."""
    given = {} if options is None else options
    await _Copy(files, given).run(_plain(source), _plain(target))


def _plain(path: str) -> str:
    """With one leading slash and no trailing slash."""
    return '/' + '/'.join([part for part in path.split('/') if part != '' and part != '.'])


class _Copy:
    def __init__(self, files: object, options: object):
        self._files = files
        self._options = options
        self._force = options.force is None or Boolean(options.force)

    async def run(self, source: str, target: str) -> None:
        if not await self._wanted(source, target):
            return
        found = await self._look(source)
        there = await self._look_if_there(target)
        if there is not None and there.dev == found.dev and there.ino == found.ino:
            raise ApiError(
                'ERR_FS_CP_EINVAL',
                f'Invalid src or dest: cp returned EINVAL (src and dest cannot be the same) {target}',
            )
        if found.isDirectory() and (target + '/').startswith(source + '/'):
            raise ApiError(
                'ERR_FS_CP_EINVAL',
                f'Invalid src or dest: cp returned EINVAL (cannot copy {source} to a subdirectory of self {target}) {target}',
            )
        parent = target[: target.rfind('/')]
        if parent != '':
            await self._files.mkdir(parent, {'recursive': True})
        await self._one(source, target, found, there)

    async def _wanted(self, source: str, target: str) -> bool:
        return self._options.filter is None or Boolean(await self._options.filter(source, target))

    def _look(self, path: str) -> object:
        return self._files.stat(path) if self._options.dereference else self._files.lstat(path)

    async def _look_if_there(self, path: str) -> object:
        try:
            return await self._look(path)
        except Exception as error:
            if error.code != 'ENOENT':
                raise error
            return None

    async def _one(self, source: str, target: str, found: object, there: object) -> None:
        if found.isDirectory():
            await self._folder(source, target, found, there)
            return
        if there is not None and there.isDirectory():
            raise ApiError(
                'ERR_FS_CP_NON_DIR_TO_DIR',
                f'Cannot overwrite directory with non-directory: cp returned EISDIR {target}',
            )
        if there is not None and not self._force:
            if self._options.errorOnExist:
                raise ApiError(
                    'ERR_FS_CP_EEXIST', f'Target already exists: cp returned EEXIST ({target} already exists) {target}'
                )
            return
        if found.isSymbolicLink():
            await self._link(source, target, there)
        elif found.isFile():
            await self._files.copy_file(source, target, there is not None)
            await self._keep_times(target, found)
        else:
            raise ApiError('ERR_FS_CP_UNKNOWN', f'Cannot copy an unknown file type: cp returned EINVAL {target}')

    async def _keep_times(self, target: str, found: object) -> None:
        if self._options.preserveTimestamps:
            await self._files.utimes(target, found.atime, found.mtime)

    async def _link(self, source: str, target: str, there: object) -> None:
        """Copies a link; a relative target is made absolute, since it would lead elsewhere from another folder."""
        text = await self._files.readlink(source)
        if not text.startswith('/') and not self._options.verbatimSymlinks:
            text = self._files.absolute_link(source, text)
        if there is not None:
            await self._files.rm(target)
        await self._files.symlink(text, target)

    async def _folder(self, source: str, target: str, found: object, there: object) -> None:
        if not self._options.recursive:
            raise ApiError(
                'ERR_FS_EISDIR',
                f'Recursive option not enabled, cannot copy a directory: cp returned EISDIR ({source} is a directory (not copied)) {source}',
            )
        if there is not None and not there.isDirectory():
            raise ApiError(
                'ERR_FS_CP_DIR_TO_NON_DIR',
                f'Cannot overwrite non-directory with directory: cp returned ENOTDIR {target}',
            )
        if there is None:
            await self._files.mkdir(target)
        for name in await self._files.readdir(source):
            inner = source + '/' + name
            to = target + '/' + name
            if await self._wanted(inner, to):
                await self._one(inner, to, await self._look(inner), await self._look_if_there(to))
        await self._files.chmod(target, found.mode & 0o7777)
        await self._keep_times(target, found)

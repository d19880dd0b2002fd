"""Mounts whose contents come from elsewhere: packed images and folders outside the machine. The kernel worker loads
them.

Contents that a reader waits for are requested by contents.py. Must not know who mounts; processes themselves mount file
systems in memory (sys/calls/mounts.py)."""

from runtime_py.archive.member import ArchiveError
from runtime_py.kernel.disk_folder import DiskFolder
from runtime_py.kernel.image import Image
from runtime_py.platform.disk_folder import private_folder
from runtime_py.platform.errno import EINVAL, OsError
from runtime_py.platform.maps import Map
from runtime_py.platform.web_locks import share_lock
from runtime_py.vfs.backend import FOLDER, IMAGE
from runtime_py.vfs.flags import O_RDONLY
from runtime_py.vfs.mounting import Mounting
from runtime_py.vfs.mounts import READ_ONLY

PRIVATE = 'opfs:'
# prefix of lock names: previews don't see such folders (service_worker/preview/guard/private_files.py)
IN_USE = 'terrarium:opfs:'
DAMAGED_IMAGE = 'ERR_TERRARIUM_DAMAGED_IMAGE'
UNREADABLE = 'ERR_TERRARIUM_MOUNT_UNREADABLE'


class KernelMounts:
    """`warn(text, code)` shows a warning to the user."""

    def __init__(self, system: object, contents: object, warn: object) -> None:
        self.system = system
        self.contents = contents
        self.warn = warn
        self.mounting = Mounting(system.fs)
        self._sources = Map()  # mount -> Image or DiskFolder
        self._releases = Map()  # mount -> releases the lock of its private folder
        self._given = Map()  # name -> handle of a folder given to the page
        contents.mounted = lambda ino: self.load(ino)

    def give(self, handle: object) -> None:
        """The page was given a folder of the user's disk: it can be mounted by its name from now on."""
        self._given.set(handle.name, handle)

    async def mount(self, kind: str, source: str, path: str, is_read_only: bool) -> None:
        """Raises an error that says why it can't be mounted."""
        if kind == 'zip':
            await self._mount_image(source, path)
        elif kind == 'folder':
            await self._mount_folder(source, path, is_read_only)
        else:
            raise OsError(EINVAL, 'mount', path)

    async def _mount_image(self, source: str, path: str) -> None:
        fd = self.system.open(source, O_RDONLY, 0)
        if fd < 0:
            raise OsError(-fd, 'open', source)
        image = Image(self.system, fd, source)
        mount = 0
        try:
            entries = await self.contents.with_contents(lambda: image.read_entries())
            mount = self._cover(path, IMAGE, source, READ_ONLY)
            await self.contents.with_contents(lambda: image.fill(mount, entries))
        except Exception as error:
            if mount != 0:
                self.mounting.unmount(path)
            self.system.close(fd)
            raise error
        self._sources.set(mount, image)

    async def _mount_folder(self, source: str, path: str, is_read_only: bool) -> None:
        if source.startswith(PRIVATE):
            name = source[len(PRIVATE) :]
            handle = await private_folder(name)
        else:
            name = source
            handle = self._given.get(name)
            if handle is None:
                raise TypeError(
                    f'{name}: no such folder has been opened in the page (use "Folder of this computer" in its menu, or opfs:NAME)'
                )
        folder = DiskFolder(self.system.fs, handle, name, lambda ino: self.load(ino), self.warn)
        mount = self._cover(path, FOLDER, source, READ_ONLY if is_read_only else 0)
        self._sources.set(mount, folder)
        if source.startswith(PRIVATE):
            self._releases.set(mount, await share_lock(IN_USE + name))
        try:
            await folder.read_all(mount)
        except Exception as error:
            await folder.halt()
            folder.close()
            self._forget(mount)
            self.mounting.unmount(path)
            raise error

    def _cover(self, path: str, kind: int, source: str, flags: int) -> int:
        mount = self.mounting.mount(path, kind, source, 0o755, flags, 0)
        if mount < 0:
            raise OsError(-mount, 'mount', path)
        return mount

    async def unmount(self, path: str) -> None:
        """Unmounts; writes changes in a folder to the outside first."""
        mount = self.mounting.at(path)
        source = self._sources.get(mount)
        if source is not None:
            await source.stop()
        result = self.system.unmount(path)
        if result < 0:
            if source is not None:
                source.go_on()
            raise OsError(-result, 'umount', path)
        self._forget(mount)
        if source is not None:
            source.close()

    def _forget(self, mount: int) -> None:
        self._sources.delete(mount)
        release = self._releases.get(mount)
        if release is not None:
            self._releases.delete(mount)
            release()

    async def load(self, ino: int) -> None:
        """Brings the content of a mounted file into memory."""
        content = None
        source = self._source_of(ino)
        if source is not None:
            try:
                content = await self.contents.with_contents(lambda: source.content(ino))
            except Exception as error:
                self.warn(
                    f"A mounted file can't be read: {error.message}",
                    DAMAGED_IMAGE if isinstance(error, ArchiveError) else UNREADABLE,
                )
        self.contents.loader.fill_mounted(ino, content)

    def _source_of(self, ino: int) -> object:
        for source in self._sources.values():
            if source.owns(ino):
                return source
        return None

    async def flush(self) -> None:
        """Writes all changes so far to the outside. Raises the first error, after all mounts were tried."""
        failure = None
        for source in list(self._sources.values()):
            try:
                await source.flush()
            except Exception as error:
                failure = error
        if failure is not None:
            raise failure

    async def close(self) -> None:
        """Before the machine ends: writes changes as far as possible."""
        for source in list(self._sources.values()):
            try:
                await source.stop()
            except Exception as error:
                console.error(error)
            source.close()

"""A folder outside the machine as a file system, synchronized both ways: names are read when it is mounted, contents on
demand, and changes by programs are written back a moment later, or at once for fsync and umount.

Both sides are compared with `_known`, their state when they were last equal. Changes in the machine are written;
changes outside are taken over; where both sides changed, the machine's version wins and the user is warned. A renamed
file is written under its new name before the old one is removed. Such a folder has no permissions, links or FIFOs: the
file system refuses those (EPERM). Must not know who mounted it."""

from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.disk_folder import entries, file_of, make_folder, observe, read, remove, write_file
from runtime_py.platform.errno import EIO, OsError
from runtime_py.platform.futures import Future, start
from runtime_py.platform.maps import Map
from runtime_py.vfs.mounted_tree import MountedTree, TreeEntry

WRITE_AFTER_MS = 300
LOOK_EVERY_MS = 3000  # where the browser doesn't report changes
NOT_WRITTEN = 'ERR_TERRARIUM_FOLDER_NOT_WRITTEN'
CONFLICT = 'ERR_TERRARIUM_FOLDER_CONFLICT'
FILE_MODE = 0o644
FOLDER_MODE = 0o755


class Known:
    """The state of a path when both sides were equal: in the machine `ino` and `version`, outside `handle`, size and
    time."""

    def __init__(self, ino: int, version: str, handle: object, size: float, modified: float) -> None:
        self.ino = ino
        self.version = version
        self.handle = handle  # of a folder; a file's is fetched when needed
        self.size = size
        self.modified = modified
        self.is_folder = handle is not None


class DiskFolder:
    """`load(ino)` waits until a content is in memory; `warn(text, code)` shows a warning to the user."""

    def __init__(self, fs: object, handle: object, name: str, load: object, warn: object) -> None:
        self.fs = fs
        self.handle = handle
        self.name = name
        self.load = load
        self.warn = warn
        self.tree = None
        self._known = Map()  # path -> Known; '' is the folder itself
        self._paths = Map()  # ino -> path, of files
        self._changes = 0  # the mount's counter of changes at the last look
        self._busy = None  # Future of the comparison in progress
        self._timer = None
        self._observer = None
        self._closed = False
        self._warned = False

    async def read_all(self, mount: int) -> None:
        """Creates all its folders and files in the mount."""
        self.tree = MountedTree(self.fs, mount)
        self._known.set('', Known(0, '', self.handle, 0, 0))
        await self._alone(lambda: self._take_over())
        self._observer = observe(self.handle, lambda: self._outside_changed())
        self._changes = self.tree.changes()
        self._later()

    # when the next look is due

    def _later(self) -> None:
        if not self._closed:
            self._timer = call_later(
                WRITE_AFTER_MS if self._observer is not None else LOOK_EVERY_MS,
                lambda: start(self._look(), console.error),
            )

    async def _look(self) -> None:
        """Writes back changes; without an observer it also looks for changes outside."""
        try:
            if self._observer is None:
                await self._alone(lambda: self._take_over())
            await self.flush()
        except Exception as error:
            self._failed(error)
        self._later()

    def _outside_changed(self) -> None:
        if not self._closed:
            start(self._alone(lambda: self._take_over()), lambda error: self._failed(error))

    def _failed(self, error: object) -> None:
        if not self._warned and not self._closed:
            self._warned = True
            self.warn(
                f'The folder "{self.name}" and the machine can\'t be synchronised: {error.message}. Changes are kept in memory until it works again.',
                NOT_WRITTEN,
            )

    async def _alone(self, call: object) -> None:
        """Runs one comparison at a time, and none after `stop`."""
        while self._busy is not None:
            await self._busy.wait()
        if self._closed:
            return
        self._busy = Future()
        try:
            await call()
        finally:
            done = self._busy
            self._busy = None
            done.resolve(None)

    # from outside into the machine

    async def _take_over(self) -> None:
        inside = Map()
        for entry in self.tree.entries():
            inside.set(entry.path, entry)
        seen = Map()
        await self._take_folder('', self.handle, inside, seen)
        gone = [path for path in self._known.keys() if path != '' and not seen.has(path)]
        gone.reverse()  # entries before their folder
        for path in gone:
            self._gone_outside(path, inside.get(path))

    async def _take_folder(self, above: str, folder: object, inside: object, seen: object) -> None:
        for name, handle, is_folder in await entries(folder):
            path = name if above == '' else above + '/' + name
            seen.set(path, True)
            known = self._known.get(path)
            if known is not None and known.is_folder != is_folder:
                self._gone_outside(path, inside.get(path))
                known = None
            if is_folder:
                if known is None:
                    self._new_folder(path, handle, inside.get(path))
                await self._take_folder(path, handle, inside, seen)
            else:
                await self._take_file(path, handle, known, inside.get(path))

    def _new_folder(self, path: str, handle: object, entry: object) -> None:
        ino = self.tree.folder(path, FOLDER_MODE) if entry is None or entry.is_folder else -1
        if ino < 0:
            self._conflict(path)
        else:
            self._known.set(path, Known(ino, '', handle, 0, 0))

    async def _take_file(self, path: str, handle: object, known: object, entry: object) -> None:
        file = await file_of(handle)
        if known is not None and known.size == file.size and known.modified == file.lastModified:
            return
        untouched = (
            entry is not None
            and known is not None
            and not entry.is_folder
            and entry.version == known.version
            and entry.ino == known.ino
        )
        if (entry is None) != (known is None) or (entry is not None and not untouched):
            self._conflict(path)
            if known is not None:
                # the next write overwrites it with ours
                known.size = file.size
                known.modified = file.lastModified
            return
        ino = self.tree.file(
            path, FILE_MODE, file.size, [file.lastModified // 1000, file.lastModified % 1000 * 1000000]
        )
        if ino < 0:
            raise OsError(-ino, 'open', path)
        self._learn(path, ino, self.tree.version(ino), file)

    def _learn(self, path: str, ino: int, version: str, file: object) -> None:
        self._known.set(path, Known(ino, version, None, file.size, file.lastModified))
        self._paths.set(ino, path)

    def _gone_outside(self, path: str, entry: object) -> None:
        known = self._known.get(path)
        self._known.delete(path)
        if entry is None:
            return
        if entry.ino != known.ino or (not entry.is_folder and entry.version != known.version):
            self._conflict(path)
        else:
            self.tree.remove(path)

    def _conflict(self, path: str) -> None:
        self.warn(
            f'"{self.name}/{path}" changed in the folder and in the machine: the machine\'s version is kept.', CONFLICT
        )

    # from the machine to the outside

    async def flush(self) -> None:
        """Writes all changes so far to the outside. Raises the browser's error."""
        if self.tree.changes() != self._changes:
            await self._alone(lambda: self._write_back())
            if self._warned:
                self._warned = False
                self.warn(f'The folder "{self.name}" is being written again.', NOT_WRITTEN)

    async def _write_back(self) -> None:
        changes = self.tree.changes()
        found = self.tree.entries()
        await self._load_moved(found)
        names = Map()
        for entry in found:
            names.set(entry.path, entry)
        # remove first what is in the way: a file that became a folder, or the reverse
        for entry in found:
            known = self._known.get(entry.path)
            if known is not None and known.is_folder != entry.is_folder:
                await self._remove(entry.path)
        for entry in found:
            if entry.is_folder:
                await self._write_folder(entry)
            else:
                await self._write_file(entry)
        for path in [path for path in self._known.keys() if path != '' and not names.has(path)]:
            if self._known.has(path):
                await self._remove(path)
        self._changes = changes

    async def _load_moved(self, found: list) -> None:
        """Loads a renamed file whose content was never read: outside it still has its old name."""
        for entry in found:
            if not entry.is_folder and entry.is_absent and self._paths.get(entry.ino) != entry.path:
                await self.load(entry.ino)

    def _folder_above(self, path: str) -> list:
        """[handle of the folder that a path lies in, last name]."""
        at = path.rfind('/')
        return [self._known.get('' if at < 0 else path[:at]).handle, path[at + 1 :]]

    async def _write_folder(self, entry: TreeEntry) -> None:
        if not self._known.has(entry.path):
            folder, name = self._folder_above(entry.path)
            self._known.set(entry.path, Known(entry.ino, '', await make_folder(folder, name), 0, 0))

    async def _write_file(self, entry: TreeEntry) -> None:
        known = self._known.get(entry.path)
        if known is not None and known.ino == entry.ino and (known.version == entry.version or entry.is_absent):
            return
        content = self.tree.content(entry.ino)
        if content is None:
            return  # removed meanwhile: the next write handles it
        folder, name = self._folder_above(entry.path)
        self._learn(entry.path, entry.ino, entry.version, await write_file(folder, name, content))

    async def _remove(self, path: str) -> None:
        folder, name = self._folder_above(path)
        await remove(folder, name)
        for below in [other for other in self._known.keys() if other == path or other.startswith(path + '/')]:
            known = self._known.get(below)
            if self._paths.get(known.ino) == below:
                self._paths.delete(known.ino)
            self._known.delete(below)

    # contents

    def owns(self, ino: int) -> bool:
        return self._paths.has(ino)

    async def content(self, ino: int) -> object:
        """The content outside now; raises OsError when its size has changed."""
        path = self._paths.get(ino)
        folder, name = self._folder_above(path)
        file = await file_of(await folder.getFileHandle(name))
        if file.size != self._known.get(path).size:
            raise OsError(EIO, 'read', path)
        return await read(file)

    async def stop(self) -> None:
        """Writes everything, then stops comparing: the mount can be removed."""
        await self.flush()
        await self.halt()

    async def halt(self) -> None:
        """As `stop`, without writing what is left."""
        self._closed = True
        if self._timer is not None:
            cancel(self._timer)
        while self._busy is not None:
            await self._busy.wait()

    def go_on(self) -> None:
        """Undoes `stop`: the folder stays mounted."""
        self._closed = False
        self._later()

    def close(self) -> None:
        if self._observer is not None:
            self._observer.disconnect()

"""`WebContainer.fs`: files below the working directory, with the interface of Node's `fs.promises`.

Knows the operations of the kernel worker. Must not know processes.
"""

from runtime_py.api.copying import copy
from runtime_py.api.encodings import canonical, decode, encode
from runtime_py.api.errors import ApiError
from runtime_py.api.kernel_link import KernelLink
from runtime_py.api.octets import octets_of
from runtime_py.api.paths import relative, resolve
from runtime_py.api.stats import Stats

KIND_FILE = 1
KIND_DIRECTORY = 2
KIND_LINK = 3


class DirEnt:
    """`name` is text, or bytes when the encoding is 'buffer'."""

    def __init__(self, name: object, kind: int):
        self.name = name
        self._kind = kind

    def isFile(self) -> bool:
        return self._kind == KIND_FILE

    def isDirectory(self) -> bool:
        return self._kind == KIND_DIRECTORY

    def isSymbolicLink(self) -> bool:
        return self._kind == KIND_LINK


class Watcher:
    """States: asking the kernel -> watching -> closed. It may be closed while it asks."""

    def __init__(self, files: object, path: str, recursive: bool, encoding: str, listener: object):
        self._files = files
        self._number = 0
        self._closed = False
        self._encoding = encoding
        self._listener = listener
        self._path = path
        self._recursive = recursive
        self._was_watching = False
        self._begin(path, recursive)

    async def _begin(self, path: str, recursive: bool) -> None:
        try:
            self._number = await self._files.link.request('fs.watch', [path, recursive])
        except Exception as error:
            if not self._closed:
                console.error(error)
            return
        if self._closed:
            self._unwatch()
        else:
            self._files.watchers.set(self._number, self)
            if self._was_watching:
                self.tell('overflow', '')
            self._was_watching = True

    def begin_again(self) -> None:
        """Starts over with a restarted kernel. Changes missed meanwhile are reported as one change of the folder
        itself."""
        if not self._closed:
            self._begin(self._path, self._recursive)

    async def _unwatch(self) -> None:
        try:
            await self._files.link.request('fs.unwatch', [self._number])
        except Exception as error:
            console.debug('not watched any more', error)

    def tell(self, kind: str, name: str) -> None:
        """Reports a change. When too many events were lost to name them, it reports the folder itself."""
        if not self._closed and self._listener is not None:
            lost = kind == 'overflow'
            text = '' if lost or name is None else name
            self._listener(
                'rename' if lost else kind, TextEncoder().encode(text) if self._encoding == 'buffer' else text
            )

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._number != 0:
            self._files.watchers.delete(self._number)
            self._unwatch()


class FileSystemAPI:
    def __init__(self, link: KernelLink, workdir: str):
        self.link = link
        self.workdir = workdir
        self.watchers = Map()

    async def readFile(self, path: str, options: object = None) -> object:
        encoding = _encoding_of(options)
        data = await self.link.request('fs.readFile', [resolve(self.workdir, path)])
        return data if encoding is None else decode(data, encoding)

    async def writeFile(self, path: str, data: object, options: object = None) -> None:
        encoding = _encoding_of(options)
        await self.link.request(
            'fs.writeFile',
            [resolve(self.workdir, path), _bytes_to_write(data, 'utf8' if encoding is None else encoding)],
        )

    async def readdir(self, path: str, options: object = None) -> list:
        encoding = options if js_typeof(options) == 'string' else (None if options is None else options.encoding)
        as_bytes = encoding == 'buffer'
        if encoding is not None and not as_bytes:
            canonical(encoding)
        entries = await self.link.request('fs.readdir', [resolve(self.workdir, path)])
        with_types = options is not None and Boolean(options.withFileTypes)
        found: list = []
        for entry in entries:
            name = entry[0]
            if as_bytes:
                name = TextEncoder().encode(name)
            elif encoding is not None:
                name = decode(TextEncoder().encode(name), encoding)
            found.append(DirEnt(name, entry[1]) if with_types else name)
        return found

    async def mkdir(self, path: str, options: object = None) -> object:
        """With `recursive`, returns the first folder that was created; undefined otherwise, and when all existed."""
        recursive = options is not None and Boolean(options.recursive)
        made = await self.link.request('fs.mkdir', [resolve(self.workdir, path), recursive])
        return made if recursive and made is not None else js_undefined

    async def rm(self, path: str, options: object = None) -> None:
        recursive = options is not None and Boolean(options.recursive)
        force = options is not None and Boolean(options.force)
        await self.link.request('fs.rm', [resolve(self.workdir, path), recursive, force])

    async def rename(self, oldPath: str, newPath: str) -> None:
        await self.link.request('fs.rename', [resolve(self.workdir, oldPath), resolve(self.workdir, newPath)])

    async def stat(self, path: str) -> Stats:
        """An extension, as are the following methods."""
        return Stats(list(await self.link.request('fs.stat', [resolve(self.workdir, path)])))

    async def lstat(self, path: str) -> Stats:
        return Stats(list(await self.link.request('fs.lstat', [resolve(self.workdir, path)])))

    async def symlink(self, target: str, path: str) -> None:
        """The target is taken literally: one that begins with a slash is a path of the machine."""
        await self.link.request('fs.symlink', [String(target), resolve(self.workdir, path)])

    async def readlink(self, path: str) -> str:
        return await self.link.request('fs.readlink', [resolve(self.workdir, path)])

    async def chmod(self, path: str, mode: object) -> None:
        """`mode`: a number, or octal digits."""
        await self.link.request('fs.chmod', [resolve(self.workdir, path), _mode_of(mode)])

    async def utimes(self, path: str, atime: object, mtime: object) -> None:
        """Times in seconds, or as a Date."""
        await self.link.request(
            'fs.utimes', [resolve(self.workdir, path), _time_of(atime, 'atime'), _time_of(mtime, 'mtime')]
        )

    async def access(self, path: str, mode: int = 0) -> None:
        """`mode`: the sum of 4 (read), 2 (write) and 1 (execute)."""
        await self.link.request('fs.access', [resolve(self.workdir, path), mode])

    async def realpath(self, path: str) -> str:
        """A path as the other functions here take it, relative to the working folder; outside of it, the machine's own
        path."""
        found = await self.link.request('fs.realpath', [resolve(self.workdir, path)])
        return (
            '/' + relative(self.workdir, found)
            if found.startswith(self.workdir + '/')
            else '/'
            if found == self.workdir
            else found
        )

    async def cp(self, source: str, target: str, options: object = None) -> None:
        """Copies with Node's options."""
        resolve(self.workdir, source)
        resolve(self.workdir, target)
        await copy(self, source, target, options)

    async def copy_file(self, source: str, target: str, replaces: bool) -> None:
        """Copies one file, for `cp`. Doesn't write through a link that exists at the target."""
        if replaces:
            await self.rm(target)
        await self.link.request('fs.copyFile', [resolve(self.workdir, source), resolve(self.workdir, target)])

    def absolute_link(self, path: str, target: str) -> str:
        """The target of the link at `path`, for use in a link elsewhere."""
        parts: list = []
        folder = resolve(self.workdir, path)
        for part in (folder[: folder.rfind('/')] + '/' + target).split('/'):
            if part == '..':
                parts.pop()
            elif part != '' and part != '.':
                parts.append(part)
        return '/' + '/'.join(parts)

    def watch(self, filename: str, options: object = None, listener: object = None) -> Watcher:
        """`watch(name, listener)` and `watch(name, options, listener)`."""
        self.link.check()
        callback = options if js_typeof(options) == 'function' else listener
        settings = options if options is not None and js_typeof(options) == 'object' else {}
        encoding = options if js_typeof(options) == 'string' else settings.encoding
        return Watcher(self, resolve(self.workdir, filename), Boolean(settings.recursive), encoding, callback)

    def on_change(self, event: object) -> None:
        """An `fs` event of the kernel worker."""
        watcher = self.watchers.get(event.id)
        if watcher is not None:
            watcher.tell(event.kind, event.name)

    def watch_again(self) -> None:
        watchers = list(self.watchers.values())
        self.watchers.clear()
        for watcher in watchers:
            watcher.begin_again()

    def close_watchers(self) -> None:
        for watcher in list(self.watchers.values()):
            watcher.close()


def _mode_of(mode: object) -> int:
    number = Number.parseInt(mode, 8) if js_typeof(mode) == 'string' and js_regexp('^[0-7]+$', '').test(mode) else mode
    if not Number.isInteger(number) or number < 0 or number > 0o7777:
        raise ApiError(
            'ERR_INVALID_ARG_VALUE',
            f"The argument 'mode' must be a number from 0 to 0o7777, or octal digits. Received {mode}",
        )
    return number


def _time_of(time: object, name: str) -> list:
    """A time as [seconds, nanoseconds]."""
    seconds = (
        time.getTime() / 1000
        if js_typeof(time) == 'object' and time is not None and js_typeof(time.getTime) == 'function'
        else Number(time)
    )
    if not Number.isFinite(seconds) or time is None or time == '':
        raise ApiError(
            'ERR_INVALID_ARG_TYPE', f'The "{name}" argument must be a number of seconds or an instance of Date'
        )
    whole = Math.floor(seconds)
    return [whole, Math.min(Math.round((seconds - whole) * 1e9), 999999999)]


def _encoding_of(options: object) -> object:
    """None means bytes."""
    name = options if js_typeof(options) == 'string' else (None if options is None else options.encoding)
    return None if name is None or name == 'buffer' else canonical(name)


def _bytes_to_write(data: object, encoding: str) -> object:
    if js_typeof(data) == 'string':
        return encode(data, encoding)
    octets = octets_of(data)
    if octets is not None:
        return Uint8Array(octets)
    raise ApiError('ERR_INVALID_ARG_TYPE', 'The "data" argument must be of type string or an instance of Uint8Array')

"""Reports to the page which files below folders are created, changed and removed: `internal.watchPaths` of the API.

The file system's events only say that something happened at a path; comparing with the state before tells what. So no
change is missed when events are lost: then everything is compared. Must not know the page's listeners."""

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import decode
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map, Set
from runtime_py.shell.gitignore import IgnoreRules, root_of
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

MODE = 1
INO = 7
SIZE = 8
SECONDS = 12
NANOSECONDS = 13
NEVER = ['/proc', '/dev']  # files there change without events, on Linux too


class GitIgnored:
    """The `.gitignore` files of the repositories that contain watched folders. `read(path)` is a promise of a file's
    bytes, so they are read in advance, on the way down."""

    def __init__(self, system: object, read: object) -> None:
        self.system = system
        self.read = read
        self._texts: Map[str, str] = Map()
        self._rules: list[IgnoreRules] = []

    async def begin(self, folder: str) -> None:
        """Adds a watched folder; `.gitignore` files above it apply too."""
        root = root_of(folder, lambda path: self.system.mode_of(path) >= 0)
        self._rules.append(IgnoreRules(root, lambda path: self._texts.get(path) or ''))
        names = folder[len(root) :].split('/')
        for count in range(1, len(names)):
            await self.enter((root + '/'.join(names[:count])) or '/')

    async def enter(self, folder: str) -> None:
        await self._learn(_below(folder, '.git/info/exclude'))
        await self._learn(_below(folder, '.gitignore'))

    async def look_again(self, paths: list) -> None:
        """Reads the `.gitignore` files again among paths that have changed."""
        for path in paths:
            if path.endswith('/.gitignore') or path.endswith('/.git/info/exclude'):
                self._texts.delete(path)
                await self._learn(path)

    async def _learn(self, path: str) -> None:
        if self._texts.has(path):
            return
        text = ''
        if self.system.mode_of(path) >= 0:
            try:
                text = decode(await self.read(path))
            except Exception as error:
                console.debug('no file of patterns', error)
        self._texts.set(path, text)
        for rules in self._rules:
            rules.forget()

    def leaves_out(self, path: str, is_folder: bool) -> bool:
        return any([rules.leaves_out(path, is_folder) for rules in self._rules])


class Rules:
    """Which paths are reported. `include` and `exclude` are `[[is_absolute, RegExp]]`; a pattern that isn't absolute
    applies to the path below the working folder. `ignored` tells what `.gitignore` files exclude, or is None."""

    def __init__(self, workdir: str, given: object, ignored: GitIgnored | None) -> None:
        self.start = workdir + '/'
        self.ignored = ignored
        self.include = given['include']
        self.exclude = given['exclude']
        self.hidden_files = given['hiddenFiles']
        self.hidden_folders = given['hiddenFolders']
        self.with_content = given['withContent']
        self.largest = given['largest']

    def _matches(self, patterns: list, path: str) -> bool:
        below = path[len(self.start) :] if path.startswith(self.start) else None
        return any(
            [
                pattern.test(path[1:]) if is_absolute else below is not None and pattern.test(below)
                for is_absolute, pattern in patterns
            ]
        )

    def looks_at(self, path: str, is_folder: bool) -> bool:
        """Whether a path is compared: False also for everything below an excluded folder."""
        folders = path[len(self.start) :] if path.startswith(self.start) else path
        hidden = not self.hidden_folders and any([part.startswith('.') for part in folders.split('/')[:-1]])
        if path in NEVER or hidden or self._matches(self.exclude, path):
            return False
        return self.ignored is None or not self.ignored.leaves_out(path, is_folder)

    def tells(self, path: str, is_folder: bool) -> bool:
        if path[path.rfind('/') + 1 :].startswith('.') and not (
            self.hidden_folders if is_folder else self.hidden_files
        ):
            return False
        return self._matches(self.include, path)


class PathWatch:
    """One request. `read(path)` is a promise of a file's bytes; `post(events)` posts to the page. `_known`: path ->
    whether it is a folder."""

    def __init__(self, system: object, rules: Rules, read: object, post: object) -> None:
        self.system = system
        self.rules = rules
        self.read = read
        self.post = post
        self._known: Map[str, bool] = Map()
        self._roots: Map[int, str] = Map()
        self._fd = -1
        self._source = None
        self._events: list = []
        self._running = False
        self._again = False

    async def begin(self, roots: list) -> int:
        """Starts watching: 0, or the error of a folder that can't be watched. Existing files aren't reported."""
        self._fd = self.system.watch_open()
        if self._fd < 0:
            return self._fd
        for wanted in roots:
            root = self._existing(wanted)
            number = self.system.watch_add(self._fd, root, True)
            if number < 0:
                self.end()
                return number
            self._roots.set(number, root)
            if self.rules.ignored is not None:
                await self.rules.ignored.begin(root)
            await self._learn(root)
        self._source = self.system.reactor.add(self._fd, POLLIN, lambda events: self._turn())
        return 0

    def end(self) -> None:
        if self._source is not None:
            self._source.stop()
        self.system.close(self._fd)
        self._roots.clear()

    def _existing(self, path: str) -> str:
        """The folder itself, or its nearest existing ancestor."""
        while path != '/' and not self._is_folder(path):
            path = path[: path.rfind('/')] or '/'
        return path

    async def _children(self, folder: str) -> list:
        """[path, whether it is a folder] of all children that are compared."""
        if self.rules.ignored is not None:
            await self.rules.ignored.enter(folder)
        found = self.system.readdir_types(folder)
        if isinstance(found, int):
            return []
        return [
            [_below(folder, name), kind == 2]
            for name, kind in found
            if self.rules.looks_at(_below(folder, name), kind == 2)
        ]

    async def _learn(self, folder: str) -> None:
        for path, is_folder in await self._children(folder):
            self._known.set(path, is_folder)
            if is_folder:
                await self._learn(path)

    def _turn(self) -> None:
        self._again = True
        if not self._running:
            start(self._run(), lambda error: console.error(error))

    async def _run(self) -> None:
        self._running = True
        try:
            while self._again:
                self._again = False
                await self._look(self.system.watch_read(self._fd))
        finally:
            self._running = False

    async def _look(self, told: list) -> None:
        paths: Set[str] = Set()
        for kind, name, number in told:
            if kind == 'overflow':
                await self._compare()
                paths.clear()
                break
            root = self._roots.get(number)
            if root is not None and name:
                paths.add(('' if root == '/' else root) + '/' + name)
        if self.rules.ignored is not None:
            await self.rules.ignored.look_again(list(paths.values()))
        for path in list(paths.values()):
            if self._known.has(path) or self.rules.looks_at(path, self._is_folder(path)):
                await self._look_at(path, True)
        if len(self._events) > 0:
            events = self._events
            self._events = []
            self.post(events)

    def _is_folder(self, path: str) -> bool:
        return (self.system.mode_of(path) & S_IFMT) == S_IFDIR

    async def _compare(self) -> None:
        """Compares everything known with everything that exists."""
        for path in list(self._known.keys()):
            if self._known.has(path):
                await self._look_at(path, not self._known.get(path))
        for root in list(self._roots.values()):
            await self._add_children(root)

    async def _look_at(self, path: str, has_changed: bool) -> None:
        found = Float64Array(18)
        if self.system.lstat(path, found) < 0:
            self._remove(path)
            return
        is_folder = (found[MODE] & S_IFMT) == S_IFDIR
        known = self._known.get(path)
        if known is not None and known != is_folder:
            self._remove(path)
            known = None
        if known is None:
            self._known.set(path, is_folder)
            await self._tell('add_dir' if is_folder else 'add_file', path, found)
            if is_folder:
                await self._add_children(path)
        elif not is_folder and has_changed:
            await self._tell('change', path, found)

    async def _add_children(self, folder: str) -> None:
        """Adds entries that were created before the folder was watched."""
        for path, is_folder in await self._children(folder):
            if not self._known.has(path):
                await self._look_at(path, False)
            elif is_folder:
                await self._add_children(path)

    def _remove(self, path: str) -> None:
        """Removes a folder and everything below it, the deepest first."""
        if not self._known.has(path):
            return
        if self._known.get(path):
            for below in reversed([name for name in self._known.keys() if name.startswith(path + '/')]):
                self._remove_one(below)
        self._remove_one(path)

    def _remove_one(self, path: str) -> None:
        is_folder = self._known.get(path)
        self._known.delete(path)
        if self.rules.tells(path, is_folder):
            self._events.append(
                {'type': 'remove_dir' if is_folder else 'remove_file', 'path': path, 'ino': 0, 'mtime': 0}
            )

    async def _tell(self, kind: str, path: str, found: object) -> None:
        is_folder = kind == 'add_dir'
        if not self.rules.tells(path, is_folder):
            return
        event = {
            'type': kind,
            'path': path,
            'ino': found[INO],
            'mtime': found[SECONDS] * 1000 + found[NANOSECONDS] / 1e6,
        }
        if self.rules.with_content and not is_folder and found[SIZE] <= self.rules.largest:
            try:
                event['buffer'] = await self.read(path)
            except Exception as error:
                console.debug('gone, or a link to nothing', error)
        self._events.append(event)


def _below(folder: str, name: str) -> str:
    return '/' + name if folder == '/' else folder + '/' + name


class PathWatches:
    """All requests, by the page's numbers. `post(event, transfer)` posts to the page."""

    def __init__(self, system: object, workdir: str, read: object, post: object) -> None:
        self.system = system
        self.workdir = workdir
        self.read = read
        self.post = post
        self._watches: Map[int, PathWatch] = Map()

    async def add(self, number: int, roots: list, given: object) -> int:
        ignored = GitIgnored(self.system, self.read) if given['gitignore'] else None
        watch = PathWatch(
            self.system,
            Rules(self.workdir, given, ignored),
            self.read,
            lambda events: self.post({'event': 'paths', 'id': number, 'events': events}, []),
        )
        self._watches.set(number, watch)
        return await watch.begin(roots)

    def remove(self, number: int) -> None:
        watch = self._watches.get(number)
        self._watches.delete(number)
        if watch is not None:
            watch.end()

"""`WebContainer.internal`: the parts of the original's undocumented object that its clients use.

Must not know how changes are found (kernel/path_watch.py).
"""

from runtime_py.api.errors import ApiError
from runtime_py.api.globs import compile_glob

GLOB = js_regexp('[*?{\\[]', '')


class Internal:
    def __init__(self, link: object, workdir: str):
        self._link = link
        self._workdir = workdir
        self._count = 0
        self._watches = Map()  # number -> [arguments of the request, callback]

    async def watchPaths(self, options: object, callback: object) -> object:
        """Calls `callback(events)` for entries that are created, changed or removed: `{type, path, ino, mtime,
        buffer}`, the type one of `add_dir`, `add_file`, `change`, `remove_file` and `remove_dir`. Resolves to a
        function that stops this."""
        if js_typeof(callback) != 'function':
            raise ApiError('ERR_INVALID_ARG_TYPE', 'watchPaths: the second argument must be a function')
        given = {} if options is None else options
        include = given.include if given.include is not None else ['**']
        rules = {
            'include': [self._compiled(pattern) for pattern in include],
            'exclude': [self._compiled(pattern) for pattern in given.exclude or []],
            'gitignore': Boolean(given.gitignore),
            'hiddenFiles': not given.ignoreHiddenFiles,
            'hiddenFolders': not given.ignoreHiddenFolders,
            'withContent': Boolean(given.includeContent),
            'largest': Infinity if given.excludeLargeContent is None else given.excludeLargeContent,
        }
        self._count += 1
        number = self._count
        self._watches.set(number, [[number, self._roots(include), rules], callback])
        try:
            await self._link.request('paths.watch', self._watches.get(number)[0])
        except Exception as error:
            self._watches.delete(number)
            raise error
        return lambda: self._unwatch(number)

    def _compiled(self, pattern: str) -> list:
        return [pattern.startswith('/'), compile_glob(pattern)]

    def _roots(self, patterns: list) -> list:
        """The folders that the patterns lie in, none inside another."""
        found: list = []
        for pattern in patterns:
            root = _literal_folder(pattern) if pattern.startswith('/') else self._workdir
            if not any([_is_inside(root, other) for other in found]):
                found = [other for other in found if not _is_inside(other, root)]
                found.append(root)
        return found

    async def _unwatch(self, number: int) -> None:
        if self._watches.delete(number):
            try:
                await self._link.request('paths.unwatch', [number])
            except Exception as error:
                console.debug('not watched any more', error)

    def on_event(self, event: object) -> None:
        """A `paths` event of the kernel worker."""
        watch = self._watches.get(event.id)
        if watch is not None:
            watch[1](event.events)

    def watch_again(self) -> None:
        """Repeats the requests to a restarted kernel."""
        for watch in list(self._watches.values()):
            self._link.request('paths.watch', watch[0]).catch(lambda error: console.error(error))

    def close(self) -> None:
        self._watches.clear()


def _literal_folder(pattern: str) -> str:
    """`/a/b` for `/a/b/**` and `/a/b/c*.js`; a pattern without wildcards is a path, perhaps of a file."""
    at = pattern.search(GLOB)
    literal = pattern if at < 0 else pattern[:at]
    return literal[: literal.rfind('/')] or '/'


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith('/' if folder == '/' else folder + '/')

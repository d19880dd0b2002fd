"""Finds the place of a preview's error in the workspace: maps the addresses in its stack to a file, through the source
map that a dev server puts into a module.

`roots` has the folder of each port's dev server. A place that maps to no file of the workspace is None."""

from runtime_py.api.paths import relative
from runtime_py.devserver.source_map import original_place

_FRAME = js_regexp('(https?://[^\\s()]+?):(\\d+):(\\d+)', 'g')
_PREFIX = js_regexp('/preview/\\d+(?:-\\d+)?(?=/)', '')
_MAP = js_regexp('//# sourceMappingURL=data:application/json[^,]*;base64,([A-Za-z0-9+/=]+)\\s*$', '')
_NOT_OURS = ['/@', '/node_modules/']


class SourcePlaces:
    def __init__(self, machine: object):
        self._machine = machine
        self.roots = Map()  # port -> folder

    async def first(self, port: int, stack: str) -> object:
        """`{path, line, column}` of the first frame in a file of the project; lines from 1, columns from 0."""
        for found in String(stack or '').matchAll(_FRAME):
            place = await self.place(port, found[1], int(found[2]), int(found[3]) - 1)
            if place is not None:
                return place
        return None

    async def place(self, port: int, address: str, line: int, column: int) -> object:
        root = self.roots.get(port)
        if root is None or root == '' or not URL.canParse(address):
            return None
        url = URL(address)
        path = decodeURIComponent(url.pathname.replace(_PREFIX, ''))
        if any(
            [path.startswith(mark) or (mark != '/@' and mark in path) for mark in _NOT_OURS]
        ) and not path.startswith('/@fs/'):
            return None
        file = path[4:] if path.startswith('/@fs/') else root.removesuffix('/') + path
        inside = relative(self._machine.workdir, file)
        if inside.startswith('/') or inside == '' or not await self._is_file(inside):
            return None
        return await self._mapped(port, url, inside, line, column)

    async def _is_file(self, path: str) -> bool:
        try:
            return len(await self._machine.fs.readFile(path)) >= 0
        except Exception:
            return False

    async def _mapped(self, port: int, url: object, path: str, line: int, column: int) -> object:
        try:
            text = await (await self._machine.fetch(port, url.pathname.replace(_PREFIX, '') + url.search)).text()
            found = _MAP.exec(text)
            if found is not None:
                source = original_place(JSON.parse(atob(found[1])).mappings, line - 1, column)
                if source is not None:
                    return {'path': path, 'line': source[0] + 1, 'column': source[1]}
        except Exception as error:
            console.debug('no source map', error)
        return {'path': path, 'line': line, 'column': column}

"""Files and transformers for tests of the dev server: all in memory, no JavaScript."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.application import Answer, Request
from runtime_py.devserver.context import Context
from runtime_py.devserver.core import Core
from runtime_py.devserver.dependencies import BundleResult
from runtime_py.devserver.failures import at_offset
from runtime_py.devserver.import_analysis import analyse
from runtime_py.devserver.production import Produced
from runtime_py.devserver.settings import Settings, parse_command_line
from runtime_py.devserver.transform_cache import Transformed
from runtime_py.platform.bytes import Bytes, decode, encode
from runtime_py.platform.futures import Future
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map


class MemoryFiles:
    def __init__(self, texts: list[list[str]]) -> None:
        self.texts: Map[str, str] = Map()
        for path, text in texts:
            self.texts.set(path, text)

    def read(self, path: str) -> Bytes | None:
        text = self.texts.get(path)
        return None if text is None else encode(text)

    def write(self, path: str, data: Bytes) -> None:
        self.texts.set(path, decode(data))

    def is_file(self, path: str) -> bool:
        return self.texts.has(path)

    def is_folder(self, path: str) -> bool:
        return any([name.startswith(path + '/') for name in self.texts.keys()])

    def real_path(self, path: str) -> str:
        return path

    def below(self, folder: str) -> list[str]:
        return sorted(
            [
                name
                for name in self.texts.keys()
                if name.startswith(folder.removesuffix('/') + '/') and '/node_modules/' not in name
            ]
        )


class PlainTransformers:
    """A script is served unchanged; one that contains `@@` has an error there, with `!!` the transformer itself fails.
    `made` counts."""

    def __init__(self) -> None:
        self.version = 'test'
        self.made = 0
        self.bundles: list[str] = []
        self.compiler: Any = None
        self.bundling: Future | None = None  # resolved when a bundle begins, which then waits for `release`
        self.release = Future()
        # resolved when a script that contains `~~` is begun, which then waits for `release_script`
        self.transforming = Future()
        self.release_script = Future()

    async def script(self, file: str, source: str, options: Map) -> Transformed:
        self.made += 1
        if '~~' in source:
            self.transforming.resolve(True)
            await self.release_script.wait()
        if '!!' in source:
            raise ValueError('the transformer can not be loaded')
        at = source.find('@@')
        if at >= 0:
            raise at_offset('test', 'Unexpected token', file, source, at, 2)
        return Transformed(source, 'AAAA')

    async def style(self, file: str, source: str, read: Any, url_of: Any, resolve: Any) -> Transformed:
        self.made += 1
        found = Transformed(source, '')
        for line in source.split('\n'):
            if line.startswith('@import '):
                found.files.append('/p/' + line[8:])
        if '.module.' in file:
            found.names = Map([['box', '_box_1']])
        return found

    async def compile(self, request: Map) -> Map:
        reply: Map = await self.compiler.compile(request)
        return reply

    async def bundle(self, request: Any) -> BundleResult:
        self.bundles.append(' '.join(list(request.entries.keys())))
        if self.bundling is not None:
            self.bundling.resolve(True)
            await self.release.wait()
        files: Map[str, str] = Map()
        for name, file in request.entries.entries():
            files.set(name + '.js', f'/* {file} */')
        return BundleResult(files, ['react'])

    async def produce(self, request: Any) -> Produced:
        """A bundle consists of the texts of all reachable modules, in the order of their imports."""
        made = Produced()
        for entry in request.entries:
            texts: list[str] = []
            sheets: list[str] = []
            await self._gather(request, entry, texts, sheets, [])
            name = entry[entry.rfind('/') + 1 :].replace('?', '-')
            if not entry.endswith('.css'):
                made.scripts.set(entry, f'assets/{name}.js')
                made.files.set(f'assets/{name}.js', encode('\n'.join(texts)))
            if len(sheets) > 0:
                made.sheets.set(entry, f'assets/{name}.css')
                made.files.set(f'assets/{name}.css', encode('\n'.join(sheets)))
        return made

    async def _gather(self, request: Any, path: str, texts: list[str], sheets: list[str], seen: list[str]) -> None:
        if path in seen:
            return
        seen.append(path)
        loaded = await request.load(path)
        text = decode(loaded.content)
        if loaded.loader == 'css':
            sheets.append(text)
        elif loaded.loader == 'js':
            for each in [one for one in analyse(text).imports if one.specifier is not None]:
                found = await request.resolve(
                    each.specifier, path, 'dynamic-import' if each.kind == 'dynamic' else 'import-statement'
                )
                if not found.is_external:
                    await self._gather(request, found.path, texts, sheets, seen)
            texts.append(text)
        else:
            texts.append(f'{loaded.loader} {text}')

    async def own_script(self, name: str) -> str:
        return name


class RecordingEdge:
    """`clients` is the number of listening pages."""

    def __init__(self, clients: int) -> None:
        self.clients = clients
        self.sent: list[Any] = []
        self.lines: list[str] = []
        self.statuses: list[Any] = []
        self.fetched: list[str] = []
        self.time = 0.0
        self.timers: list[Any] = []
        self.on_fetch: Any = None

    def send(self, text: str, wants_answer: bool) -> int:
        self.sent.append(parse(text))
        return self.clients

    def line(self, text: str) -> None:
        self.lines.append(text)

    def status(self, event: Map) -> None:
        self.statuses.append(event)

    def now(self) -> float:
        return self.time

    def gave_up(self) -> None:
        self.clients = 0

    def later(self, ms: float, call: Any) -> None:
        self.timers.append(call)

    def stamp(self) -> float:
        self.time += 1
        return self.time

    async def fetch(self, name: str, wanted: str) -> bool:
        self.fetched.append(wanted)
        if self.on_fetch is None:
            return False
        self.on_fetch()
        return True


class World:
    def __init__(self, texts: list[list[str]], clients: int = 1, settings: Settings | None = None) -> None:
        self.files = MemoryFiles(texts)
        self.transformers = PlainTransformers()
        self.edge = RecordingEdge(clients)
        self.context = Context(
            self.files, self.transformers, '/p', settings or parse_command_line([]), '/cache', '/cache/packages'
        )
        self.core = Core(self.context, self.edge)

    async def begin(self) -> None:
        await self.core.start()
        await self.core.crawl()

    async def change(self, path: str, text: str) -> None:
        self.files.texts.set(path, text)
        await self.core.files_changed([path])


PAGE = '<!doctype html><html><head><title>%MODE%</title></head><body><script type="module" src="/main.ts"></script></body></html>'
SMALL = [
    ['/p/index.html', PAGE],
    ['/p/main.ts', 'import {a} from "./a"; import.meta.hot.accept("./a", f)'],
    ['/p/a.ts', 'export const a = 1'],
    ['/p/style.css', 'p {}'],
    ['/p/public/robots.txt', 'all'],
    ['/p/data.json', '{"name": 1, "in-side": 2}'],
    ['/p/.env', 'VITE_A=1\nB=2'],
]


async def get(world: World, target: str, accept: str = '*/*', destination: str = 'script') -> Answer:
    return await world.core.answer(Request('GET', target, accept, destination, ''))


async def text(world: World, target: str) -> str:
    return decode((await get(world, target)).body)

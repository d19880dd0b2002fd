"""The program `serve`: its command line, its start, its lines on the terminal. Calls the system; transformers are
passed in (kernel/parts/serve.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.devserver.build_report import report
from runtime_py.devserver.context import Context
from runtime_py.devserver.disk import Disk
from runtime_py.devserver.packages import Packages
from runtime_py.devserver.paths import folder_of_project, join
from runtime_py.devserver.production import ASSETS, OUTPUT
from runtime_py.devserver.server import Server
from runtime_py.devserver.settings import USAGE, Settings, UsageError, absolute_root, parse_command_line, take_package
from runtime_py.devserver.static_site import StaticSite
from runtime_py.devserver.watcher import Watcher
from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import message_of, name_of
from runtime_py.platform.futures import Future, start
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text
from runtime_py.sys.signals import SIGHUP, SIGINT, SIGTERM

_FOREIGN = [
    'vite.config.ts',
    'vite.config.mts',
    'vite.config.js',
    'vite.config.mjs',
    'webpack.config.js',
    'svelte.config.js',
]
STDOUT = 1
STDERR = 2


class Program:
    def __init__(self, system: Any, env: list[str], transformers: Any, tell: Callable[[str], None]) -> None:
        self._system = system
        self._env = env
        self._transformers = transformers
        self._tell = tell
        self._began = monotonic_ms()
        self._last_state = ''
        self._settings = Settings()

    async def run(self, words: list[str]) -> int:
        try:
            self._settings = parse_command_line(words)
        except UsageError as error:
            self._print(STDERR, f'serve: {error.message}\n{USAGE}')
            return 2
        if self._settings.wants_help:
            self._print(STDOUT, USAGE)
            return 0
        disk = Disk(self._system)
        root = disk.real_path(absolute_root(self._system.getcwd(), self._settings))
        if not disk.is_folder(root):
            self._print(STDERR, f'serve: {self._settings.root}: no such folder')
            return 1
        cache = self._home() + '/.cache/serve'
        packages = Packages(self._system, disk, folder_of_project(cache + '/packages', root), root, self._env)
        context = Context(disk, self._transformers, root, self._settings, cache, packages.folder)
        try:
            take_package(self._settings, context.resolver.package(root))
        except UsageError as error:
            self._print(STDERR, f'serve: package.json: {error.message}')
            return 2
        status = await self._build(context, packages, disk) if self._settings.is_build else 0
        if self._settings.is_preview and status == 0:
            return await self._preview(context, root)
        return status if self._settings.is_build else await self._serve(context, packages, root)

    def _server(self, packages: Packages | None) -> Server:
        async def fetch(name: str, wanted: str) -> bool:
            return packages is not None and await packages.fetch(name, wanted)

        return Server(
            self._system, self._settings, lambda text: self._stamped(text), lambda status: self._status(status), fetch
        )

    async def _build(self, context: Context, packages: Packages, disk: Disk) -> int:
        """Builds; the old dist/ stays when the build fails."""
        core = self._server(packages).make_core(context)
        files = await core.build()
        core.states.on('stop')
        if files is None:
            return 1
        folder = join(context.root, OUTPUT)
        disk.remove_tree(folder)
        for name, content in files.entries():
            disk.write(f'{folder}/{name}', content)
        for line in report(OUTPUT, files):
            self._print(STDOUT, line)
        self._print(STDOUT, f'built in {int(monotonic_ms() - self._began)} ms')
        return 0

    async def _preview(self, context: Context, root: str) -> int:
        folder = join(root, OUTPUT)
        if not context.files.is_folder(folder):
            self._print(STDERR, f'serve: {folder} does not exist: create it with serve --build')
            return 1
        server = self._server(None)
        server.site = StaticSite(context.files, folder, f'/{ASSETS}/')
        port = self._listen(server)
        if port < 0:
            return 1
        self._print(STDOUT, f'\n  serve  a preview of {OUTPUT}/\n\n  ➜  Local:   http://localhost:{port}/\n')
        signal = await self._stopped()
        return 128 + signal if signal != SIGINT else 130

    def _listen(self, server: Server) -> int:
        port = server.listen()
        if port < 0:
            self._print(STDERR, f'serve: port {self._settings.port}: {message_of(-port)} ({name_of(-port)})')
        return port

    def _home(self) -> str:
        for pair in self._env:
            if pair.startswith('HOME='):
                return pair[5:].removesuffix('/')
        return '/root'

    async def _serve(self, context: Context, packages: Packages, root: str) -> int:
        server = self._server(packages)
        core = server.make_core(context)
        await core.start()
        port = self._listen(server)
        if port < 0:
            return 1
        watcher = Watcher(
            self._system,
            root,
            lambda files: core.files_changed(files),
            lambda error: self._stamped(f'serve: {error_text(error)}'),
        )
        result = watcher.begin()
        if result < 0:
            self._print(STDERR, f"serve: {root} can't be watched: {message_of(-result)}")
            return 1
        core.tell_state()  # the port is known now
        took = int(monotonic_ms() - self._began)
        self._print(STDOUT, f'\n  serve  ready in {took} ms\n\n  ➜  Local:   http://localhost:{port}/\n')
        for name in _FOREIGN:
            if context.files.is_file(f'{root}/{name}'):
                self._stamped(
                    f'{name} is not read: plugins, aliases, proxy rules and definitions in it have no effect here'
                )
        start(core.crawl(), lambda error: self._stamped(f'serve: {error_text(error)}'))
        signal = await self._stopped()
        core.states.on('stop')
        return 128 + signal if signal != SIGINT else 130

    async def _stopped(self) -> int:
        ended = Future()
        for number in [SIGINT, SIGTERM, SIGHUP]:
            self._system.set_signal_handled(number, True)
        self._system.reactor.on_signal(lambda number: ended.resolve(number))
        signal: int = await ended.wait()
        return signal

    # output to the terminal and the machine

    def _print(self, fd: int, text: str) -> None:
        data = encode(text + '\n')
        self._system.write_wait(fd, data, 0, len(data))

    def _stamped(self, text: str) -> None:
        self._print(STDOUT, f'[serve] {text}')

    def _status(self, status: Map) -> None:
        event = status.get('event')
        detail = status.get('detail')
        if event == 'applied' and detail.get('pages') > 0:
            pages = detail.get('pages')
            self._stamped(f'applied to {pages} page{"" if pages == 1 else "s"} in {int(detail.get("ms"))} ms')
        elif event == 'state' and self._settings.prints_states and status.get('state') != self._last_state:
            self._stamped(f'state: {status.get("state")}')
        self._last_state = status.get('state')
        self._tell(stringify(status))


async def run(system: Any, argv: list[str], env: list[str], transformers: Any, tell: Callable[[str], None]) -> int:
    return await Program(system, env, transformers, tell).run(argv[1:])

"""The context of a benchmark: native Node, and a booted machine in Chromium; both are started on first use, and used
throughout the run."""

import subprocess
from pathlib import Path

from tests.machine.browser import Browser, Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.outside import REGISTRY_HOST
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST, WORK, node


class Context:
    """`native(script)` and `inside(script)` run the same program and return its output."""

    def __init__(self) -> None:
        self.folder = WORK / 'bench'
        self.folder.mkdir(parents=True, exist_ok=True)
        self._browser: Browser | None = None
        self._machine: Machine | None = None
        self._server: StaticServer | None = None
        self._registry: Registry | None = None

    def native(self, script: str, *arguments: str) -> str:
        """Runs a CommonJS program with the pinned native Node."""
        file = self.folder / 'native.js'
        file.write_text(script, encoding='utf-8')
        return subprocess.run(
            [node(), str(file), *arguments], cwd=self.folder, capture_output=True, text=True, check=True
        ).stdout

    def inside(self, script: str, timeout: float = 300.0) -> str:
        """Runs the same program in a process of the machine, through the API."""
        found = self.machine.api(
            """
            await wc.fs.writeFile('bench.js', args[0])
            const process = await wc.spawn('node', ['bench.js'])
            let text = ''
            await process.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
            const code = await process.exit
            if (code !== 0) throw new Error('exit code ' + code + ': ' + text)
            return text""",
            script,
            timeout=timeout,
        )
        return str(found)

    @property
    def server(self) -> StaticServer:
        if self._server is None:
            self._server = StaticServer(DIST, '/bench/')
        return self._server

    @property
    def registry(self) -> Registry:
        if self._registry is None:
            self._registry = Registry(NpmCache(WORK / 'npm-cache'), REGISTRY_HOST)
        return self._registry

    @property
    def browser(self) -> Browser:
        if self._browser is None:
            self._browser = Browser()
        return self._browser

    @property
    def machine(self) -> Machine:
        if self._machine is None:
            self._machine = Machine(self.browser, self.server).open()
            self._machine.run(f'export npm_config_registry={self.registry.url}')
        return self._machine

    def make_file(self, name: str, content: bytes) -> Path:
        """The same file for the native program."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def close(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._server is not None:
            self._server.stop()
        if self._registry is not None:
            self._registry.stop()

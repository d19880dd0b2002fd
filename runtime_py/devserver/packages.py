"""Packages that aren't installed, fetched on demand: npm installs them into a folder reserved for the project, which is
reused. Calls the system."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.disk import Disk
from runtime_py.platform.bytes import encode
from runtime_py.platform.futures import Future
from runtime_py.sys.children import SpawnRequest


class Packages:
    """Runs one npm at a time, since all packages of a project share a folder. `root` is the project, whose .npmrc
    applies to the fetched packages."""

    def __init__(self, system: Any, disk: Disk, folder: str, root: str, env: list[str]) -> None:
        self._root = root
        self._system = system
        self._disk = disk
        self.folder = folder
        self._env = env
        self._last: Future | None = None  # the end of the last npm run that was started

    async def fetch(self, name: str, wanted: str) -> bool:
        """`wanted`: npm specs separated by spaces. Returns whether the package is there now. npm's messages about a
        failure go to the terminal."""
        before = self._last
        ended = Future()
        self._last = ended
        try:
            if before is not None:
                await before.wait()
            return await self._install(wanted)
        finally:
            ended.resolve(True)

    async def _install(self, wanted: str) -> bool:
        if not self._disk.is_file(self.folder + '/package.json'):
            self._disk.write(self.folder + '/package.json', encode('{"name": "fetched-by-serve", "private": true}\n'))
        settings = self._disk.read(self._root + '/.npmrc')
        self._disk.write(self.folder + '/.npmrc', encode('') if settings is None else settings)
        request = SpawnRequest(
            'npm',
            [
                'npm',
                'install',
                '--no-audit',
                '--no-fund',
                '--loglevel=error',
                '--ignore-scripts',
                '--prefix',
                self.folder,
                *wanted.split(' '),
            ],
            self._env,
            self.folder,
            [0, 2, 2],
        )
        pid: int = self._system.spawn(request)
        if pid < 0:
            return False
        status: int = await self._system.wait_child(pid)
        while status & 0x10000 != 0:
            status = await self._system.wait_child(pid)
        self._system.reap(pid)
        return status == 0

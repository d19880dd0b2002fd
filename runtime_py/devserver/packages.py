"""Packages that aren't installed, fetched on demand: npm installs them into a folder of ours, which is remembered. Calls the system."""
from __future__ import annotations

from typing import Any

from runtime_py.devserver.disk import Disk
from runtime_py.platform.bytes import encode
from runtime_py.sys.children import SpawnRequest


class Packages:
    """One npm at a time: they share a folder."""

    def __init__(self, system: Any, disk: Disk, folder: str, env: list[str]) -> None:
        self._system = system
        self._disk = disk
        self.folder = folder
        self._env = env
        self._last: Any = None

    async def fetch(self, name: str, wanted: str) -> bool:
        """`wanted` are npm's specs, by spaces. Whether the package is there now. What npm has to say about a failure goes to the terminal."""
        if not self._disk.is_file(self.folder + '/package.json'):
            self._disk.write(self.folder + '/package.json', encode('{"name": "fetched-by-serve", "private": true}\n'))
        request = SpawnRequest('npm', ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', '--prefix', self.folder, *wanted.split(' ')],
                               self._env, self.folder, [0, 2, 2])
        pid: int = self._system.spawn(request)
        if pid < 0:
            return False
        status: int = await self._system.wait_child(pid)
        while status & 0x10000 != 0:
            status = await self._system.wait_child(pid)
        self._system.reap(pid)
        return status == 0

"""Reads npm's own cache (cacache): only npm's client can reach the registry, so our local registry is filled by the
client.

An entry of the index is a line `hash TAB json`; the last line for a key counts. Contents are stored by digest."""

import base64
import json
import math
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from toolchain.environment import npm_command

KEY = 'make-fetch-happen:request-cache:'
# Each client takes a second of CPU time, and an install asks for dozens of packages at once.
CLIENTS = 2


class NpmCache:
    """`packument(name)` and `tarball(name, file)` as bytes, None when npm can't get them. `packument_age`: the maximum
    age of a packument in seconds."""

    def __init__(self, folder: Path, packument_age: float = math.inf) -> None:
        self.folder = folder
        self.packument_age = packument_age
        self._renewed: set[str] = set()
        self._clients = threading.BoundedSemaphore(CLIENTS)
        # URL path -> time and digest, until npm writes again
        self._entries: dict[str, tuple[int, str]] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def warm(self, *packages: str) -> None:
        """Installs packages somewhere with npm, which leaves them and all their dependencies in the cache."""
        marker = self.folder / ('warm-' + '_'.join(packages).replace('/', '+'))
        if marker.exists():
            return
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'package.json').write_text('{"name": "warm", "version": "1.0.0"}')
            self.install(Path(folder), *packages)
        marker.touch()

    def install(self, folder: Path, *packages: str) -> None:
        """Installs natively, fetching what is missing in the cache; without `packages`, what the folder's package.json
        requires."""
        self._npm(
            'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', *packages, cwd=str(folder)
        )

    def packument(self, name: str) -> bytes | None:
        found = self._content('/' + name)
        if found is None or self._is_old(name):
            self._renewed.add(name)
            self._npm('view', name, 'name', cwd=str(self.folder), check=False)
            found = self._content('/' + name)
        return found

    def tarball(self, name: str, file: str) -> bytes | None:
        path = f'/{name}/-/{file}'
        found = self._content(path)
        if found is None:
            version = file.removesuffix('.tgz').removeprefix(name.split('/')[-1] + '-')
            self._npm('cache', 'add', f'{name}@{version}', cwd=str(self.folder), check=False)
            found = self._content(path)
        return found

    def _npm(self, *arguments: str, cwd: str, check: bool = True) -> None:
        command = [
            *npm_command(),
            *arguments,
            '--cache',
            str(self.folder),
            '--loglevel=error',
            '--update-notifier=false',
        ]
        with self._clients:
            subprocess.run(command, cwd=cwd, check=check, stdout=subprocess.DEVNULL)
        self._entries = None

    def _is_old(self, name: str) -> bool:
        time_of = self._index()['/' + name][0]
        return name not in self._renewed and time.time() - time_of / 1000 > self.packument_age

    def _content(self, path: str) -> bytes | None:
        """Content of the cached reply whose URL ends with `path`."""
        entry = self._index().get(path)
        if entry is None:
            return None
        algorithm, _, encoded = entry[1].partition('-')
        name = base64.b64decode(encoded).hex()
        file = self.folder / '_cacache' / 'content-v2' / algorithm / name[:2] / name[2:4] / name[4:]
        return file.read_bytes() if file.exists() else None

    def _index(self) -> dict[str, tuple[int, str]]:
        """URL path -> time in ms and digest of the newest reply."""
        entries = self._entries
        if entries is None:  # called by several threads; each sees a complete index
            entries = {
                path: (written, digest) for path, written, digest in sorted(self._lines(), key=lambda line: line[1])
            }
            self._entries = entries
        return entries

    def _lines(self) -> Iterator[tuple[str, int, str]]:
        for file in (self.folder / '_cacache' / 'index-v5').glob('*/*/*'):
            for line in file.read_text().splitlines():
                if '\t' not in line:
                    continue
                entry = json.loads(line.split('\t', 1)[1])
                if entry['key'].startswith(KEY) and entry.get('integrity'):
                    yield unquote(urlsplit(entry['key'].removeprefix(KEY)).path), entry['time'], entry['integrity']

"""Reads npm's own cache (cacache): the registry can be reached by npm's client only, so it is the client that fills our local registry.

An entry of the index is a line `hash TAB json`, the last line of a key counts; contents lie by their digest."""
import base64
import json
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from toolchain.environment import npm_command

KEY = 'make-fetch-happen:request-cache:'


class NpmCache:
    """`packument(name)` and `tarball(name, file)` as bytes, None when npm can't get them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests: dict[str, str] | None = None     # URL path -> digest, until npm writes again
        folder.mkdir(parents=True, exist_ok=True)

    def warm(self, *packages: str) -> None:
        """Lets npm install packages somewhere, which leaves them and all their dependencies in the cache."""
        marker = self.folder / ('warm-' + '_'.join(packages).replace('/', '+'))
        if marker.exists():
            return
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / 'package.json').write_text('{"name": "warm", "version": "1.0.0"}')
            self.install(Path(folder), *packages)
        marker.touch()

    def install(self, folder: Path, *packages: str) -> None:
        """Natively, with what is not in the cache fetched into it; without `packages` what the folder's package.json names."""
        self._npm('install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', *packages, cwd=str(folder))

    def packument(self, name: str) -> bytes | None:
        found = self._content('/' + name)
        if found is None:
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
        command = [*npm_command(), *arguments, '--cache', str(self.folder), '--loglevel=error', '--update-notifier=false']
        subprocess.run(command, cwd=cwd, check=check, stdout=subprocess.DEVNULL)
        self._digests = None

    def _content(self, path: str) -> bytes | None:
        """Content of the cached reply whose URL ends with `path`."""
        digests = self._digests
        if digests is None:
            digests = self._digests = self._index()
        digest = digests.get(path)
        if digest is None:
            return None
        algorithm, _, encoded = digest.partition('-')
        name = base64.b64decode(encoded).hex()
        file = self.folder / '_cacache' / 'content-v2' / algorithm / name[:2] / name[2:4] / name[4:]
        return file.read_bytes() if file.exists() else None

    def _index(self) -> dict[str, str]:
        """URL path -> digest, in the order of time."""
        entries: list[tuple[int, str, str]] = []
        for file in (self.folder / '_cacache' / 'index-v5').glob('*/*/*'):
            for line in file.read_text().splitlines():
                if '\t' not in line:
                    continue
                entry = json.loads(line.split('\t', 1)[1])
                if entry['key'].startswith(KEY) and entry.get('integrity'):
                    entries.append((entry['time'], unquote(urlsplit(entry['key'].removeprefix(KEY)).path), entry['integrity']))
        return {path: digest for _, path, digest in sorted(entries)}

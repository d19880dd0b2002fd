"""Small files that the kernel keeps with the workspace in /var/lib/terrarium: programs can read them, but not change
them, as with the audit log. Must not know what is in them."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode

FOLDER = '/var/lib/terrarium'
_OPEN = 0o755
_CLOSED = 0o555
_FILE = 0o444


class RootFiles:
    def __init__(self, system: object) -> None:
        self.system = system

    async def read(self, name: str, contents: object) -> str:
        """'' if there is none; `contents` loads what isn't in memory yet."""
        content = await contents.with_contents(lambda: self.system.read_file(f'{FOLDER}/{name}'))
        return '' if js_typeof(content) == 'number' else decode(content)

    def write(self, name: str, text: str) -> None:
        for path in ['/var', '/var/lib', FOLDER]:
            self.system.mkdir(path, _OPEN)
        self._own(FOLDER, _OPEN)
        path = f'{FOLDER}/{name}'
        self._own(path, 0o644)
        self.system.write_file(path, encode(text), 0o644)
        self._own(path, _FILE)
        self._own(FOLDER, _CLOSED)

    def _own(self, path: str, mode: int) -> None:
        self.system.fs.own_by_root(path, mode)

"""A machine in one worker with npm in it, for tests of both worlds: no network, so packages are archives made here. Programs aren't run."""
from __future__ import annotations

from runtime_py.npm.cli import main
from runtime_py.platform.bytes import Bytes, alloc, concat, decode, encode
from runtime_py.platform.compress import gzip
from runtime_py.platform.memory import create
from runtime_py.platform.text import pad_left, to_base
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System


class Said:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


class Box:
    """A project in /app."""

    def __init__(self) -> None:
        self.system = System(create_machine(create(4194304, 268435456)), 0, '/', lambda launch: None)
        for path in ['/tmp', '/home', '/home/user', '/usr', '/usr/local', '/app', '/packs']:
            self.system.mkdir(path, 0o777)
        self.system.chdir('/app')
        self.system.open('/tmp/in', 0o102, 0o666)

    async def npm(self, *words: str) -> Said:
        return await self.run('npm', *words)

    async def run(self, program: str, *words: str) -> Said:
        self.system.open('/tmp/out', 0o1102, 0o666)
        self.system.open('/tmp/err', 0o1102, 0o666)
        code = await main(self.system, [program, *words], ['HOME=/home/user', 'PATH=/usr/bin', 'LANG=C.UTF-8', 'npm_config_offline=true'])
        self.system.close(1)
        self.system.close(2)
        return Said(code, self.read('/tmp/out'), self.read('/tmp/err'))

    def read(self, path: str) -> str:
        data = self.system.read_file(path)
        return f'error {-data}' if isinstance(data, int) else decode(data)

    def write(self, path: str, text: str) -> None:
        self.system.write_file(path, encode(text))

    def names(self, path: str) -> list[str]:
        found = self.system.readdir(path)
        return ['-'] if isinstance(found, int) else sorted(found)

    def pack(self, file: str, members: list[list[str]]) -> None:
        """An archive of [path, text] below `package/`, in /packs."""
        parts: list[Bytes] = []
        for path, text in members:
            data = encode(text)
            parts.extend([_header('package/' + path, len(data)), data, alloc((512 - len(data) % 512) % 512)])
        self.system.write_file('/packs/' + file, gzip(concat([*parts, alloc(1024)])))


def _header(path: str, size: int) -> Bytes:
    block = alloc(512)
    _put(block, 0, path)
    _put(block, 100, '0000644')
    _put(block, 124, pad_left(to_base(size, 8), 11, '0'))
    _put(block, 148, '        ')
    _put(block, 156, '0')
    _put(block, 257, 'ustar')
    _put(block, 263, '00')
    total = 0
    for byte in block:
        total += byte
    _put(block, 148, pad_left(to_base(total, 8), 6, '0') + '\x00 ')
    return block


def _put(block: Bytes, at: int, text: str) -> None:
    data = encode(text)
    for i in range(len(data)):
        block[at + i] = data[i]

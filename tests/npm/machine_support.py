"""A machine in one worker with npm in it, for tests of both worlds: no network, so packages are archives made here.
Programs don't run."""

from __future__ import annotations

from runtime_py.npm.cli import main
from runtime_py.platform.bytes import Bytes, alloc, concat, decode, encode
from runtime_py.platform.compress import gzip
from runtime_py.platform.memory import create
from runtime_py.platform.text import pad_left, to_base
from runtime_py.sys.machine import Machine, create_machine
from runtime_py.sys.system import System


class Said:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


class Killed(Exception):
    pass


class MortalSystem(System):
    """Counts the calls that change files. Ends the process at one of them: that one and all later ones have no
    effect."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(machine, 0, '/', lambda launch: None)
        self.calls = 0
        self.last = -1
        self.opened: list[int] = []

    def _change(self) -> None:
        if self.calls == self.last:
            raise Killed('killed')
        self.calls += 1

    def die_at(self, call: int) -> None:
        self.calls = 0
        self.last = call

    def live_again(self) -> None:
        """Continues as another process: descriptors are closed."""
        self.last = -1
        for fd in self.opened:
            self.close(fd)
        self.opened = []

    def open(self, path: str, flags: int, mode: int = 0) -> int:
        if (flags & 0o102) != 0:
            self._change()
        fd = super().open(path, flags, mode)
        if fd > 2:
            self.opened.append(fd)
        return fd

    def mkdir(self, path: str, mode: int) -> int:
        self._change()
        return super().mkdir(path, mode)

    def rmdir(self, path: str) -> int:
        self._change()
        return super().rmdir(path)

    def unlink(self, path: str) -> int:
        self._change()
        return super().unlink(path)

    def symlink(self, target: str, path: str) -> int:
        self._change()
        return super().symlink(target, path)

    def rename(self, source: str, target: str) -> int:
        self._change()
        return super().rename(source, target)

    def rename_all(self, moves: list[list[str]]) -> int:
        self._change()
        return super().rename_all(moves)

    def link(self, source: str, target: str) -> int:
        self._change()
        return super().link(source, target)

    def chmod(self, path: str, mode: int) -> int:
        self._change()
        return super().chmod(path, mode)

    def write_file(self, path: str, data: Bytes, mode: int = 0o666) -> int:
        self._change()
        return super().write_file(path, data, mode)


class Box:
    """A project in /app."""

    def __init__(self) -> None:
        self.system = MortalSystem(create_machine(create(4194304, 268435456)))
        for path in ['/tmp', '/home', '/home/user', '/usr', '/usr/local', '/app', '/packs']:
            self.system.mkdir(path, 0o777)
        self.system.chdir('/app')
        self.system.open('/tmp/in', 0o102, 0o666)

    async def npm(self, *words: str) -> Said:
        return await self.run('npm', *words)

    async def run(self, program: str, *words: str) -> Said:
        self.system.open('/tmp/out', 0o1102, 0o666)
        self.system.open('/tmp/err', 0o1102, 0o666)
        code = await main(
            self.system,
            [program, *words],
            ['HOME=/home/user', 'PATH=/usr/bin', 'LANG=C.UTF-8', 'npm_config_offline=true'],
        )
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
        """Makes an archive of [path, text] below `package/`, in /packs."""
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

"""Decoding of key presses: pastes of any size, their end marks, and leaving one without an end mark."""

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, copy, encode
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.text import repeat
from runtime_py.shell.keys import Keys

START = '\x1b[200~'
END = '\x1b[201~'


class Typed:
    """A fake terminal in place of the system and the shell: parts of text, each available only after the previous one
    was read. None: a pause."""

    def __init__(self, parts: list[str | None]) -> None:
        self.system = self
        self.interrupts = self
        self.parts = parts
        self.data = encode('')
        self.at = 0

    def read(self, fd: int, buffer: Bytes, start: int, length: int) -> int:
        if self.at == len(self.data):
            return 0 if len(self.parts) == 0 else -EAGAIN
        count = min(length, len(self.data) - self.at)
        copy(self.data, self.at, self.at + count, buffer, start)
        self.at += count
        return count

    def poll(self, fd: int) -> int:
        if self.at == len(self.data) and len(self.parts) > 0 and self.parts[0] is not None:
            self._next()
        return POLLIN if self.at < len(self.data) else 0

    def _next(self) -> None:
        part = self.parts.pop(0)
        self.data = encode('' if part is None else part)
        self.at = 0

    async def ready(self, fd: int, events: int) -> None:
        while self.at == len(self.data) and len(self.parts) > 0:
            self._next()

    async def sleep(self, milliseconds: float) -> None:
        pass


async def read_all(parts: list[str | None]) -> list[str]:
    """The keys; for a paste its text."""
    keys = Keys(Typed(parts))
    found: list[str] = []
    key = await keys.next()
    while key != 'end-of-input':
        found.append(keys.pasted if key == 'paste' else key)
        key = await keys.next()
    return found


async def test_pastes() -> None:
    assert await read_all([START + 'a b' + END + 'x\r']) == ['a b', 'x', 'enter']
    assert await read_all([START + END]) == ['']
    assert await read_all([START + 'a\r\nb\rc' + END]) == ['a\n\nb\nc']
    assert await read_all([START + 'äöü€😀' + END + 'ä']) == ['äöü€😀', 'ä']
    # text that looks like the end mark but isn't
    assert await read_all([START + 'a\x1b[20\x1b[201\x1b[201~b']) == ['a\x1b[20\x1b[201', 'b']
    assert await read_all([START + '\x1b\x1b\x1b[201~' + START + 'c' + END]) == ['\x1b\x1b', 'c']


async def test_a_mark_in_pieces() -> None:
    for k in range(1, 6):
        assert await read_all([START + 'text' + END[:k], END[k:] + 'z']) == ['text', 'z']


async def test_a_large_paste() -> None:
    for count in [4090, 4096, 30000, 300000]:
        found = await read_all([START + repeat('0123456789', count // 10) + END, 'k'])
        assert len(found) == 2 and len(found[0]) == count // 10 * 10 and found[1] == 'k'


async def test_a_paste_without_an_end() -> None:
    assert await read_all([START + 'lost', None, '\x03', None, 'ls\r']) == ['ctrl-c', 'l', 's', 'enter']
    assert await read_all([START + 'lost', None, '\x03']) == ['ctrl-c']
    # in the middle of a paste it is text
    assert await read_all([START + 'a\x03', 'b' + END]) == ['a\x03b']

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.errno import EAGAIN
from runtime_py.shell.support.keys import END, ESCAPE, Keys


class Typed:
    """Stands for the context, its system and its interrupts: what is typed comes in pieces, each after a wait."""

    def __init__(self, pieces: list[str]) -> None:
        self.system: Any = self
        self.interrupts: Any = self
        self._pieces = [encode(piece) for piece in pieces]
        self._now: Bytes = encode('')
        self._at = 0

    async def read_some(self, fd: int, target: Bytes, most: int) -> int:
        if self._at == len(self._now):
            return -EAGAIN if len(self._pieces) > 0 else 0
        target[0] = self._now[self._at]
        self._at += 1
        return 1

    async def ready(self, system: object, fd: int, events: int) -> None:
        self._now = self._pieces.pop(0)
        self._at = 0

    def poll(self, fd: int) -> int:
        return POLLIN if self._at < len(self._now) else 0


async def typed(pieces: list[str]) -> list[str]:
    context: Any = Typed(pieces)
    keys = Keys(context, 0)
    found = [await keys.key()]
    while found[-1] != END:
        found.append(await keys.key())
    return found


async def test_characters_and_sequences():
    assert await typed(['aö', '€', '\x03']) == ['a', 'ö', '€', '\x03', END]
    assert await typed(['\x1b[A\x1bOB\x1b[1;5C', 'x']) == ['[A', 'OB', '[1;5C', 'x', END]
    assert await typed(['\x1bu\x1b\\']) == ['M-u', 'M-\\', END]


async def test_escape_alone_and_half_a_sequence():
    assert await typed(['\x1b', '[A']) == [ESCAPE, '[', 'A', END]
    assert await typed(['a\x1b[1']) == ['a', END]

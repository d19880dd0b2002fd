"""Key presses out of a terminal's bytes: names like 'up', 'ctrl-a', 'enter', or the character itself (xterm's sequences)."""
from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc, decode, view
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.maps import Map

_ESCAPED = 50       # ms in which the rest of a sequence comes; longer than that it was the Escape key

_SEQUENCES: Map[str, str] = Map()
for _sequence, _name in [
    ['[A', 'up'], ['[B', 'down'], ['[C', 'right'], ['[D', 'left'], ['[H', 'home'], ['[F', 'end'], ['OA', 'up'], ['OB', 'down'], ['OC', 'right'],
    ['OD', 'left'], ['OH', 'home'], ['OF', 'end'], ['[1~', 'home'], ['[4~', 'end'], ['[7~', 'home'], ['[8~', 'end'], ['[3~', 'delete'],
    ['[1;5C', 'word-right'], ['[1;5D', 'word-left'], ['[1;3C', 'word-right'], ['[1;3D', 'word-left'], ['b', 'word-left'], ['f', 'word-right'],
    ['d', 'word-delete'], ['\x7f', 'word-backspace'],
]:
    _SEQUENCES.set(_sequence, _name)


class Keys:
    """After 'paste' the text is in `pasted`."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.system = shell.system
        self.pasted = ''
        self._octet = alloc(1)

    async def _byte(self) -> int:
        """The next byte; -1 at the end, -2 when Ctrl-C came as a signal or the window was resized."""
        count = self.system.read(0, self._octet, 0, 1)
        while count == -EAGAIN:
            await self.system.ready(0, POLLIN)
            count = self.system.read(0, self._octet, 0, 1)
        return self._octet[0] if count > 0 else -1

    async def next(self) -> str:
        byte = await self._byte()
        if byte < 0:
            return 'end-of-input'
        if byte == 10 or byte == 13:
            return 'enter'
        if byte == 9:
            return 'tab'
        if byte == 127 or byte == 8:
            return 'backspace'
        if byte == 27:
            return await self._sequence()
        if byte < 32:
            return 'ctrl-' + chr(byte + 96)
        return await self._character(byte)

    async def _character(self, first: int) -> str:
        """The rest of a UTF-8 character."""
        length = 1 if first < 0x80 else (2 if first < 0xe0 else (3 if first < 0xf0 else 4))
        data = alloc(length)
        data[0] = first
        for k in range(1, length):
            byte = await self._byte()
            if byte < 0:
                return decode(view(data, 0, k))
            data[k] = byte
        return decode(data)

    async def _sequence(self) -> str:
        if (self.system.poll(0) & POLLIN) == 0:
            await self.shell.interrupts.sleep(_ESCAPED)
            if (self.system.poll(0) & POLLIN) == 0:
                return 'escape'
        text = chr(await self._byte())
        if text == '[' or text == 'O':
            while True:
                byte = await self._byte()
                if byte < 0:
                    return 'end-of-input'
                text += chr(byte)
                if 64 <= byte <= 126:
                    break
        if text == '[200~':
            return await self._paste()
        found = _SEQUENCES.get(text)
        return 'unknown' if found is None else found

    async def _paste(self) -> str:
        """Everything up to the end mark. A newline stays one: the whole paste is edited before it runs."""
        end = '\x1b[201~'
        text = ''
        while not text.endswith(end):
            byte = await self._byte()
            if byte < 0:
                return 'end-of-input'
            if byte == 13:
                byte = 10
            text += chr(byte) if byte < 128 else await self._character(byte)
        self.pasted = text[:len(text) - len(end)]
        return 'paste'

"""Decodes key presses from a terminal's bytes: names like 'up', 'ctrl-a', 'enter', or the character itself (xterm's
sequences)."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, alloc, copy, decode, view
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.maps import Map

_ESCAPED = 50  # ms to wait for the rest of a sequence; after that it was the Escape key
_CTRL_C = 3
_PASTE_END = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]  # ESC [ 2 0 1 ~

_SEQUENCES: Map[str, str] = Map()
for _sequence, _name in [
    ['[A', 'up'],
    ['[B', 'down'],
    ['[C', 'right'],
    ['[D', 'left'],
    ['[H', 'home'],
    ['[F', 'end'],
    ['OA', 'up'],
    ['OB', 'down'],
    ['OC', 'right'],
    ['OD', 'left'],
    ['OH', 'home'],
    ['OF', 'end'],
    ['[1~', 'home'],
    ['[4~', 'end'],
    ['[7~', 'home'],
    ['[8~', 'end'],
    ['[3~', 'delete'],
    ['[1;5C', 'word-right'],
    ['[1;5D', 'word-left'],
    ['[1;3C', 'word-right'],
    ['[1;3D', 'word-left'],
    ['b', 'word-left'],
    ['f', 'word-right'],
    ['d', 'word-delete'],
    ['\x7f', 'word-backspace'],
    ['\x08', 'word-backspace'],
    ['.', 'last-argument'],
    ['_', 'last-argument'],
    ['u', 'upper-case'],
    ['l', 'lower-case'],
    ['c', 'capitalize'],
    ['t', 'swap-words'],
    ['y', 'older-kill'],
    ['<', 'first-line'],
    ['>', 'last-line'],
    ['\\', 'delete-blanks'],
    ['#', 'comment-out'],
    ['[5~', 'first-line'],
    ['[6~', 'last-line'],
    ['[5C', 'word-right'],
    ['[5D', 'word-left'],
]:
    _SEQUENCES.set(_sequence, _name)


class Keys:
    """After 'paste', `pasted` has the text."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.system = shell.system
        self.pasted = ''
        self._octet = alloc(1)

    async def _byte(self) -> int:
        """The next byte; -1 at the end."""
        return self._octet[0] if await self._read(self._octet, 0, 1) > 0 else -1

    async def _read(self, buffer: Bytes, start: int, length: int) -> int:
        """The number of bytes read, as soon as there are any; 0 at the end, or -errno."""
        count = self.system.read(0, buffer, start, length)
        while count == -EAGAIN:
            await self.system.ready(0, POLLIN)
            count = self.system.read(0, buffer, start, length)
        return count

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
        if byte == 31:
            return 'undo'
        if byte == 24:
            return await self._after_ctrl_x()
        if byte < 32:
            return 'ctrl-' + chr(byte + 96)
        return await self._character(byte)

    async def _after_ctrl_x(self) -> str:
        byte = await self._byte()
        return 'undo' if byte == 21 else ('edit' if byte == 5 else ('end-of-input' if byte < 0 else 'unknown'))

    async def literal(self) -> str:
        """Ctrl-V: the next byte as it is."""
        byte = await self._byte()
        return '' if byte < 0 else (chr(byte) if byte < 32 or byte == 127 else await self._character(byte))

    async def _character(self, first: int) -> str:
        """The rest of a UTF-8 character."""
        length = 1 if first < 0x80 else (2 if first < 0xE0 else (3 if first < 0xF0 else 4))
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
        """Reads up to the end mark. A newline stays one: the whole paste is edited before it runs. If the end mark
        never comes, a Ctrl-C that nothing follows ends the paste: 'ctrl-c'."""
        data = alloc(4096)
        length = 0
        matched = 0  # how many bytes of the end mark the data ends with
        while matched < len(_PASTE_END):
            if length + len(_PASTE_END) > len(data):
                data = _longer(data)
            # at most this many: bytes after the end mark belong to the next reader
            count = await self._read(data, length, len(_PASTE_END) - matched)
            if count <= 0:
                return 'end-of-input'
            for at in range(length, length + count):
                matched = _match(matched, data[at])
            length += count
            if data[length - 1] == _CTRL_C and await self._is_idle():
                return 'ctrl-c'
        length -= len(_PASTE_END)
        for at in range(length):
            if data[at] == 13:
                data[at] = 10
        self.pasted = decode(view(data, 0, length))
        return 'paste'

    async def _is_idle(self) -> bool:
        """Whether no more bytes come for a moment."""
        if (self.system.poll(0) & POLLIN) == 0:
            await self.shell.interrupts.sleep(_ESCAPED)
        return (self.system.poll(0) & POLLIN) == 0


def _match(matched: int, octet: int) -> int:
    """The matched length of the end mark after one more byte. Its first byte occurs only once in it, so a failed match
    starts over or is empty."""
    if octet == _PASTE_END[matched]:
        return matched + 1
    return 1 if octet == _PASTE_END[0] else 0


def _longer(data: Bytes) -> Bytes:
    out = alloc(len(data) * 2)
    copy(data, 0, len(data), out, 0)
    return out

"""The audit log in /var/log/audit: `current`, and older parts that were rotated away, the newest with the highest
number. Only the kernel writes it.

Its files and folder belong to root, whom programs can't be, and are closed to writing; the kernel keeps what it has
open. A rollback doesn't take the log back. Must not know what is worth a record."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.security.audit_chain import LOG, Head, digest_of, head_after, lines_of, make_line
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_WRONLY

FOLDER = '/var/log/audit'
CURRENT = f'{FOLDER}/current'
PART_BYTES = 1048576
PARTS = 8
_OPEN_MODE = 0o755
_CLOSED_MODE = 0o555
_FILE_MODE = 0o444


class AuditLog:
    """States: new -> begun. `on_record(line)` hears of each."""

    def __init__(self, system: object) -> None:
        self.system = system
        self.on_record = lambda line: None
        self.head = Head(0, '')
        self._fd = -1
        self._bytes = 0
        self._early = []  # records from before `begin`

    async def begin(self, contents: object) -> None:
        """Goes on where the log of the workspace ends; `contents` loads what isn't in memory yet."""
        self._make_folder()
        text = await contents.with_contents(lambda: self._text_of(CURRENT))
        lines = lines_of(text)
        self._bytes = len(encode(text))
        damaged = False
        if len(lines) > 0:
            head = head_after(lines[-1])
            damaged = head is None
            self.head = head if head is not None else Head(len(lines), digest_of(lines[-1]))
        else:
            self.head = await self._head_of_parts(contents)
        self._open()
        if damaged:
            self.add(LOG, {'text': 'the last line of the log was no record when the machine began'})
        early = self._early
        self._early = None
        for kind, fields in early:
            self.add(kind, fields)

    async def _head_of_parts(self, contents: object) -> Head:
        names = self._parts()
        if len(names) == 0:
            return Head(0, '')
        lines = lines_of(await contents.with_contents(lambda: self._text_of(f'{FOLDER}/{names[-1]}')))
        return (head_after(lines[-1]) if len(lines) > 0 else None) or Head(0, '')

    def add(self, kind: str, fields: object) -> None:
        if self._early is not None:
            self._early.append([kind, fields])
            return
        line = make_line(self.head, Date(now_ms()).toISOString(), kind, Map(Object.entries(fields)))
        self.head = Head(self.head.number + 1, digest_of(line))
        self._write(line)
        self.on_record(line)

    def _write(self, line: str) -> None:
        data = encode(line + '\n')
        if self._bytes + len(data) > PART_BYTES and self._bytes > 0:
            self._rotate()
        if self.system.write(self._fd, data, 0, len(data)) == len(data):
            self._bytes += len(data)

    def _rotate(self) -> None:
        self.system.close(self._fd)
        self._unlock()
        names = self._parts()
        number = (int(names[-1]) if len(names) > 0 else 0) + 1
        self.system.rename(CURRENT, f'{FOLDER}/{number}')
        for name in names[: max(0, len(names) + 1 - PARTS)]:
            self.system.unlink(f'{FOLDER}/{name}')
        self._bytes = 0
        self._open()

    def _parts(self) -> list:
        """Names of the older parts, the oldest first."""
        names = self.system.readdir(FOLDER)
        found = [] if js_typeof(names) == 'number' else [name for name in names if name != 'current' and name.isdigit()]
        return sorted(found, key=lambda name: int(name))

    def text(self) -> str:
        """All of it, as far as it is in memory."""
        return ''.join([self._text_of(f'{FOLDER}/{name}') for name in [*self._parts(), 'current']])

    def _text_of(self, path: str) -> str:
        content = self.system.read_file(path)
        return '' if js_typeof(content) == 'number' else decode(content)

    def kept_for_rollback(self) -> list:
        """[name, text] of each file, for `put_back`."""
        return [[name, self._text_of(f'{FOLDER}/{name}')] for name in [*self._parts(), 'current']]

    def put_back(self, files: list) -> None:
        self.system.close(self._fd)
        self._make_folder()
        self._unlock()
        for name, text in files:
            path = f'{FOLDER}/{name}'
            self._own(path, 0o644)
            self.system.write_file(path, encode(text), 0o644)
            self._own(path, _FILE_MODE)
        self._open()

    # what keeps programs from writing

    def _make_folder(self) -> None:
        for path in ['/var', '/var/log', FOLDER]:
            self.system.mkdir(path, 0o755)

    def _unlock(self) -> None:
        self._own(FOLDER, _OPEN_MODE)

    def _open(self) -> None:
        self._unlock()
        self._own(CURRENT, 0o644)
        self._fd = self.system.open(CURRENT, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        self._own(CURRENT, _FILE_MODE)
        self._own(FOLDER, _CLOSED_MODE)

    def _own(self, path: str, mode: int) -> None:
        self.system.fs.own_by_root(path, mode)

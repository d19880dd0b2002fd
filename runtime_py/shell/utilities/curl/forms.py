"""curl's -F: a body of multipart/form-data. Pure but for `read`, which gives a file's content."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import Bytes, alloc, concat, to_hex
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.utilities.curl.request import CurlProblem

_TYPES = [
    *['gif', 'image/gif', 'jpg', 'image/jpeg', 'jpeg', 'image/jpeg', 'png', 'image/png', 'svg', 'image/svg+xml'],
    *['txt', 'text/plain', 'htm', 'text/html', 'html', 'text/html', 'pdf', 'application/pdf', 'xml', 'application/xml'],
]
_OCTETS = 'application/octet-stream'


class Form:
    """The parts as they were given: [option, text]."""

    def __init__(self, read: Callable[[str], Bytes]) -> None:
        octets = alloc(8)
        random_fill(octets, 0, 8)
        self.boundary = '------------------------' + to_hex(octets)
        self._read = read
        self._pieces: list[Bytes] = []

    def add(self, text: str, literal: bool) -> None:
        """`name=value`, `name=@file[,file]`, `name=<file`, each with ;type= and ;filename=. Raises CurlProblem."""
        name, equals, value = text.partition('=')
        if equals == '':
            raise CurlProblem(2, '')
        if literal:
            self._part(name, '', '', to_bytes(value))
            return
        fields = _Fields(value)
        if value.startswith('@'):
            for path in fields.value[1:].split(','):
                shown = fields.file_name if fields.file_name != '' else path.rpartition('/')[2]
                kind = fields.kind if fields.kind != '' else type_of(shown)
                self._part(name, shown, kind, self._read(path))
        elif value.startswith('<'):
            self._part(name, fields.file_name, fields.kind, self._read(fields.value[1:]))
        else:
            self._part(name, fields.file_name, fields.kind, to_bytes(fields.value))

    def _part(self, name: str, file_name: str, kind: str, content: Bytes) -> None:
        head = f'--{self.boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"'
        head += f'; filename="{_escaped(file_name)}"' if file_name != '' else ''
        head += f'\r\nContent-Type: {kind}' if kind != '' else ''
        self._pieces.extend([to_bytes(head + '\r\n\r\n'), content, to_bytes('\r\n')])

    def body(self) -> Bytes:
        return concat([*self._pieces, to_bytes(f'--{self.boundary}--\r\n')])


class _Fields:
    def __init__(self, text: str) -> None:
        self.kind = ''
        self.file_name = ''
        parts = text.split(';')
        kept = [parts[0]]
        for part in parts[1:]:
            word = part.lstrip(' ')
            if word.startswith('type='):
                self.kind = word[5:]
            elif word.startswith('filename='):
                self.file_name = word[9:].strip('"')
            elif self.kind != '' and '=' in word:
                self.kind += ';' + part  # a parameter of the type
            else:
                kept.append(part)
        self.value = ';'.join(kept)
        if len(self.value) > 1 and self.value.startswith('"') and self.value.endswith('"'):
            self.value = self.value[1:-1].replace('\\"', '"').replace('\\\\', '\\')


def type_of(name: str) -> str:
    ending = name.rpartition('.')[2].lower()
    at = _TYPES.index(ending) if ending in _TYPES else -1
    return _TYPES[at + 1] if at >= 0 and at % 2 == 0 else _OCTETS


def _escaped(text: str) -> str:
    return text.replace('"', '%22').replace('\r', '%0D').replace('\n', '%0A')

"""The history of typed lines: in memory, and in ~/.sh_history so that they outlive the shell."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode, encode
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_WRONLY

FILE = '.sh_history'
MOST_LINES = 1000


class History:
    """A command of several lines is one entry; the file has the two characters \\n for each newline."""

    def __init__(self, system: Any, home: str) -> None:
        self.system = system
        self.path = f'{home}/{FILE}' if home != '' else ''
        self.lines: list[str] = []
        self.first = 1
        content = system.read_file(self.path) if self.path != '' else -1
        if not isinstance(content, int):
            self.lines = [unescape(line) for line in decode(content).split('\n') if line != ''][-MOST_LINES:]

    def record(self, line: str) -> None:
        if line.startswith(' ') or (len(self.lines) > 0 and self.lines[-1] == line):
            return
        self.lines.append(line)
        if self.path == '':
            return
        fd = self.system.open(self.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        if fd >= 0:
            data = encode(line.replace('\\', '\\\\').replace('\n', '\\n') + '\n')
            self.system.write(fd, data, 0, len(data))
            self.system.close(fd)

    def save(self) -> None:
        """Each line was saved when it was recorded."""

    def search(self, text: str, before: int) -> int:
        """The newest entry older than `before` that contains the text, or -1."""
        for k in range(min(before, len(self.lines)) - 1, -1, -1):
            if text in self.lines[k]:
                return k
        return -1


def unescape(line: str) -> str:
    text = ''
    k = 0
    while k < len(line):
        if line[k] == '\\' and k + 1 < len(line):
            k += 1
            text += '\n' if line[k] == 'n' else line[k]
        else:
            text += line[k]
        k += 1
    return text

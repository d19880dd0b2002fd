"""A shell at a terminal, for tests of what is typed at its prompt."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from tests.shell.process_support import Machines, Terminal

PROMPT = '$ '


async def shell(files: list[list[str]], argv: list[str]) -> Terminal:
    machines = Machines()
    for path, text in files:
        machines.system.write_file(path, encode(text), 0o644)
    terminal = machines.terminal(argv)
    await terminal.expect(PROMPT)
    return terminal


async def typed(terminal: Terminal, line: str) -> str:
    """What a line prints."""
    terminal.type(line + '\r')
    shown = await terminal.expect(PROMPT)
    begin = shown.find('\x1b[?2004l') + 8
    return shown[begin : shown.rfind('\x1b[?2004h')].replace('\r', '')

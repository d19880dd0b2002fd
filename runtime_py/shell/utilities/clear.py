"""clear: clears the screen and the scrollback (-x keeps it)."""

from __future__ import annotations

from runtime_py.shell.context import Context

_HOME_AND_ERASE = '\x1b[H\x1b[2J'
_ERASE_SCROLLBACK = '\x1b[3J'


async def main(context: Context) -> int:
    await context.write(_HOME_AND_ERASE if '-x' in context.args else _HOME_AND_ERASE + _ERASE_SCROLLBACK)
    return 0

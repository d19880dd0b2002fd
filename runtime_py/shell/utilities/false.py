"""false: fails."""

from __future__ import annotations

from runtime_py.shell.context import Context


async def main(context: Context) -> int:
    return 1

"""yes: prints a line repeatedly, until the reader is gone."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.text import repeat
from runtime_py.shell.context import Context

_CHUNK = 16384


async def main(context: Context) -> int:
    line = (' '.join(context.args) if len(context.args) > 0 else 'y') + '\n'
    data = encode(repeat(line, max(1, _CHUNK // len(line))))
    while True:
        await context.write_bytes(data)
        await context.flush()
        await context.breathe()

"""What a command writes: `sh -c TEXT` run by a utility, as popen does it."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, concat
from runtime_py.platform.futures import gather
from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context

_CHUNK = 65536


async def output_of(context: Context, text: str) -> str:
    """Its standard output; everything else is the utility's."""
    ends = context.system.pipe()
    if ends[0] < 0:
        return ''
    inner = context.derive(['sh', '-c', text])
    inner.stdout = ends[1]
    results = await gather([_run(inner, ends[1]), _read(context, ends[0])])
    found: str = results[1]
    return found


async def _run(inner: Context, owned: int) -> int:
    try:
        run = inner.run_command
        return 127 if run is None else await run(inner.argv, inner)
    finally:
        inner.system.close(owned)


async def _read(context: Context, fd: int) -> str:
    parts = []
    buffer = alloc(_CHUNK)
    count = await context.system.read_async(fd, buffer, 0, _CHUNK)
    while count > 0:
        parts.append(buffer[0:count])
        count = await context.system.read_async(fd, buffer, 0, _CHUNK)
    context.system.close(fd)
    return to_text(concat(parts))

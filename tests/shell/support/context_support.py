"""A utility's context without a shell: the standard input has a text, the output and errors are files."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.maps import Map
from runtime_py.shell.context import Context
from runtime_py.vfs.flags import O_CREAT, O_RDWR
from tests.shell.machine_support import Box

OUT = '/tmp/out'
ERRORS = '/tmp/errors'


def context_with(stdin: str) -> Context:
    system = Box().system
    system.write_file('/tmp/in', encode(stdin))
    fds = [system.open(path, O_RDWR | O_CREAT, 0o666) for path in ['/tmp/in', OUT, ERRORS]]
    return Context(system, ['utility'], Map(), '/home/user', fds[0], fds[1], fds[2])


async def written(context: Context) -> list[str]:
    """[output, errors]"""
    await context.flush()
    found: list[str] = []
    for path in [OUT, ERRORS]:
        data = context.system.read_file(path)
        found.append('absent' if isinstance(data, int) else decode(data))
    return found

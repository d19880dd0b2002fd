"""tee: copies the input to the output and to files."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_TRUNC, O_WRONLY

_WRITE_CREATE = O_WRONLY | O_CREAT


async def main(context: Context) -> int:
    options = parse_options(context.args, 'aip', ['append', 'ignore-interrupts'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    system = context.system
    status = 0
    fds: list[int] = []
    names: list[str] = []
    for path in options.operands:
        fd = system.open(
            context.path(path), _WRITE_CREATE | (O_APPEND if options.any(['a', 'append']) else O_TRUNC), 0o666
        )
        if fd < 0:
            await failed_on(context, path, -fd)
            status = 1
        else:
            fds.append(fd)
            names.append(path)
    try:
        while True:
            data = await context.read()
            if len(data) == 0:
                return status
            for k, fd in enumerate(fds):
                result = await system.write_async(fd, data, 0, len(data))
                if result < 0:
                    await failed_on(context, names[k], -result)
                    status = 1
            await context.write_bytes(data)
            await context.flush()
    finally:
        for fd in fds:
            system.close(fd)

"""time: measures how long a command takes, and its CPU time (stopwatch.py)."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.stopwatch import Stopwatch


async def main(context: Context) -> int:
    args = context.args
    portable = False
    while len(args) > 0 and args[0] in ('-p', '--portability', '--'):
        portable = portable or args[0] == '-p'
        args = args[1:]
    watch = Stopwatch(context.system)
    status = await context.run(args) if len(args) > 0 else 0
    await context.write_error(watch.portable_report() if portable else watch.report())
    return status

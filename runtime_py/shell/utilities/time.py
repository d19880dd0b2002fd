"""time: how long a command takes. The processor's time is not known in a browser, so user and sys are 0."""
from __future__ import annotations

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.numbers import to_fixed
from runtime_py.shell.context import Context


async def main(context: Context) -> int:
    args = context.args
    portable = False
    while len(args) > 0 and args[0] in ('-p', '--portability', '--'):
        portable = portable or args[0] == '-p'
        args = args[1:]
    begun = monotonic_ms()
    status = await context.run(args) if len(args) > 0 else 0
    seconds = (monotonic_ms() - begun) / 1000
    if portable:
        await context.write_error(f'real {to_fixed(seconds, 2)}\nuser 0.00\nsys 0.00\n')
    else:
        whole = int(seconds // 60)
        await context.write_error(f'\nreal\t{whole}m{to_fixed(seconds - whole * 60, 3)}s\nuser\t0m0.000s\nsys\t0m0.000s\n')
    return status

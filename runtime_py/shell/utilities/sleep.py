"""sleep: waits. `sleep 1.5`, `sleep 2m 3s`, `sleep infinity`."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.report import usage_error

# the platform's timers have 31 bits of milliseconds
_LONGEST = 0x7FFFFFFF


async def main(context: Context) -> int:
    if len(context.args) == 0:
        return await usage_error(context, 'missing operand')
    total = 0.0
    for arg in context.args:
        seconds = duration(arg)
        if seconds < 0:
            return await usage_error(context, f"invalid time interval '{arg}'")
        total += seconds
    ms = total * 1000
    while ms > _LONGEST:
        await context.sleep(_LONGEST)
        ms -= _LONGEST
    await context.sleep(ms)
    return 0


def duration(text: str) -> float:
    """Seconds, -1 when it is invalid."""
    if text in ('infinity', 'inf'):
        return 1e12
    unit = text[-1:]
    factor = 1 if unit == 's' else (60 if unit == 'm' else (3600 if unit == 'h' else (86400 if unit == 'd' else 0)))
    digits = text[: len(text) - 1] if factor > 0 else text
    if not digits.replace('.', '', 1).isdigit():
        return -1
    return float(digits) * max(factor, 1)

"""vmstat: the machine's activity, one line per interval (procps). The first line is the average since boot.

Blocks in and out are KiB of files per second. There are no interrupts and no swap; a browser doesn't report context
switches."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.uptime import booted

_HEADS = [
    'procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----',
    ' r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st',
]
_WIDTHS = [2, 2, 6, 6, 6, 6, 4, 4, 5, 5, 4, 4, 2, 2, 2, 2, 2]
_UNITS = 'kKmM'
_SIZES = [1000, 1024, 1000000, 1048576]


class _Counts:
    """Counters: ms of user and system time, KiB of files."""

    def __init__(self, system: Any) -> None:
        self.at = now_ms()
        cpu = system.machine_cpu()
        self.user = cpu.user
        self.system = cpu.system
        self.idle = system.machine_idle()
        processes = system.resources().processes
        self.read = sum([each.files_read for each in processes]) / 1024
        self.written = sum([each.files_written for each in processes]) / 1024


async def main(context: Context) -> int:
    options = parse_options(context.args, 'S:nwaty', ['unit=', 'one-header', 'wide', 'active', 'timestamp', 'no-first'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    for word in options.operands:
        if not word.isdigit() or word == '0':
            await context.error(f"failed to parse argument: '{word}'")
            return 1
    if len(options.operands) > 2:
        return await usage_error(context, 'too many arguments')
    letter = options.value('S', options.value('unit', 'K'))
    if len(letter) != 1 or letter not in _UNITS:
        await context.error('-S requires k, K, m or M (default is KiB)')
        return 1
    unit = _SIZES[_UNITS.find(letter)]
    seconds = int(options.operands[0]) if len(options.operands) > 0 else 0
    left = int(options.operands[1]) if len(options.operands) > 1 else (1 if seconds == 0 else -1)
    await context.write('\n'.join(_HEADS) + '\n')
    before: _Counts | None = None
    skips = options.any(['y', 'no-first']) and seconds > 0
    while left != 0:
        now = _Counts(context.system)
        if before is not None or not skips:
            await context.write(_line(context, before, now, unit))
            left -= 1
        before = now
        if left != 0:
            await context.flush()
            await context.sleep(seconds * 1000)
    return 0


def _line(context: Context, before: _Counts | None, now: _Counts, unit: int) -> str:
    system = context.system
    seconds = max(0.001, (now.at - (before.at if before is not None else booted(context))) / 1000)
    user = now.user - (before.user if before is not None else 0)
    inside = now.system - (before.system if before is not None else 0)
    idle = now.idle - (before.idle if before is not None else 0)
    whole = max(1.0, user + inside + idle)
    running = len([each for each in system.resources().processes if each.state == 'R'])
    read = (now.read - (before.read if before is not None else 0)) / seconds
    written = (now.written - (before.written if before is not None else 0)) / seconds
    shares = [round_half(user * 100 / whole), round_half(inside * 100 / whole)]
    cells = [
        running,
        0,
        0,
        int((system.memory_total() - system.memory_used()) // unit),
        0,
        0,
        0,
        0,
        int(max(0.0, read)),
        int(max(0.0, written)),
        0,
        0,
        shares[0],
        shares[1],
        max(0, 100 - shares[0] - shares[1]),
        0,
        0,
    ]
    return ' '.join([pad_left(str(cell), _WIDTHS[k], ' ') for k, cell in enumerate(cells)]) + '\n'


def round_half(value: float) -> int:
    return int(value + 0.5)

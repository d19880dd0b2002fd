"""top: shows the processes that use most, repeatedly (procps). P M T N sort by processor, memory, time and pid, R
reverses the order, k ends a process, r gives it another nice value, q quits. screen.py draws."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.text import pad_right, parse_int
from runtime_py.resources.monitor import Monitor
from runtime_py.resources.reading import MachineReading
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.process_fields import numbers
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.sleep import duration
from runtime_py.shell.utilities.top.screen import HEAD, ORDERS, Picture
from runtime_py.shell.utilities.uptime import uptime_line
from runtime_py.sys.signals import SIGTERM
from runtime_py.vfs.flags import O_RDONLY

_FIRST_MS = 150  # from the first reading to the first one that is shown
_ENTER_SCREEN = '\x1b[?1049h\x1b[H\x1b[2J'
_LEAVE_SCREEN = '\x1b[?1049l'
_HELP = 'P cpu  M memory  T time  N pid  R reverse  k kill  r renice  space now  q quit'


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'bn:d:p:o:ciSHu:U:', ['batch', 'iterations=', 'delay=', 'pid=', 'sort-override=']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    seconds = duration(options.value('d', options.value('delay', '3')))
    if seconds < 0:
        await context.error(f"bad delay interval '{options.value('d', options.value('delay', ''))}'")
        return 1
    rounds = options.value('n', options.value('iterations', ''))
    if rounds != '' and (not rounds.isdigit() or rounds == '0'):
        await context.error(f"bad iterations argument '{rounds}'")
        return 1
    order = options.value('o', options.value('sort-override', '%CPU')).lstrip('+-')
    if order not in [each[1] for each in ORDERS]:
        await context.error(f"unrecognized field name '{order}'")
        return 1
    batch = options.any(['b', 'batch'])
    if not batch and not context.is_terminal():
        await context.error('failed tty get')
        return 1
    return await _Top(context, options, order, seconds * 1000, int(rounds) if rounds != '' else -1).work(batch)


class _Top:
    def __init__(self, context: Context, options: Options, order: str, delay: float, rounds: int) -> None:
        self.context = context
        self.order = order
        self.reverses = False
        self._delay = delay
        self._rounds = rounds
        self._pids = numbers([options.value('p', options.value('pid', ''))]) or []
        self._monitor = Monitor(2)
        self._before: list[float] = []  # user and system time of the machine, and the time of the reading
        self._picture: Picture | None = None
        self._message = ''
        self._keys = -1

    def _take(self) -> None:
        system = self.context.system
        reading: MachineReading = system.resources()
        if len(self._pids) > 0:
            reading.processes = [process for process in reading.processes if process.pid in self._pids]
        cpu = system.machine_cpu()
        now = [cpu.user, cpu.system, reading.at]
        picture = Picture(reading, self._monitor.take(reading), system.memory.size)
        if len(self._before) > 0:
            whole = max(1.0, (now[2] - self._before[2]) * reading.cores)
            picture.user_share = min(100.0, max(0.0, now[0] - self._before[0]) * 100 / whole)
            picture.system_share = min(100.0, max(0.0, now[1] - self._before[1]) * 100 / whole)
        self._before = now
        self._picture = picture

    async def work(self, batch: bool) -> int:
        self._take()
        await self.context.sleep(_FIRST_MS)
        if batch:
            return await self._print_all()
        context = self.context
        self._keys = (
            context.stdin if context.system.isatty(context.stdin) else context.system.open('/dev/tty', O_RDONLY)
        )
        if self._keys < 0:
            await context.error('failed tty get')
            return 1
        context.system.set_raw(self._keys, True)
        try:
            await context.write(_ENTER_SCREEN)
            await self._show_until_left()
        finally:
            context.system.set_raw(self._keys, False)
            await context.write(_LEAVE_SCREEN)
            await context.flush()
            if self._keys != context.stdin:
                context.system.close(self._keys)
        return 0

    async def _print_all(self) -> int:
        while self._rounds != 0:
            self._take()
            await self.context.write('\n'.join(self._lines()) + '\n')
            self._rounds -= 1
            if self._rounds != 0:
                await self.context.write('\n')
                await self.context.flush()
                await self.context.sleep(self._delay)
        return 0

    def _lines(self) -> list[str]:
        picture = self._picture
        if picture is None:
            return []
        return [
            *picture.summary(uptime_line(self.context)),
            self._message,
            HEAD,
            *picture.rows(self.order, self.reverses),
        ]

    async def _show_until_left(self) -> None:
        while self._rounds != 0:
            self._take()
            await self._draw()
            self._rounds -= 1
            if not await self._keys_until(monotonic_ms() + self._delay):
                return

    async def _draw(self) -> None:
        """Draws the table's heading in reverse video, and as many rows as fit on the screen."""
        size = self.context.system.get_winsize(self.context.stdout)
        width = max(size[0], 20)
        text = '\x1b[H'
        for k, line in enumerate(self._lines()[: max(size[1] - 1, 8)]):
            shown = line[:width]
            text += (f'\x1b[7m{pad_right(shown, width, " ")}\x1b[0m' if k == 6 else shown) + '\x1b[K\r\n'
        await self.context.write(text + '\x1b[J')
        await self.context.flush()

    async def _keys_until(self, until: float) -> bool:
        """False if top should quit."""
        while True:
            key = await self._key(until)
            if key == '':
                return True
            if key in ('q', 'Q', '\x03', '\x04'):
                return False
            self._message = ''
            if key == ' ':
                return True
            await self._obey(key)
            await self._draw()

    async def _obey(self, key: str) -> None:
        for letter, column in ORDERS:
            if key == letter:
                self.order = column
        if key == 'R':
            self.reverses = not self.reverses
        elif key in ('h', '?'):
            self._message = _HELP
        elif key == 'k':
            await self._kill()
        elif key == 'r':
            await self._renice()

    async def _kill(self) -> None:
        pid = parse_int(await self._ask('PID to signal/kill: '), 10)
        if pid is None:
            return
        text = await self._ask(f'Send pid {pid} signal [15/sigterm]: ')
        number = SIGTERM if text == '' else parse_int(text, 10)
        error = self.context.system.kill(int(pid), int(number)) if number is not None else 0
        self._message = (
            ' Invalid signal'
            if number is None
            else (f' Failed signal pid {pid}: {strerror(-error)}' if error < 0 else '')
        )

    async def _renice(self) -> None:
        pid = parse_int(await self._ask('PID to renice: '), 10)
        value = parse_int(await self._ask(f'Renice PID {pid} to value: '), 10) if pid is not None else None
        if pid is not None and value is not None:
            error = self.context.system.setpriority(int(pid), int(value))
            self._message = f' Failed renice of PID {pid}: {strerror(-error)}' if error < 0 else ''

    async def _ask(self, question: str) -> str:
        """Reads a line that the user types below the summary."""
        text = ''
        while True:
            self._message = question + text
            await self._draw()
            key = await self._key(-1)
            if key in ('\r', '\n'):
                self._message = ''
                return text
            if key in ('\x1b', '\x03', '\x04'):
                self._message = ''
                return ''
            if key in ('\x7f', '\b'):
                text = text[: len(text) - 1]
            elif key >= ' ':
                text += key

    async def _key(self, until: float) -> str:
        """'' if no key has arrived by then (-1: waits for ever); the end of the input counts as Ctrl-D."""
        octet = alloc(1)
        reader = self.context.derive(['top'])
        reader.stdin = self._keys
        count: Any = await reader.read_byte(octet, until)
        if count > 0:
            return chr(octet[0])
        return '\x04' if count == 0 else ''

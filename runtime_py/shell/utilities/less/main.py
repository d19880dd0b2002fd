"""less and more: show files or piped input, one screen at a time. If the output isn't a terminal they just copy, as the
originals do.

Keys come from the terminal, even when the text comes from standard input. pager_screen.py lays out the screen."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.keys import WITH_ESCAPE, Keys
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.regex.compile import Pattern, compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.utilities.less.pager_screen import Screen
from runtime_py.vfs.flags import O_RDONLY

_LETTERS = 'eEfFiIKmMnNqQrRsSuwWX'
_ENTER_SCREEN = '\x1b[?1049h'
_LEAVE_SCREEN = '\x1b[?1049l'
_FRAME = '::::::::::::::'
_ALL = 1000000000


async def main(context: Context) -> int:
    given = context.env.get('LESS') if context.name == 'less' else None
    words = [] if given is None else [word if word.startswith('-') else '-' + word for word in given.split()]
    options = parse_options(
        [*words, *context.args],
        _LETTERS,
        ['quit-if-one-screen', 'no-init', 'RAW-CONTROL-CHARS', 'chop-long-lines', 'LINE-NUMBERS'],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = [name for name in options.operands if not name.startswith('+')]
    if len(names) == 0:
        if context.system.isatty(context.stdin):
            return await usage_error(context, 'missing filename')
        names = ['-']
    return await _page(context, options, names) if context.is_terminal() else await _copy(context, names)


async def _copy(context: Context, names: list[str]) -> int:
    status = 0
    for name in names:
        source = Input(context, name)
        if context.name == 'more' and len(names) > 1 and source.error == 0:
            await context.write(f'{_FRAME}\n{name}\n{_FRAME}\n')
        data = await source.read()
        while len(data) > 0:
            await context.write_bytes(data)
            data = await source.read()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status


async def _page(context: Context, options: Options, names: list[str]) -> int:
    readable = []
    for name in names:
        status = status_of(context, name) if name != '-' else None
        if status is not None and (status.error != 0 or status.is_folder()):
            await context.error(f'{name} is a directory' if status.error == 0 else f'{name}: No such file or directory')
        else:
            readable.append(name)
    if len(readable) == 0:
        return 1
    keys = context.stdin if context.system.isatty(context.stdin) else context.system.open('/dev/tty', O_RDONLY)
    if keys < 0:
        return await _copy(context, readable)
    pager = _Pager(context, options, readable, keys)
    keeps_screen = options.any(['X', 'no-init']) or context.name == 'more'
    if options.any(['F', 'quit-if-one-screen']) or context.name == 'more':
        await pager.load(context.system.get_winsize(context.stdout)[1])
        if pager.fits():
            for line in pager.screen.lines:
                await context.write(line + '\n')
            return 0
    context.system.set_raw(keys, True)
    try:
        await context.write('' if keeps_screen else _ENTER_SCREEN)
        await pager.work()
        await context.write('\r\x1b[K' if keeps_screen else _LEAVE_SCREEN)
        await context.flush()
    finally:
        context.system.set_raw(keys, False)
        if keys != context.stdin:
            context.system.close(keys)
        pager.close()
    return 0 if len(readable) == len(names) else 1


class _Pager:
    def __init__(self, context: Context, options: Options, names: list[str], keys: int) -> None:
        self.context = context
        self.ignores_case = options.any(['i', 'I'])
        self.ends_at_end = options.any(['e', 'E']) or context.name == 'more'
        self.screen = Screen(
            options.any(['S', 'chop-long-lines']),
            options.any(['R', 'r', 'RAW-CONTROL-CHARS']),
            options.any(['N', 'LINE-NUMBERS']),
        )
        self._names = list(names)
        self._keys = Keys(context, keys)
        self._source: Input | None = None
        self._all_read = False
        self._message = ''
        self._pattern: Pattern | None = None
        self._backward = False

    def close(self) -> None:
        if self._source is not None:
            self._source.close()

    async def load(self, count: int) -> None:
        """Loads at least this many lines, if there are as many. Ctrl-C ends a long wait."""
        while len(self.screen.lines) < count and not self._all_read:
            if self._source is None:
                if len(self._names) == 0:
                    self._all_read = True
                    return
                self._source = Input(self.context, self._names.pop(0))
            batch = await self._source.lines()
            if len(batch) == 0:
                self._source.close()
                self._source = None
            self.screen.lines.extend(batch)
            if count == _ALL and self.context.system.poll(self._keys.fd) & POLLIN != 0:
                return
            await self.context.breathe()

    def fits(self) -> bool:
        self._measure()
        return self._all_read and self.screen.is_short()

    def _measure(self) -> None:
        size = self.context.system.get_winsize(self.context.stdout)
        self.screen.resize(max(size[0], 4), max(size[1], 2))

    async def work(self) -> None:
        while True:
            self._measure()
            await self.load(self.screen.top + 2 * self.screen.height)
            await self.context.write(self.screen.picture(self._status()))
            await self.context.flush()
            self._message = ''
            key = await self._key()
            if key in ('q', 'Q', ':', 'end-of-input', '\x03') and not (key == ':' and await self._key() != 'q'):
                return
            if self.ends_at_end and self._all_read and self.screen.is_at_end() and key in (' ', 'j', '\r', 'f'):
                return
            await self._obey(key)

    def _status(self) -> str:
        if self._message != '':
            return self._message
        return (
            '(END)'
            if self._all_read and self.screen.is_at_end()
            else (':' if self.context.name == 'less' else '--More--')
        )

    async def _obey(self, key: str) -> None:
        screen = self.screen
        if key in (' ', 'f', '\x06', '\x16', '[6~'):
            screen.down(screen.height)
        elif key in ('b', '\x02', '[5~'):
            screen.up(screen.height)
        elif key in ('d', '\x04'):
            screen.down(screen.height // 2)
        elif key in ('u', '\x15'):
            screen.up(screen.height // 2)
        elif key in ('j', 'e', '\r', '\n', '\x0e', '[B', 'OB'):
            screen.down(1)
        elif key in ('k', 'y', '\x10', '[A', 'OA'):
            screen.up(1)
        elif key in ('g', '<', '[H', 'OH', '[1~'):
            screen.go_to(0)
        elif key in ('G', '>', '[F', 'OF', '[4~'):
            await self.load(_ALL)
            screen.go_to_end()
        elif key in ('/', '?'):
            await self._ask(key)
        elif key in ('n', 'N'):
            await self._search(self._backward != (key == 'N'))
        elif key == 'h':
            self._message = 'space b d u: screens  j k: lines  g G: ends  / ? n N: search  q: quit'

    async def _ask(self, sign: str) -> None:
        text = ''
        while True:
            await self.context.write(f'\r\x1b[K{sign}{text}')
            await self.context.flush()
            key = await self._key()
            if key in ('\r', '\n'):
                break
            if key in ('\x03', '\x1b', 'end-of-input') or (key == '\x7f' and text == ''):
                return
            if key == '\x7f' or key == '\b':
                text = text[: len(text) - 1]
            elif key == '\x15':
                text = ''
            elif key >= ' ' and not key.startswith('['):
                text += key
            elif key == '[':
                text += key
        if text != '':
            try:
                self._pattern = compile_posix(text, True, self.ignores_case and text == text.lower())
            except PatternProblem as problem:
                self._message = problem.message
                return
        self._backward = sign == '?'
        await self._search(self._backward)

    async def _search(self, backward: bool) -> None:
        """Moves the next matching line to the top."""
        pattern = self._pattern
        if pattern is None:
            self._message = 'No previous regular expression'
            return
        at = self.screen.top + (-1 if backward else 1)
        while at >= 0:
            await self.load(at + 1)
            if at >= len(self.screen.lines):
                break
            if pattern.regexp.test(self.screen.lines[at]):
                self.screen.go_to(at)
                return
            at += -1 if backward else 1
        self._message = 'Pattern not found'

    async def _key(self) -> str:
        """Escape and a character are the character."""
        return (await self._keys.key()).removeprefix(WITH_ESCAPE)


COMMANDS: list[Any] = [['less', main], ['more', main]]

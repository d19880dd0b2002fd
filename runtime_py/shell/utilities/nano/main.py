"""nano (and pico): a small editor in the terminal. vi, vim and emacs aren't here, and say what is."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc, decode
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.keys import END, Keys
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.utilities.nano.screen import Screen
from runtime_py.shell.utilities.nano.text import Text

_ENTER_SCREEN = '\x1b[?1049h\x1b[?2004h'
_LEAVE_SCREEN = '\x1b[?2004l\x1b[?1049l'
_HELP = '^O save  ^X leave  ^K cut a line  ^U paste  ^W search  ^\\ replace  ^_ line  M-U undo  M-E redo  ^C where am I'
_CANCELLED = '\x03'
_NOT_FOUND = 127
_MOVES = [
    ['[A', 'up'],
    ['OA', 'up'],
    ['\x10', 'up'],
    ['[B', 'down'],
    ['OB', 'down'],
    ['\x0e', 'down'],
    ['[C', 'right'],
    ['OC', 'right'],
    ['\x06', 'right'],
    ['[D', 'left'],
    ['OD', 'left'],
    ['\x02', 'left'],
    ['[H', 'home'],
    ['OH', 'home'],
    ['[1~', 'home'],
    ['\x01', 'home'],
    ['[F', 'end'],
    ['OF', 'end'],
    ['[4~', 'end'],
    ['\x05', 'end'],
    ['[5~', 'page-up'],
    ['\x19', 'page-up'],
    ['[6~', 'page-down'],
    ['\x16', 'page-down'],
    ['[1;5C', 'word-right'],
    ['[1;5D', 'word-left'],
    ['[1;5H', 'top'],
    ['[1;5F', 'bottom'],
    ['M-\\', 'top'],
    ['M-/', 'bottom'],
]


async def main(context: Context) -> int:
    options = parse_options(context.args, 'BEHIKLNSUWZaeilmqrvwx', ['view', 'nohelp', 'linenumbers'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = [name for name in options.operands if not (name.startswith('+') and name[1:].replace(',', '').isdigit())]
    places = [name[1:] for name in options.operands if name not in names]
    if len(names) > 1:
        return await usage_error(context, 'one file at a time')
    keys = context.stdin
    if not (context.system.isatty(keys) and context.is_terminal()):
        await context.error('standard input and output must be a terminal')
        return 1
    name = names[0] if len(names) > 0 else ''
    lines: list[str] = []
    message = 'New File'
    if name != '':
        status = status_of(context, name)
        if status.is_folder():
            await context.error(f'"{name}" is a directory')
            return 1
        content = context.system.read_file(context.path(name)) if status.error == 0 else -status.error
        if isinstance(content, int) and content != -ENOENT:
            await context.error(f'Error reading {name}: {strerror(-content)}')
            return 1
        if not isinstance(content, int):
            lines = to_text(content).split('\n')
            count = len(lines) - 1 if lines[-1] == '' else len(lines)
            message = f'Read {count} line{"" if count == 1 else "s"}'
    editor = _Editor(context, name, Text(lines), options.any(['v', 'view']))
    editor.message = message if name != '' else ''
    if len(places) > 0:
        row, _, column = places[0].partition(',')
        editor.text.go(int(row) - 1 if row != '' else 0, int(column) - 1 if column != '' else 0)
    context.system.set_raw(keys, True)
    try:
        await context.write(_ENTER_SCREEN)
        await editor.work()
        await context.write(_LEAVE_SCREEN)
        await context.flush()
    finally:
        context.system.set_raw(keys, False)
    return 0


class _Editor:
    def __init__(self, context: Context, name: str, text: Text, is_view: bool) -> None:
        self.context = context
        self.name = name
        self.text = text
        self.message = ''
        self.is_view = is_view
        self._screen = Screen()
        self._keys = Keys(context, context.stdin)
        self._sought = ''

    async def work(self) -> None:
        while True:
            await self._draw('')
            self.message = ''
            key = await self._key()
            if key == END:
                return
            if key == '\x18':
                if await self._may_leave():
                    return
            elif not await self._move(key):
                await self._edit(key)

    async def _draw(self, prompt: str) -> None:
        size = self.context.system.get_winsize(self.context.stdout)
        self._screen.columns = max(size[0], 20)
        self._screen.rows = max(size[1], 6)
        mark = ' (view)' if self.is_view else (' *' if self.text.changed else '')
        title = f'  nano  {self.name if self.name != "" else "New Buffer"}{mark}'
        await self.context.write(self._screen.picture(title, self.text, self.message, prompt))
        await self.context.flush()

    async def _move(self, key: str) -> bool:
        """Whether the key only moves."""
        text = self.text
        found = [name for sequence, name in _MOVES if sequence == key]
        if len(found) == 0:
            return False
        name = found[0]
        if name in ('up', 'down'):
            text.go(text.row + (1 if name == 'down' else -1), text.column)
        elif name in ('page-up', 'page-down'):
            text.go(text.row + (self._screen.height if name == 'page-down' else -self._screen.height), text.column)
        elif name == 'left':
            text.left()
        elif name == 'right':
            text.right()
        elif name == 'home':
            text.go(text.row, 0)
        elif name == 'end':
            text.go(text.row, len(text.line))
        elif name == 'word-left':
            text.word_left()
        elif name == 'word-right':
            text.word_right()
        else:
            text.go(0 if name == 'top' else len(text.lines) - 1, 0)
        return True

    async def _edit(self, key: str) -> None:
        text = self.text
        if key == '\x07':
            self.message = _HELP
        elif key == '\x03':
            self.message = f'line {text.row + 1}/{len(text.lines)}, col {text.column + 1}/{len(text.line) + 1}'
        elif key == '\x17':
            await self._search()
        elif key == '\x1f':
            place = await self._ask('Enter line number, column number: ', '')
            row, _, column = (place or '').partition(',')
            if row.strip().isdigit():
                text.go(int(row) - 1, int(column) - 1 if column.strip().isdigit() else 0)
        elif key == '\x0c':
            await self.context.write('\x1b[2J')
        elif self.is_view:
            self.message = 'Key is invalid in view mode'
        elif key in ('\x0f', '\x13'):
            await self._save(key == '\x0f' or self.name == '')
        elif key in ('\r', '\n'):
            text.insert('\n')
        elif key in ('\x7f', '\b'):
            text.backspace()
        elif key in ('\x04', '[3~'):
            text.delete()
        elif key == '\x0b':
            text.cut()
        elif key == '\x15':
            text.paste()
        elif key in ('M-u', 'M-U'):
            self.message = 'Undid action' if text.undo() else 'Nothing to undo'
        elif key in ('M-e', 'M-E'):
            self.message = 'Redid action' if text.redo() else 'Nothing to redo'
        elif key == '\x1c':
            await self._replace_all()
        elif key.startswith('paste:'):
            text.insert(key[6:].replace('\r\n', '\n').replace('\r', '\n'))
        elif key == '\t' or (key >= ' ' and not key.startswith('[') and not key.startswith('M-')) or key == '[':
            text.insert(key)

    async def _search(self) -> None:
        hint = f' [{self._sought}]' if self._sought != '' else ''
        wanted = await self._ask(f'Search{hint}: ', '')
        if wanted is None:
            self.message = 'Cancelled'
            return
        self._sought = wanted if wanted != '' else self._sought
        if self._sought != '' and not self.text.find(self._sought):
            self.message = f'"{self._sought}" not found'

    async def _replace_all(self) -> None:
        """Asks at each place."""
        wanted = await self._ask('Search (to replace): ', '')
        made = await self._ask('Replace with: ', '') if wanted is not None and wanted != '' else None
        if wanted is None or wanted == '' or made is None:
            self.message = 'Cancelled'
            return
        count = 0
        every = False
        row, column = self.text.row, self.text.column
        while row < len(self.text.lines):
            at = self.text.lines[row].lower().find(wanted.lower(), column)
            if at < 0:
                row, column = row + 1, 0
                continue
            self.text.go(row, at)
            answer = 'y' if every else await self._choice('Replace this instance? (Y/N/A, ^C)')
            if answer == _CANCELLED:
                break
            every = every or answer == 'a'
            if answer != 'n':
                for _ in range(len(wanted)):
                    self.text.delete()
                if made != '':
                    self.text.insert(made)
                count += 1
            column = at + (len(made) if answer != 'n' else len(wanted))
        self.message = f'Replaced {count} occurrence{"" if count == 1 else "s"}'

    async def _may_leave(self) -> bool:
        if not self.text.changed or self.is_view:
            return True
        answer = await self._choice('Save modified buffer? (Y/N, ^C)')
        if answer == _CANCELLED:
            self.message = 'Cancelled'
            return False
        return answer == 'n' or await self._save(True)

    async def _save(self, asks: bool) -> bool:
        name = await self._ask('File Name to Write: ', self.name) if asks else self.name
        if name is None or name == '':
            self.message = 'Cancelled'
            return False
        lines = self.text.lines
        # a text file ends in a newline
        content = '\n'.join(lines) + ('\n' if lines[-1] != '' else '')
        result = self.context.system.write_file(
            self.context.path(name), to_bytes(content if content != '\n' else ''), 0o666
        )
        if result < 0:
            self.message = f'Error writing {name}: {strerror(-result)}'
            return False
        if lines[-1] != '':
            lines.append('')
        self.name = name
        self.text.changed = False
        self.message = f'Wrote {len(lines) - 1} line{"" if len(lines) == 2 else "s"}'
        return True

    # questions

    async def _choice(self, question: str) -> str:
        while True:
            await self._draw(question + ' ')
            key = (await self._key()).lower()
            if key in ('y', 'n', 'a', _CANCELLED):
                return key
            if key == END:
                return _CANCELLED

    async def _ask(self, question: str, answer: str) -> str | None:
        """A line; None when it was cancelled."""
        while True:
            await self._draw(question + answer)
            key = await self._key()
            if key in ('\r', '\n'):
                return answer
            if key in (_CANCELLED, END, '\x1b'):
                return None
            if key in ('\x7f', '\b'):
                answer = answer[: len(answer) - 1]
            elif key == '\x15':
                answer = ''
            elif key.startswith('paste:'):
                answer += key[6:].replace('\r', '').replace('\n', ' ')
            elif key >= ' ' and (len(key) == 1 or not (key.startswith('[') or key.startswith('M-'))):
                answer += key

    # keys

    async def _key(self) -> str:
        """As Keys.key, and `paste:` with a text."""
        key = await self._keys.key()
        return await self._pasted() if key == '[200~' else key

    async def _pasted(self) -> str:
        text = ''
        while not text.endswith('\x1b[201~'):
            octet = await self._keys.octet()
            if octet < 0:
                return END
            text += chr(octet)
        octets = alloc(len(text) - 6)
        for k in range(len(octets)):
            octets[k] = ord(text[k])
        return 'paste:' + decode(octets)


async def absent(context: Context) -> int:
    """An editor that people know, and that isn't here."""
    name = context.args[-1] if len(context.args) > 0 else 'FILE'
    await context.error(f"not here: 'nano {name}' edits in the terminal, 'code {name}' in the page's editor")
    return _NOT_FOUND


COMMANDS: list[Any] = [['nano', main], ['vi', absent], ['vim', absent], ['emacs', absent], ['pico', main]]

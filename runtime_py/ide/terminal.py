"""One terminal: xterm.js on the screen, a shell on a tty of the machine behind it.

When a shell ends, the terminal says so and starts a new one. Must not know the other terminals.
"""

from npm_modules.xterm import Terminal as Xterm
from npm_modules.xterm_fit import FitAddon
from npm_modules.xterm_unicode11 import Unicode11Addon

from runtime_py.ide.clipboard_note import ClipboardNote
from runtime_py.ide.dom import element, remembered
from runtime_py.ide.sequence_limits import SequenceLimits
from runtime_py.ide.sequence_strings import SequenceStrings

SCROLLBACK = 10000
# If a shell ends sooner than this, something is wrong: the next one starts only after a key press.
TOO_SOON_MS = 2000
SIGHUP = 1
MOST_TYPED = 1000  # keys and pastes that wait for a shell
CAN = '\x18'
# The emulator takes at most 50 ms for a part of some texts; between two parts the page can do other work. Text can't be
# taken back from the emulator, so it gets few parts in advance.
PART = 1024
MOST_AHEAD = 2
FLOOD = 4096  # characters that an interrupt keeps
FONT = 'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'


def option_is_meta() -> bool:
    return remembered('option-is-meta', '') == 'yes'


class Drawing:
    """A text that is drawn on the screen part by part; an interrupt drops the rest. `done(None)` is called at the end
    in either case."""

    def __init__(self, terminal: object, text: str, done: object):
        self._terminal = terminal
        self._text = text
        self._done = done
        self._at = 0
        self._ahead = 0
        self._drops = terminal.drops

    def go_on(self) -> None:
        if self._drops != self._terminal.drops and len(self._text) - self._at > FLOOD:
            self._text = CAN  # a sequence may have been cut off: CAN ends it
            self._at = 0
        while self._ahead < MOST_AHEAD and self._at < len(self._text):
            part = self._text[self._at : self._at + PART]
            self._at += PART
            self._ahead += 1
            self._terminal.screen.write(part, lambda: self._drawn())
        if self._ahead == 0:
            self._done(None)

    def _drawn(self) -> None:
        self._ahead -= 1
        self.go_on()


class Terminal:
    """States: open (a shell runs, or waits for a key) -> disposed."""

    def __init__(self, machine: object, theme: object, place: object):
        self._machine = machine
        self._theme = theme
        self._process = None
        self._writer = None
        self._disposed = False
        self._waiting_for_key = None
        self._typed: list = []  # while no shell runs: for the next one
        self.drops = 0  # how often output was dropped
        self.host = element('div', {'class': 'terminal-host', 'role': 'tabpanel'})
        place.append(self.host)
        self._fit = FitAddon()
        options = {
            'fontFamily': FONT,
            'fontSize': 13,
            'lineHeight': 1.15,
            'scrollback': SCROLLBACK,
            'theme': theme.terminal_colours(),
            # no blinking cursor: the page would repaint forever. On a Mac, Option types characters (@ and [ on many
            # keyboards) unless the user made it Meta.
            'minimumContrastRatio': 4.5,
            'screenReaderMode': False,
            'macOptionIsMeta': option_is_meta(),
            'allowProposedApi': True,
            'logLevel': 'off',  # it logs its state for each stray DEL, even for a million of them
        }
        self.screen = Xterm(options)
        self.on_title = lambda title: None  # a program has set the terminal's title
        self._strings = SequenceStrings(lambda text: self._clipboard.ask(text))
        self._clipboard = ClipboardNote(self.host)
        self._limits = SequenceLimits(self.screen.cols, self.screen.rows)
        self.screen.loadAddon(self._fit)
        self.screen.loadAddon(Unicode11Addon())
        self.screen.unicode.activeVersion = '11'  # widths of emoji
        self.screen.open(self.host)
        self.screen.onData(lambda text: self._on_input(text))
        self.screen.onBinary(
            lambda text: self._on_input(Uint8Array['from'](text, lambda character: ord(character) & 255))
        )
        self.screen.onTitleChange(lambda title: self.on_title(title))
        self.screen.onResize(lambda size: self._on_resize(size))
        self._observer = ResizeObserver(lambda: self.fit())
        self._observer.observe(self.host)
        theme.on_change(lambda: self._recolour())

    def _recolour(self) -> None:
        if not self._disposed:
            self.screen.options.theme = self._theme.terminal_colours()

    def fit(self) -> None:
        """Fits the terminal to the size of its part; a hidden one keeps its size."""
        if not self._disposed and self.host.offsetWidth > 0 and self.host.offsetHeight > 0:
            self._fit.fit()

    def choose_option_key(self, is_meta: bool) -> None:
        self.screen.options.macOptionIsMeta = is_meta

    def focus(self) -> None:
        self.screen.focus()

    async def run(self) -> None:
        """Runs shells, one after the other, until the terminal is closed or the machine is gone."""
        self.fit()
        while not self._disposed:
            started = performance.now()
            try:
                code = await self._run_shell()
            except Exception as error:
                self.screen.write(f'\r\n\x1b[31m{error.message}\x1b[0m\r\n')
                return
            if self._disposed:
                return
            if performance.now() - started < TOO_SOON_MS:
                self.screen.write(
                    f'\r\n\x1b[2mThe shell has exited with {code}. Press a key to start a new one.\x1b[0m\r\n'
                )
                await Promise(self._set_waiting)
            else:
                self.screen.write(f'\r\n\x1b[2mThe shell has exited with {code}; this is a new one.\x1b[0m\r\n')

    def _set_waiting(self, resolve: object) -> None:
        self._waiting_for_key = resolve

    async def _run_shell(self) -> int:
        size = {'cols': self.screen.cols, 'rows': self.screen.rows}
        process = await self._machine.spawn('bash', ['--login'], {'terminal': size})
        self._process = process
        if self._disposed:
            process.kill(SIGHUP)
        self._writer = process.input.getWriter()
        typed = self._typed
        self._typed = []
        for data in typed:
            self._writer.write(data)
        process.call_on_flush(lambda: self._drop())
        reader = process.output.getReader()
        while True:
            chunk = await reader.read()
            if chunk.done:
                break
            await self._write(chunk.value)
        code = await process.exit
        self._process = None
        self._writer = None
        return code

    def _write(self, text: str) -> object:
        """Resolves when the screen has taken the text, so that a fast program waits for the screen."""
        return Promise(
            lambda resolve: Drawing(self, self._limits.limited(self._strings.allowed(text)), resolve).go_on()
        )

    def _drop(self) -> None:
        """An interrupt: drops what isn't drawn yet."""
        self.drops += 1

    def _on_input(self, data: object) -> None:
        if self._waiting_for_key is not None:
            resolve = self._waiting_for_key
            self._waiting_for_key = None
            resolve(None)
        elif self._writer is not None:
            self._writer.write(data)
        elif len(self._typed) < MOST_TYPED:
            self._typed.append(data)

    def _on_resize(self, size: object) -> None:
        self._limits.resize(size.cols, size.rows)
        if self._process is not None:
            self._process.resize({'cols': size.cols, 'rows': size.rows})

    def enter(self, command: str) -> None:
        """Types a command."""
        self._on_input(command + '\r')

    def text(self) -> str:
        """All text on the screen and in the scrollback; wrapped lines are joined."""
        buffer = self.screen.buffer.active
        lines: list = []
        for index in range(buffer.length):
            line = buffer.getLine(index)
            following = buffer.getLine(index + 1)
            goes_on = following is not None and following.isWrapped
            part = line.translateToString(not goes_on)
            if line.isWrapped and len(lines) > 0:
                lines[len(lines) - 1] += part
            else:
                lines.append(part)
        return '\n'.join(lines)

    def dispose(self) -> None:
        self._disposed = True
        self._observer.disconnect()
        if self._process is not None:
            self._process.kill(SIGHUP)
        self._on_input('')
        self.screen.dispose()
        self.host.remove()

"""One terminal: xterm.js on the screen, a shell on a tty of the machine behind it.

When a shell ends, the terminal says so and starts a new one. Must not know the other terminals.
"""

from npm_modules.xterm import Terminal as Xterm
from npm_modules.xterm_fit import FitAddon
from npm_modules.xterm_unicode11 import Unicode11Addon

from runtime_py.ide.clipboard_note import ClipboardNote
from runtime_py.ide.dom import element, remembered
from runtime_py.ide.drawing import Drawing
from runtime_py.ide.sequence_limits import SequenceLimits
from runtime_py.ide.sequence_strings import SequenceStrings

SCROLLBACK = 10000
# If a shell ends sooner than this, something is wrong: the next one starts only after a key press.
TOO_SOON_MS = 2000
SIGHUP = 1
MOST_TYPED = 1000  # keys and pastes that wait for a shell
FONT = 'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'


def option_is_meta() -> bool:
    return remembered('option-is-meta', '') == 'yes'


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
        self._fits_later = False
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
        self._drawing = Drawing(lambda part, drawn: self.screen.write(part, drawn))
        self._drawing.on_drawn = lambda: self._fit_now()
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
        """Fits the terminal to the size of its part; a hidden one keeps its size. What was written for the present
        size is drawn first: its lines would break elsewhere."""
        self._fits_later = True
        if self._drawing.is_over():
            self._fit_now()

    def _fit_now(self) -> None:
        if self._fits_later and not self._disposed and self.host.offsetWidth > 0 and self.host.offsetHeight > 0:
            self._fit.fit()
        self._fits_later = False

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
        process.call_on_flush(lambda: self._drawing.drop())
        reader = process.output.getReader()
        while True:
            chunk = await reader.read()
            if chunk.done:
                break
            # a fast program waits for the screen
            await self._drawing.draw(self._limits.limited(self._strings.allowed(chunk.value)))
        code = await process.exit
        self._process = None
        self._writer = None
        return code

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

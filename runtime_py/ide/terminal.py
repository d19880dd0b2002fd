"""One terminal: xterm.js on the screen, a shell on a tty of the machine behind it.

A shell that ends is told and followed by a new one. Must not know the other terminals.
"""

from npm_modules.xterm import Terminal as Xterm
from npm_modules.xterm_fit import FitAddon
from npm_modules.xterm_unicode11 import Unicode11Addon

from runtime_py.ide.dom import element, remembered
from runtime_py.ide.sequence_limits import SequenceLimits

SCROLLBACK = 10000
# A shell that ends sooner than this has a reason to: the next one waits for a key.
TOO_SOON_MS = 2000
SIGHUP = 1
FONT = 'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'


def option_is_meta() -> bool:
    return remembered('option-is-meta', '') == 'yes'


class Terminal:
    """States: open (a shell runs, or a key is awaited) -> disposed."""

    def __init__(self, machine: object, theme: object, place: object):
        self._machine = machine
        self._theme = theme
        self._process = None
        self._writer = None
        self._disposed = False
        self._waiting_for_key = None
        self.host = element('div', {'class': 'terminal-host', 'role': 'tabpanel'})
        place.append(self.host)
        self._fit = FitAddon()
        options = {
            'fontFamily': FONT, 'fontSize': 13, 'lineHeight': 1.15, 'scrollback': SCROLLBACK, 'theme': theme.terminal_colours(),
            # no blinking cursor: the page would draw for ever. Option types characters on a Mac, @ and [ on many keyboards, unless it was chosen to be Meta.
            'minimumContrastRatio': 4.5, 'screenReaderMode': False, 'macOptionIsMeta': option_is_meta(), 'allowProposedApi': True,
        }
        self.screen = Xterm(options)
        self._limits = SequenceLimits(self.screen.cols, self.screen.rows)
        self.screen.loadAddon(self._fit)
        self.screen.loadAddon(Unicode11Addon())
        self.screen.unicode.activeVersion = '11'       # widths of emoji
        self.screen.open(self.host)
        self.screen.onData(lambda text: self._on_input(text))
        self.screen.onBinary(lambda text: self._on_input(Uint8Array['from'](text, lambda character: ord(character) & 255)))
        self.screen.onResize(lambda size: self._on_resize(size))
        self._observer = ResizeObserver(lambda: self.fit())
        self._observer.observe(self.host)
        theme.on_change(lambda: self._recolour())

    def _recolour(self) -> None:
        if not self._disposed:
            self.screen.options.theme = self._theme.terminal_colours()

    def fit(self) -> None:
        """To the size of the part; a hidden one keeps its size."""
        if not self._disposed and self.host.offsetWidth > 0 and self.host.offsetHeight > 0:
            self._fit.fit()

    def choose_option_key(self, is_meta: bool) -> None:
        self.screen.options.macOptionIsMeta = is_meta

    def focus(self) -> None:
        self.screen.focus()

    async def run(self) -> None:
        """Shells, one after the other, until the terminal is closed or the machine is gone."""
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
                self.screen.write(f'\r\n\x1b[2mThe shell has ended with {code}. Press a key for a new one.\x1b[0m\r\n')
                await Promise(self._set_waiting)
            else:
                self.screen.write(f'\r\n\x1b[2mThe shell has ended with {code}; this is a new one.\x1b[0m\r\n')

    def _set_waiting(self, resolve: object) -> None:
        self._waiting_for_key = resolve

    async def _run_shell(self) -> int:
        size = {'cols': self.screen.cols, 'rows': self.screen.rows}
        process = await self._machine.spawn('sh', [], {'terminal': size})
        self._process = process
        self._writer = process.input.getWriter()
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
        """Resolves when the screen has taken it, so that a fast program waits for the screen."""
        return Promise(lambda resolve: self.screen.write(self._limits.limited(text), lambda: resolve(None)))

    def _on_input(self, data: object) -> None:
        if self._waiting_for_key is not None:
            resolve = self._waiting_for_key
            self._waiting_for_key = None
            resolve(None)
        elif self._writer is not None:
            self._writer.write(data)

    def _on_resize(self, size: object) -> None:
        self._limits.resize(size.cols, size.rows)
        if self._process is not None:
            self._process.resize({'cols': size.cols, 'rows': size.rows})

    def enter(self, command: str) -> None:
        """Types a command."""
        self._on_input(command + '\r')

    def text(self) -> str:
        """All that is on the screen and above it; lines that were wrapped are whole again."""
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

"""Light or dark: the system's choice until the user makes one. Colours are in page.css; xterm.js draws itself, so its
palettes are here.

Must not know its listeners.
"""

from runtime_py.ide.dom import icon, remember, remembered

DARK = {
    'background': '#1b1e20',
    'foreground': '#d7dcda',
    'cursor': '#5fc08f',
    'cursorAccent': '#1b1e20',
    'selectionBackground': '#2d5242',
    'black': '#2b3033',
    'red': '#f08a80',
    'green': '#7cc79b',
    'yellow': '#e0b25c',
    'blue': '#7fb2ec',
    'magenta': '#c594e0',
    'cyan': '#6fc3c9',
    'white': '#d7dcda',
    'brightBlack': '#7f8b88',
    'brightRed': '#ffa79f',
    'brightGreen': '#9be0b7',
    'brightYellow': '#f2cb80',
    'brightBlue': '#a2caf7',
    'brightMagenta': '#d9b3ef',
    'brightCyan': '#93dce1',
    'brightWhite': '#ffffff',
    'scrollbarSliderBackground': '#ffffff24',
    'scrollbarSliderHoverBackground': '#ffffff3a',
}
LIGHT = {
    'background': '#ffffff',
    'foreground': '#23292b',
    'cursor': '#1b7a52',
    'cursorAccent': '#ffffff',
    'selectionBackground': '#c7e3d5',
    'black': '#23292b',
    'red': '#b3261e',
    'green': '#1d7a46',
    'yellow': '#8a5a00',
    'blue': '#1f5fae',
    'magenta': '#7a3e9d',
    'cyan': '#0b6b74',
    'white': '#6b757a',
    'brightBlack': '#68737a',
    'brightRed': '#c8362d',
    'brightGreen': '#2a8a55',
    'brightYellow': '#9a6700',
    'brightBlue': '#2f72c4',
    'brightMagenta': '#8d4db3',
    'brightCyan': '#107a84',
    'brightWhite': '#23292b',
    'scrollbarSliderBackground': '#00000024',
    'scrollbarSliderHoverBackground': '#0000003a',
}


class Theme:
    """`chosen` is 'light', 'dark', or '' for the system's choice."""

    def __init__(self):
        self.chosen = remembered('theme', '')
        self._system = matchMedia('(prefers-color-scheme: dark)')
        self._listeners: list = []
        self._system.addEventListener('change', lambda event: self._apply())

    def is_dark(self) -> bool:
        return self.chosen == 'dark' or self.chosen == '' and self._system.matches

    def terminal_colours(self) -> object:
        return DARK if self.is_dark() else LIGHT

    def on_change(self, listener: object) -> None:
        self._listeners.append(listener)

    def toggle(self) -> None:
        """Switches; returns to the system's choice where that gives the same result."""
        wanted = 'light' if self.is_dark() else 'dark'
        system = 'dark' if self._system.matches else 'light'
        self.chosen = '' if wanted == system else wanted
        remember('theme', self.chosen)
        self._apply()

    def _apply(self) -> None:
        if self.chosen == '':
            document.documentElement.removeAttribute('data-theme')
        else:
            document.documentElement.setAttribute('data-theme', self.chosen)
        for listener in self._listeners:
            listener()

    def button(self, button: object) -> None:
        """Keeps a button's icon and label up to date: it shows what a press would choose."""

        def show() -> None:
            label = 'Use the light theme' if self.is_dark() else 'Use the dark theme'
            button.title = label
            button.setAttribute('aria-label', label)
            button.replaceChildren(icon('sun' if self.is_dark() else 'moon'))

        self.on_change(show)
        show()

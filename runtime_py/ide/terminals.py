"""The terminals and their tabs. Must not know what runs in them."""

from runtime_py.ide.dom import element, icon_button, remember, required
from runtime_py.ide.terminal import Terminal, option_is_meta


class Entry:
    def __init__(self, number: int, terminal: Terminal, tab: object):
        self.number = number
        self.terminal = terminal
        self.tab = tab


class Terminals:
    def __init__(self, machine: object, theme: object):
        self._machine = machine
        self._theme = theme
        self._entries: list = []
        self._active = None
        self._count = 0
        self._tabs = required('terminal-tabs')
        self._place = required('terminal-body')
        required('terminal-actions').append(icon_button('plus', 'New terminal', lambda: self.open()))
        if navigator.platform.startswith('Mac'):
            self._add_option_button()
        self._tabs.addEventListener('keydown', lambda event: self._on_key(event))

    def _add_option_button(self) -> None:
        """When pressed, the Option key is Meta, as editors and the shell's line editor expect; otherwise it types the
        keyboard's characters."""
        button = element(
            'button',
            {
                'class': 'icon-button option-key',
                'type': 'button',
                'title': 'Option key is Meta',
                'aria-label': 'Option key is Meta',
                'text': '⌥',
            },
        )

        def show() -> None:
            button.setAttribute('aria-pressed', String(option_is_meta()))

        def toggle(event: object) -> None:
            remember('option-is-meta', '' if option_is_meta() else 'yes')
            for entry in self._entries:
                entry.terminal.choose_option_key(option_is_meta())
            show()

        button.addEventListener('click', toggle)
        show()
        required('terminal-actions').prepend(button)

    def open(self) -> Terminal:
        self._count += 1
        terminal = Terminal(self._machine, self._theme, self._place)
        entry = Entry(self._count, terminal, None)
        entry.tab = self._tab(entry)
        self._entries.append(entry)
        self._tabs.append(entry.tab)
        self.show(entry)
        terminal.run()
        return terminal

    def _tab(self, entry: Entry) -> object:
        label = 'bash' if entry.number == 1 else f'bash {entry.number}'
        close = icon_button('close', f'Close terminal {label}', lambda: self.close(entry))
        close.tabIndex = -1
        close.addEventListener('click', lambda event: event.stopPropagation())
        host = entry.terminal.host
        host.id = f'terminal-{entry.number}'
        host.setAttribute('aria-label', label)
        made = element(
            'div',
            {'class': 'tab', 'role': 'tab', 'aria-controls': host.id, 'onclick': lambda event: self.show(entry)},
            [element('span', {'text': label}), close],
        )
        entry.terminal.on_title = lambda title: made.setAttribute('title', title)
        return made

    def show(self, entry: Entry) -> None:
        self._active = entry
        for other in self._entries:
            chosen = other is entry
            other.tab.setAttribute('aria-selected', String(chosen))
            other.tab.tabIndex = 0 if chosen else -1
            other.terminal.host.hidden = not chosen
        entry.terminal.fit()
        entry.terminal.focus()

    def close(self, entry: Entry) -> None:
        """When the last terminal is closed, a new one opens."""
        at = self._entries.index(entry)
        self._entries.pop(at)
        entry.tab.remove()
        entry.terminal.dispose()
        if len(self._entries) == 0:
            self.open()
        elif self._active is entry:
            self.show(self._entries[Math.min(at, len(self._entries) - 1)])

    def _on_key(self, event: object) -> None:
        at = self._entries.index(self._active)
        if event.key == 'ArrowRight' or event.key == 'ArrowLeft':
            step = 1 if event.key == 'ArrowRight' else len(self._entries) - 1
            self.show(self._entries[(at + step) % len(self._entries)])
            self._active.tab.focus()
        elif event.key == 'Delete':
            self.close(self._active)
        elif event.key == 'Enter':
            self._active.terminal.focus()

    def run_again(self) -> None:
        """The machine was restarted: restarts the shells."""
        for entry in self._entries:
            entry.terminal.run()

    def active(self) -> Terminal:
        return self._active.terminal

    def enter(self, line: str) -> None:
        """Types a line in the terminal that is shown; opens one if there is none."""
        terminal = self.open() if self._active is None else self._active.terminal
        terminal.enter(line)
        terminal.focus()

    def text(self) -> str:
        return '' if self._active is None else self._active.terminal.text()

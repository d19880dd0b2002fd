"""A dialog that follows the machine while it is open: its frame, its problem line, and when it begins and ends. Must not
know what it shows."""

from runtime_py.ide.dom import element


class LiveDialog:
    """A subclass calls `build` and defines `begin`, which shows the present state and returns the function that stops
    following, and, where more is to end, `end`."""

    def __init__(self):
        self._stop = None
        self._problem = element('p', {'class': 'dialog-problem', 'role': 'alert'})
        self.dialog = None

    def build(self, kind: str, label: str, parts: list) -> None:
        """`kind` is its class."""
        self.dialog = element(
            'dialog',
            {'class': f'dialog {kind}', 'aria-label': label},
            [element('h2', {'text': label}), *parts],
        )
        self.dialog.addEventListener('close', lambda event: self._leave())

    async def show(self) -> None:
        if self.dialog.open:
            return
        document.body.append(self.dialog)
        self.dialog.showModal()
        stop = await self.begin()
        if self.dialog.open:
            self._stop = stop
        else:
            stop()  # it was closed meanwhile

    async def begin(self) -> object:
        return lambda: None

    def _leave(self) -> None:
        self.end()
        if self._stop is not None:
            self._stop()
            self._stop = None
        self.dialog.remove()

    def end(self) -> None:
        pass

    async def attempt(self, call: object) -> None:
        """Shows what went wrong."""
        try:
            await call()
            self._problem.textContent = ''
        except Exception as error:
            self._problem.textContent = error.message


def closing_form() -> object:
    return element('form', {'method': 'dialog'}, [element('button', {'class': 'plain-button', 'text': 'Close'})])


def scroller(label: str, content: object) -> object:
    """A region that a keyboard can scroll."""
    return element(
        'div',
        {'class': 'process-scroller', 'tabindex': '0', 'role': 'region', 'aria-label': label},
        [content],
    )

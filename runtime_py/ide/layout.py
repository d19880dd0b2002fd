"""The arrangement of the parts: splits that are dragged or moved by arrow keys, parts that hide, and one part at a time
on a narrow screen.

Sizes are variables of the style sheet. Must not know what the parts show.
"""

from runtime_py.ide.dom import element, icon, remember, remembered, required

STEP = 24
VIEWS = [
    ['files', 'files', 'Files'],
    ['editor', 'edit', 'Editor'],
    ['terminal', 'terminal', 'Terminal'],
    ['preview', 'globe', 'Preview'],
]


class Split:
    """A bar between two parts. `measure()` returns the size of the part that it resizes, in pixels; `sign` is -1 when
    that part comes after it."""

    def __init__(self, bar: object, variable: str, holder: object, part: object, sign: int, least: int):
        self._bar = bar
        self._variable = variable
        self._holder = holder
        self._part = part
        self._sign = sign
        self._least = least
        self._vertical = bar.getAttribute('aria-orientation') == 'vertical'
        stored = remembered('size' + variable, '')
        if stored != '':
            holder.style.setProperty(variable, stored)
        bar.addEventListener('pointerdown', lambda event: self._drag(event))
        bar.addEventListener('keydown', lambda event: self._on_key(event))
        bar.addEventListener('dblclick', lambda event: self._reset())
        bar.addEventListener('focus', lambda event: self._show_value())

    def _size(self) -> float:
        return self._part.offsetWidth if self._vertical else self._part.offsetHeight

    def _whole(self) -> float:
        return self._holder.clientWidth if self._vertical else self._holder.clientHeight

    def _show_value(self) -> None:
        """Tells the share in per cent, which a screen reader says."""
        self._bar.setAttribute('aria-valuenow', String(Math.round(self._size() / self._whole() * 100)))

    def _set(self, size: float) -> None:
        whole = self._whole()
        kept = Math.max(self._least, Math.min(size, whole - self._least - 120))
        # In per cent, so that it is valid for other sizes of the window.
        text = (kept / whole * 100).toFixed(2) + '%'
        self._holder.style.setProperty(self._variable, text)
        self._show_value()
        remember('size' + self._variable, text)

    def _reset(self) -> None:
        self._holder.style.removeProperty(self._variable)
        self._show_value()
        remember('size' + self._variable, '')

    def _drag(self, event: object) -> None:
        event.preventDefault()
        start = event.clientX if self._vertical else event.clientY
        size = self._size()
        self._bar.setPointerCapture(event.pointerId)
        self._bar.classList.add('dragging')
        document.body.classList.add('dragging')

        def on_move(moved: object) -> None:
            now = moved.clientX if self._vertical else moved.clientY
            self._set(size + (now - start) * self._sign)

        def on_end(ended: object) -> None:
            self._bar.removeEventListener('pointermove', on_move)
            self._bar.classList.remove('dragging')
            document.body.classList.remove('dragging')

        self._bar.addEventListener('pointermove', on_move)
        self._bar.addEventListener('lostpointercapture', on_end, {'once': True})

    def _on_key(self, event: object) -> None:
        less = 'ArrowLeft' if self._vertical else 'ArrowUp'
        more = 'ArrowRight' if self._vertical else 'ArrowDown'
        if event.key == less or event.key == more:
            event.preventDefault()
            self._set(self._size() + (STEP if event.key == more else -STEP) * self._sign)


class Layout:
    def __init__(self):
        self._workbench = required('workbench')
        self._centre = required('centre')
        self._views = required('views')
        Split(required('explorer-split'), '--explorer', self._workbench, required('explorer'), 1, 140)
        Split(required('terminal-split'), '--terminal', self._centre, required('terminal'), -1, 90)
        Split(required('preview-split'), '--preview-width', self._workbench, required('preview'), -1, 220)
        self._buttons = {}
        for view in VIEWS:
            self._buttons[view[0]] = self._view_button(view[0], view[1], view[2])
        self._views.append(*Object.values(self._buttons))
        self._views.addEventListener('keydown', lambda event: self._on_view_key(event))
        self.show_editor(False)
        self.show('terminal')

    def _view_button(self, name: str, picture: str, label: str) -> object:
        part = 'explorer' if name == 'files' else name
        return element(
            'button',
            {'type': 'button', 'role': 'tab', 'aria-controls': part, 'onclick': lambda event: self.show(name)},
            [icon(picture), label],
        )

    def _on_view_key(self, event: object) -> None:
        names = [name for name in Object.keys(self._buttons) if not self._buttons[name].disabled]
        at = names.index(self._workbench.dataset.view)
        if event.key == 'ArrowRight' or event.key == 'ArrowLeft':
            chosen = names[(at + (1 if event.key == 'ArrowRight' else len(names) - 1)) % len(names)]
            self.show(chosen)
            self._buttons[chosen].focus()

    def can_show(self, view: str) -> bool:
        return not self._buttons[view].disabled

    def shown(self) -> str:
        """The view of a narrow screen."""
        return self._workbench.dataset.view

    def show(self, view: str) -> None:
        """Which part a narrow screen shows."""
        self._workbench.dataset.view = view
        for name in Object.keys(self._buttons):
            chosen = name == view
            self._buttons[name].setAttribute('aria-selected', String(chosen))
            self._buttons[name].tabIndex = 0 if chosen else -1
        window.dispatchEvent(Event('resize'))

    def show_editor(self, on: bool) -> None:
        """Without an open file the terminal fills the middle."""
        self._centre.classList.toggle('no-editor', not on)
        self._buttons['editor'].disabled = not on
        if not on and self._workbench.dataset.view == 'editor':
            self.show('files')

    def show_preview(self, on: bool) -> None:
        required('preview').hidden = not on
        required('preview-split').hidden = not on
        self._buttons['preview'].disabled = not on
        if not on and self._workbench.dataset.view == 'preview':
            self.show('terminal')

    def toggle_explorer(self) -> bool:
        """Shows or hides the explorer; returns whether it is shown."""
        return not self._workbench.classList.toggle('no-explorer')

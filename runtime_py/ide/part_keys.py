"""Ctrl F6 moves to the next part of the workbench, with Shift to the previous one. The terminal and the editor use the
Tab key themselves, so without a mouse another key must leave them. Must not know what the parts do."""

# the view that shows it on a narrow screen, its element, and the element to focus
PARTS = [
    ['files', 'explorer', ['#tree [tabindex="0"]', 'button']],
    ['editor', 'editor', ['.cm-content']],
    ['terminal', 'terminal', ['.terminal-host:not([hidden]) textarea']],
    ['preview', 'preview', ['input']],
]


class PartKeys:
    def __init__(self, layout: object):
        self._layout = layout
        # capturing: before the terminal and the editor get the key
        window.addEventListener('keydown', lambda event: self._on_key(event), True)

    def _on_key(self, event: object) -> None:
        if event.key != 'F6' or not event.ctrlKey or event.altKey or event.metaKey:
            return
        event.preventDefault()
        event.stopPropagation()
        count = len(PARTS)
        here = max(0, PARTS.findIndex(lambda part: document.getElementById(part[1]).contains(document.activeElement)))
        step = count - 1 if event.shiftKey else 1
        for k in range(1, count):
            if self._enter(PARTS[(here + k * step) % count]):
                return

    def _enter(self, part: list) -> bool:
        """False when there is nothing to focus."""
        before = self._layout.shown()
        if not self._layout.can_show(part[0]):
            return False
        self._layout.show(part[0])
        element = document.getElementById(part[1])
        for selector in part[2]:
            found = element.querySelector(selector)
            if found is not None and found.offsetParent is not None:
                found.focus()
                return True
        self._layout.show(before)
        return False

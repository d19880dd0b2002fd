"""Asks the user whether a program may write the clipboard (OSC 52), in a line at the edge of its terminal. Browsers let
a page write the clipboard upon a click, which the answer is. Must not know terminals."""

from runtime_py.ide.dom import element, remember, remembered, text_button
from runtime_py.platform.unseen import without_unseen

CHOICE = 'programs-copy'
ALWAYS = 'always'
SHOWN = 60  # characters of what would be copied


class ClipboardNote:
    """At most one question at a time: a later text replaces the one before."""

    def __init__(self, host: object):
        self._host = host
        self._note = None

    def ask(self, text: str) -> None:
        if remembered(CHOICE, '') == ALWAYS:
            self._copy(text)
            return
        self._remove()
        start = without_unseen(text[0:SHOWN])
        said = f'A program wants to copy {len(text)} characters: {start}{"…" if len(text) > SHOWN else ""}'
        self._note = element(
            'div',
            {'class': 'terminal-note', 'role': 'alertdialog', 'aria-label': 'Copy to the clipboard?'},
            [
                element('span', {'text': said}),
                text_button('Copy', lambda: self._copy(text)),
                text_button('Always', lambda: self._always(text)),
                text_button('No', lambda: self._remove()),
            ],
        )
        self._host.append(self._note)

    def _always(self, text: str) -> None:
        remember(CHOICE, ALWAYS)
        self._copy(text)

    def _copy(self, text: str) -> None:
        self._remove()
        navigator.clipboard.writeText(text).catch(lambda error: console.warn('not copied:', error.message))

    def _remove(self) -> None:
        if self._note is not None:
            self._note.remove()
            self._note = None

"""The effect of each save on an open page of a development server: the title changes, the count stays, the style is
swapped, a mistake shows in the tool's overlay and can be fixed. Knows only pages: the code that opens one provides
functions to inspect it and to write files."""

import time
from collections.abc import Callable
from typing import Protocol

from selenium.common.exceptions import WebDriverException

from tests.latest.model import COLOUR, TITLE, Saves

PAGE_TIME = 180.0
SAVE_TIME = 40.0
SETTLING = 3.0  # work after a first page: dependencies are bundled, the page is hydrated
# before a mistake is fixed: natively, Next loses a save while a watcher still processes the previous one
THINKING = 1.5
COLOURS = {'red': 'rgb(255, 0, 0)', 'blue': 'rgb(0, 0, 255)'}
SEEN_TITLE = 'return document.querySelector("@ROOT@ h1")?.textContent.trim() ?? ""'
SEEN_COUNT = 'return document.querySelector("@ROOT@ button")?.textContent.trim() ?? ""'
SEEN_COLOUR = (
    'return document.querySelector("@ROOT@ h1") ? getComputedStyle(document.querySelector("@ROOT@ h1")).color : ""'
)
CLICK = 'document.querySelector("@ROOT@ button").click()'
SAME = 'return window.sameDocument === true'


class Failed(Exception):
    pass


class Page(Protocol):
    """An open page: `look` runs JavaScript in it, `save` writes a file of the project."""

    def look(self, code: str) -> object: ...

    def save(self, file: str, text: str) -> None: ...


def wait_for(condition: Callable[[], bool], what: Callable[[], str], limit: float) -> float:
    """The elapsed time in seconds."""
    start = time.monotonic()
    while True:
        try:
            if condition():
                return time.monotonic() - start
        except WebDriverException:
            pass  # the page is reloading
        if time.monotonic() > start + limit:
            raise Failed(what())
        time.sleep(0.05)


class SaveTrial:
    def __init__(self, page: Page, saves: Saves) -> None:
        self.page = page
        self.saves = saves

    def first_files(self) -> None:
        self._save_style('red')
        self._save_title('Title one')

    def result(self) -> str:
        self.sees('Title one', 'red', PAGE_TIME)
        time.sleep(SETTLING)
        self.page.look('window.sameDocument = true')
        self._count_up()
        told = self._title()
        style = self._style()
        self._mistake()
        self._same_document(
            'after a mistake was mended',
            self.saves.keeps_document and self.saves.recovers and self.saves.mends_in_place,
        )
        recovered = (
            'is recovered from'
            if self.saves.recovers and self.saves.mends_in_place
            else 'is recovered from by a reload, as natively'
        )
        return f'{told}; {style}; a syntax error shows in its overlay and {recovered}'

    def sees(self, title: str, colour: str, limit: float) -> float:
        def shown() -> bool:
            return self._text(SEEN_TITLE) == title and self._text(SEEN_COLOUR) == COLOURS[colour]

        return wait_for(shown, lambda: f'{title!r} in {colour} is not seen: {self._body()!r}', limit)

    def _count_up(self) -> None:
        def counted() -> bool:
            self.page.look(CLICK.replace('@ROOT@', self.saves.root))
            return self._text(SEEN_COUNT) not in ('', 'count is 0')

        wait_for(counted, lambda: f'the button does not count: {self._body()!r}', PAGE_TIME)

    def _title(self) -> str:
        count = self._text(SEEN_COUNT)
        self._save_title('Title two')
        took = wait_for(
            lambda: self._text(SEEN_TITLE) == 'Title two', lambda: f'an edit is not seen: {self._body()!r}', SAVE_TIME
        )
        if self.saves.keeps_state and self._text(SEEN_COUNT) != count:
            raise Failed(f'an edit loses the state: {self._text(SEEN_COUNT)!r}')
        self._same_document('after an edit', self.saves.keeps_document)
        kept = (
            ', state kept'
            if self.saves.keeps_state
            else ''
            if self.saves.keeps_document
            else ' by a reload, as natively'
        )
        return f'an edit after {took:.1f} s{kept}'

    def _style(self) -> str:
        self.page.look('window.sameDocument = true')
        self._save_style('blue')
        took = wait_for(
            lambda: self._text(SEEN_COLOUR) == COLOURS['blue'],
            lambda: f'a style is not seen: {self._text(SEEN_COLOUR)}',
            SAVE_TIME,
        )
        self._same_document('after a style', self.saves.swaps_style)
        return f'CSS after {took:.1f} s' + ('' if self.saves.swaps_style else ' by a reload, as natively')

    def _mistake(self) -> None:
        source = self.saves.source.replace(TITLE, 'Title three')
        self.page.save(self.saves.file, source.replace(*self.saves.mistake))
        name = self.saves.file.rpartition('/')[2]
        wait_for(
            lambda: name in self._overlay(),
            lambda: f'no overlay tells a mistake in {name}: {self._overlay()[-400:]!r} over {self._body()!r}',
            SAVE_TIME,
        )
        time.sleep(THINKING)
        self._save_title('Title four')
        if not self.saves.recovers:
            wait_for(lambda: self._overlay() == '', lambda: f'the overlay stays: {self._overlay()!r}', SAVE_TIME)
            self.page.look('location.reload()')
        wait_for(
            lambda: self._text(SEEN_TITLE) == 'Title four' and self._overlay() == '',
            lambda: f'a mistake is not recovered from: {self._overlay()!r} over {self._body()!r}',
            SAVE_TIME,
        )
        self._count_up()

    def _same_document(self, when: str, expected: bool) -> None:
        if expected and self.page.look(SAME) is not True:
            raise Failed(f'the page was loaded again {when}')

    def _save_title(self, title: str) -> None:
        self.page.save(self.saves.file, self.saves.source.replace(TITLE, title))

    def _save_style(self, colour: str) -> None:
        self.page.save(self.saves.style_file, self.saves.style.replace(COLOUR, colour))

    def _overlay(self) -> str:
        return self._text(self.saves.overlay)

    def _text(self, code: str) -> str:
        return str(self.page.look(code.replace('@ROOT@', self.saves.root)))

    def _body(self) -> str:
        try:
            return self._text('return document.body?.innerText ?? ""')[:300]
        except WebDriverException as error:
            return f'(no page: {error.msg})'

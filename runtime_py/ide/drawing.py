"""Gives text to the terminal's emulator, part by part. Must not know where the text comes from."""

CAN = '\x18'
# The emulator takes at most 50 ms for a part of some texts; between two parts the page can do other work.
PART = 1024
# Text can't be taken back from the emulator, so it gets few characters in advance; but more than one short text, since it
# draws only some hundred times in a second.
MOST_AHEAD = 2 * PART
FLOOD = 4096  # characters that an interrupt keeps


class Drawing:
    """`write(part, drawn)` gives a part to the emulator, which calls `drawn()`. `on_drawn()` is called whenever nothing
    is left to draw."""

    def __init__(self, write: object):
        self._write = write
        self.on_drawn = lambda: None
        self._text = ''
        self._at = 0
        self._drops = False  # the rest of the text is dropped, if it is long
        self._ahead = 0  # characters that the emulator has and hasn't drawn
        self._given = None

    def is_over(self) -> bool:
        return self._ahead == 0 and self._given is None

    def draw(self, text: str) -> object:
        """A promise that resolves when the emulator has the text. One text at a time."""
        self._text = text
        self._at = 0
        self._drops = False
        return Promise(self._start)

    def drop(self) -> None:
        """An interrupt: drops what the emulator doesn't have yet."""
        self._drops = True

    def _start(self, given: object) -> None:
        self._given = given
        self._go_on()

    def _go_on(self) -> None:
        if self._given is None:
            return
        if self._drops and len(self._text) - self._at > FLOOD:
            self._text = CAN  # a sequence may have been cut off: CAN ends it
            self._at = 0
        while self._ahead < MOST_AHEAD and self._at < len(self._text):
            part = self._text[self._at : self._at + PART]
            self._at += PART
            self._ahead += len(part)
            self._give(part)
        if self._at >= len(self._text):
            given = self._given
            self._given = None
            given(None)

    def _give(self, part: str) -> None:
        self._write(part, lambda: self._drawn(len(part)))

    def _drawn(self, count: int) -> None:
        self._ahead -= count
        self._go_on()
        if self.is_over():
            self.on_drawn()

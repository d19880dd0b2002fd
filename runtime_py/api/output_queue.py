"""A program's output as a stream of texts: kept here and not in the stream, so that an interrupt at the terminal can
drop unread output.

Up to MOST texts are acknowledged on arrival, further ones when they are read: a program that writes faster than the
page reads has to wait. Must not know processes."""

from runtime_py.api.marks import START, MarkSplitter, Turns
from runtime_py.api.output_log import STDOUT, end_stream

MOST = 64
FLOOD = 4096  # characters


class OutputQueue:
    """`acknowledge(STDOUT, bytes)` lets the program continue. States: open -> ended (the stream ends after what is
    left) | cancelled | failed."""

    def __init__(self, acknowledge: object, is_wanted: bool):
        self._acknowledge = acknowledge
        self._decoder = TextDecoder()
        self._marks = MarkSplitter()
        self._turns = Turns()
        self._texts: list = []
        self._unread: list = []  # bytes that aren't acknowledged yet, per piece
        self._is_asked = False  # a read waits for the next text
        self._controller = None
        self.is_open = is_wanted
        self.on_drop = None  # called when an interrupt makes earlier output obsolete
        self.stream = ReadableStream(
            {'start': self._set_controller, 'pull': self._pull, 'cancel': self._cancel}, {'highWaterMark': 0}
        )
        self.stdout = js_undefined  # a terminal has one stream
        self.stderr = js_undefined

    def _set_controller(self, controller: object) -> None:
        self._controller = controller

    def put(self, source: int, data: object) -> None:
        if not self.is_open:
            self._acknowledge(STDOUT, data.byteLength)
            return
        text = self._decoder.decode(data, {'stream': True})
        for part in self._marks.split(text):
            if part != '' and self._turns.is_off(part):
                self._texts.append('')
            if part != '':
                self._texts.append(part)
        if len(self._texts) < MOST:
            self._acknowledge(STDOUT, data.byteLength)
        else:
            self._unread.append(data.byteLength)
        if self._is_asked:
            self._give()

    def interrupted(self) -> None:
        """Ctrl-C was typed."""
        self._turns.interrupted(self._is_asked)

    def end(self, source: int) -> None:
        if not self.is_open:
            return
        self.is_open = False
        rest = self._marks.rest() + self._decoder.decode()
        if rest != '':
            self._texts.append(rest)
        if len(self._texts) == 0:
            self._controller.close()
        elif self._is_asked:
            self._give()

    def fail(self, error: object) -> None:
        if self.is_open:
            self.is_open = False
            self._texts = []
            end_stream(self._controller, error)

    def drop(self) -> None:
        """Drops output from before an interrupt, if it is more than a person would read."""
        if self.is_open and sum([len(text) for text in self._texts]) > FLOOD:
            self._texts = [text for text in self._texts if text.startswith(START)]
            self._decoder = TextDecoder()
            self._marks = MarkSplitter()
            self._let_go_on()
        if self.is_open and self.on_drop is not None:
            self.on_drop()

    def _pull(self, controller: object) -> None:
        self._is_asked = True
        self._give()

    def _give(self) -> None:
        if len(self._texts) > 0:
            self._is_asked = False
            self._controller.enqueue(self._texts.pop(0))
            if len(self._texts) < MOST:
                self._let_go_on()
            if len(self._texts) == 0 and not self.is_open:
                self._controller.close()

    def _let_go_on(self) -> None:
        held = self._unread
        self._unread = []
        for size in held:
            self._acknowledge(STDOUT, size)

    def _cancel(self, reason: object) -> None:
        self.is_open = False
        self._texts = []
        self._let_go_on()

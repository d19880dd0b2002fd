"""Counts the history entries of the preview's frame before and after the shown one, from what is visible outside: the
length of the tab's history.

Errs towards too few, since one step too many leaves the machine's page. Browsers with the Navigation API don't need it
(service_worker/preview/traversal.py). Must not know frames.
"""


class PreviewHistory:
    def __init__(self):
        self._length = 0
        self._behind = 0
        self._before = 0

    def begin(self, length: int) -> None:
        """Starts with a new frame, which adds no entry."""
        self._length = length
        self._behind = 0
        self._before = 0

    def see(self, length: int) -> None:
        """The frame's page has reported its address."""
        if length == self._length:
            return
        self._behind += max(length - self._length, 0)
        self._length = length
        self._before = 0

    def step(self, delta: int) -> bool:
        """Whether the frame has an entry in that direction; if so, it is now the shown one."""
        if delta < 0 and self._behind < -delta or delta > 0 and self._before < delta:
            return False
        self._behind += delta
        self._before -= delta
        return True

"""How many entries of the preview's frame lie behind and before the one that is shown, by what can be seen from outside: the length of the tab's history.

It counts too few rather than too many, since one step too many leaves the machine's page. Browsers with the Navigation API don't need it
(service_worker/preview/traversal.py). Must not know frames.
"""


class PreviewHistory:
    def __init__(self):
        self._length = 0
        self._behind = 0
        self._before = 0

    def begin(self, length: int) -> None:
        """A new frame, which adds no entry."""
        self._length = length
        self._behind = 0
        self._before = 0

    def see(self, length: int) -> None:
        """The frame's page has told where it is."""
        if length == self._length:
            return
        self._behind += max(length - self._length, 0)
        self._length = length
        self._before = 0

    def step(self, delta: int) -> bool:
        """Whether the frame has an entry there; if so it is the shown one from now on."""
        if delta < 0 and self._behind < -delta or delta > 0 and self._before < delta:
            return False
        self._behind += delta
        self._before -= delta
        return True

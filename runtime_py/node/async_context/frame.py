"""The async context frame (V8's continuation-preserved embedder data): what AsyncLocalStorage reads. One per worker.

Must not know: what a frame is made of, how it gets through promises (carrying.py)."""
from __future__ import annotations


class AsyncContext:
    """`frame` is read and set at each turn; `activate` is called by `begin`."""

    def __init__(self) -> None:
        self.frame = js_undefined
        self.active = False
        self.activate = None

    def begin(self) -> None:
        """Frames are carried from now on. It has to come before the first one is set: an `await` that began earlier would go on in whatever frame is set then."""
        if not self.active:
            self.active = True
            self.activate()

    def enter(self, frame: object) -> None:
        self.frame = frame
        if frame is not None:
            self.begin()

    def exchange(self, frame: object) -> object:
        """The frame before."""
        before = self.frame
        self.frame = frame
        return before


context = AsyncContext()

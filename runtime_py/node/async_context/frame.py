"""The async context frame (V8's continuation-preserved embedder data): what AsyncLocalStorage reads. One per worker.

Must not know: the content of a frame, or how promises carry it (carrying.py)."""

from __future__ import annotations


class AsyncContext:
    """`frame` is read and set at each turn; `begin` calls `activate`."""

    def __init__(self) -> None:
        self.frame = js_undefined
        self.active = False
        self.activate = None

    def begin(self) -> None:
        """Starts carrying frames. Must be called before the first one is set: an `await` that began earlier would
        continue in whatever frame is set then."""
        if not self.active:
            self.active = True
            self.activate()

    def enter(self, frame: object) -> None:
        self.frame = frame
        if frame is not None:
            self.begin()

    def exchange(self, frame: object) -> object:
        """Sets the frame; returns the previous one."""
        before = self.frame
        self.frame = frame
        return before


context = AsyncContext()

"""What the library sets when ticks or rejections wait."""

from __future__ import annotations


class Tick:
    """tickInfo of the task_queue binding: [hasTickScheduled, hasRejectionToWarn]. `woken(value)` hears of each that is
    set."""

    def __init__(self, woken: object) -> None:
        self.scheduled = 0
        self.rejected = 0
        self._added = False
        self._woken = woken

    def pending(self) -> bool:
        return self.scheduled != 0 or self.rejected != 0

    def take_added(self) -> bool:
        """Whether ticks were added to the empty queue since the last query."""
        added = self._added
        self._added = False
        return added

    def as_array(self) -> object:
        """The array that the library sees."""

        def set_scheduled(value):
            self.scheduled = value
            self._added = self._added or bool(value)
            self._woken(value)

        def set_rejected(value):
            self.rejected = value
            self._woken(value)

        fields = {'length': 2}
        Object.defineProperty(fields, '0', {'get': lambda: self.scheduled, 'set': set_scheduled, 'enumerable': True})
        Object.defineProperty(fields, '1', {'get': lambda: self.rejected, 'set': set_rejected, 'enumerable': True})
        return fields

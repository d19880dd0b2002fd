"""Which trace categories are on: those of the command line, and those of enabled Tracing objects (src/tracing/agent.cc).

An event names a group of categories, `node,node.fs,node.fs.sync`, and is recorded if any of them is on. The library
reads a group's state from one octet, so that events which are off cost nothing. Must not know events."""

from __future__ import annotations

HostMap = globalThis.Map


class Categories:
    """`on_change()` is called after each change."""

    def __init__(self) -> None:
        self._counts = js_new(HostMap)  # category -> how often it was enabled
        self._octets = js_new(HostMap)  # group -> its state
        self.on_change = lambda: None

    def names(self) -> list:
        found = Array.of(*self._counts.keys())
        found.sort()
        return found

    def is_on(self, group: str) -> bool:
        return self._counts.size > 0 and group.split(',').some(lambda name: self._counts.has(name))

    def octet_of(self, group: str) -> Uint8Array:
        found = self._octets.get(group)
        if found is None:
            found = Uint8Array(1)
            found[0] = 1 if self.is_on(group) else 0
            self._octets.set(group, found)
        return found

    def enable(self, names: list) -> None:
        for name in names:
            self._counts.set(name, (self._counts.get(name) or 0) + 1)
        self._changed()

    def disable(self, names: list) -> None:
        for name in names:
            left = self._counts.get(name) - 1
            if left > 0:
                self._counts.set(name, left)
            else:
                self._counts.delete(name)
        self._changed()

    def _changed(self) -> None:
        for group, octet in self._octets.entries():
            octet[0] = 1 if self.is_on(group) else 0
        self.on_change()

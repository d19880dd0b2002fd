"""`gc`, the function that --expose-gc defines: it urges the engine to collect garbage.

A browser has no call for that. But an engine collects once a program has allocated much memory outside the heap, so
`gc` allocates buffers and drops them; nobody writes to their pages, so they take no memory. How much is collected, and
when, is up to the engine. Must not know options."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.realm.host import define
from runtime_py.platform.clock import call_soon

_HostBuffer = globalThis.ArrayBuffer
_HostPromise = globalThis.Promise
_PIECE = 268435456  # bytes
_PIECES = 4  # V8 collects at once from about a gigabyte on


def collect() -> None:
    for _ in range(_PIECES):
        try:
            js_new(_HostBuffer, _PIECE)
        except Exception:
            return  # before it refuses memory, an engine collects


def _collect_later() -> object:
    def begin(resolve):
        def run():
            collect()
            resolve(js_undefined)

        call_soon(run)

    return js_new(_HostPromise, begin)


def _make() -> object:
    def gc(*given):
        options = given[0] if len(given) > 0 else js_undefined
        if js_typeof(options) == 'object' and options is not None and options.execution == 'async':
            return _collect_later()
        collect()
        return js_undefined

    made = js_func(gc)
    show_as_native(made)
    return made


class Exposure:
    """`collector` is None until a program asks for it; then new global objects have it."""

    def __init__(self) -> None:
        self.collector = None

    def begin(self) -> None:
        """As --expose-gc at the start."""
        self.expose_to_contexts()
        define(
            globalThis,
            'gc',
            {'value': self.collector, 'writable': True, 'enumerable': True, 'configurable': False},
        )

    def expose_to_contexts(self) -> None:
        """As V8's flag at run time: global objects that exist stay as they are."""
        if self.collector is None:
            self.collector = _make()


exposure = Exposure()

"""The remaining items of a Map or Set iterator, without advancing it: its origin and its steps are recorded as they
happen (platform/iteration_notes.py).

Replaces entries, keys, values and next on the built-in prototypes, before any user code. The position can't be
determined later: exhausting an iterator to inspect it would end a loop over it."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.platform.iteration_notes import counting_next, notes_of, noting_maker

_PAIRS = 'entries'


def _replace(prototype: object, name: str, replacement: object) -> object:
    Object.defineProperty(prototype, name, {'value': replacement, 'writable': True, 'configurable': True})
    show_as_native(replacement)
    return replacement


def _note_method(prototype: object, name: str) -> object:
    return _replace(prototype, name, noting_maker(name, prototype[name]))


def _count_steps(iterator: object) -> None:
    prototype = Object.getPrototypeOf(iterator)
    _replace(prototype, 'next', counting_next(prototype.next))


def install() -> None:
    map_prototype = globalThis.Map.prototype
    set_prototype = globalThis.Set.prototype
    _replace(map_prototype, Symbol.iterator, _note_method(map_prototype, _PAIRS))
    _note_method(map_prototype, 'keys')
    _note_method(map_prototype, 'values')
    _note_method(set_prototype, _PAIRS)
    values = _note_method(set_prototype, 'values')
    _replace(set_prototype, 'keys', values)
    _replace(set_prototype, Symbol.iterator, values)
    _count_steps(js_new(globalThis.Map).entries())
    _count_steps(js_new(globalThis.Set).values())


def preview(iterator: object) -> list:
    """[remaining items (pairs flattened), whether they are pairs]."""
    notes = notes_of(iterator)
    if notes is None:
        return [[], False]
    source, make, steps = notes
    gives_pairs = make.name == _PAIRS
    left = Array['from'](make.call(source)).slice(steps)
    return [left.flat() if gives_pairs else left, gives_pairs]

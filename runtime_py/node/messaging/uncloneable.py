"""The objects that V8's serialization format can't hold, and how V8 names a value in the messages that say so.

Knows: the engine's built-in kinds. Must not know: the format, or the library's own objects."""

from __future__ import annotations

from typing import Any

from runtime_py.node.bindings.types import shared_types
from runtime_py.node.engine.effectless import data_of, maker_shown
from runtime_py.node.engine.proxies import details_of

_LONGEST_TEXT = 128  # of a function
_KEPT_TEXT = 111
_refused = js_new(globalThis.Set)  # prototypes; filled when first needed
_is_filled = [False]  # not before the end: a full stack may interrupt it


def shown(value: object) -> str:
    """A value as V8 prints it in messages (NoSideEffectsToString)."""
    kind = js_typeof(value)
    if kind == 'function':
        text = String(value)
        return text if text.length <= _LONGEST_TEXT else f'{text[:_KEPT_TEXT]}...<omitted>...{text.slice(-2)}'
    if kind == 'symbol':
        return String(value)
    details = details_of(value)
    while details is not None and details[0] is not None:
        value = details[0]
        details = details_of(value)
    maker = maker_shown(value)
    if maker != '':
        return maker
    tag = data_of(value, Symbol.toStringTag)
    if js_typeof(tag) == 'string':
        return f'[object {tag}]'
    return '[object Array]' if Array.isArray(value) else '[object Object]'


def is_plain(value: object, tag: str) -> bool:
    """Whether it is an ordinary object, not one of a special kind."""
    if tag == '[object Object]':
        return True
    types = shared_types
    if types.isArgumentsObject(value) or types.isModuleNamespaceObject(value):
        return False
    if not _is_filled[0]:
        _fill()
    above = Object.getPrototypeOf(value)
    while above is not None:
        if _refused.has(above):
            return False
        above = Object.getPrototypeOf(above)
    return True


def _numbers() -> object:
    yield 0


async def _later_numbers() -> object:
    yield 0


def _fill() -> None:
    empty: Any = []
    text: Any = ''
    for made in [_numbers, _later_numbers]:
        _refused.add(Object.getPrototypeOf(made).prototype)
    for iterator in [
        empty[Symbol.iterator](),
        text[Symbol.iterator](),
        text.matchAll(js_regexp('a', 'g')),
        js_new(globalThis.Map).entries(),
        js_new(globalThis.Set).values(),
    ]:
        _refused.add(Object.getPrototypeOf(iterator))
    if js_typeof(globalThis.Iterator) == 'function':
        _refused.add(Object.getPrototypeOf(empty.values().map(lambda item: item)))
        _refused.add(Object.getPrototypeOf(globalThis.Iterator['from']({'next': lambda: js_undefined})))
    for home in [globalThis.Intl, globalThis.WebAssembly, globalThis.Temporal]:
        if home is not None:
            for name in Object.getOwnPropertyNames(home):
                _refuse(home[name])
    for name in [
        'WeakMap',
        'WeakSet',
        'WeakRef',
        'FinalizationRegistry',
        'Promise',
        'DisposableStack',
        'AsyncDisposableStack',
    ]:
        _refuse(globalThis[name])
    _is_filled[0] = True


def _refuse(kind: object) -> None:
    if js_typeof(kind) == 'function' and kind.prototype is not None:
        _refused.add(kind.prototype)

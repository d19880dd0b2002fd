"""What V8 has of the language, Node's library takes for granted, and another engine may lack yet. One place for all of it.

Must not know: stacks (text_stacks.py)."""
from __future__ import annotations

_SYMBOLS = ['dispose', 'asyncDispose']      # explicit resource management: not in WebKit 2.50


def fill() -> None:
    """Before the library takes its primordials."""
    for name in _SYMBOLS:
        if not Object.hasOwn(Symbol, name):
            Object.defineProperty(Symbol, name, {'value': Symbol(f'Symbol.{name}'), 'writable': False, 'enumerable': False, 'configurable': False})

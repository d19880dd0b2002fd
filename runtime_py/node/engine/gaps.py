"""Language features that V8 has, Node's library requires, and another engine may still lack. All of them are here.

Must not know: stacks (text_stacks.py)."""

from __future__ import annotations

_SYMBOLS = ['dispose', 'asyncDispose']  # explicit resource management: missing in WebKit 2.50


def fill() -> None:
    """Must run before the library copies its primordials."""
    for name in _SYMBOLS:
        if not Object.hasOwn(Symbol, name):
            Object.defineProperty(
                Symbol,
                name,
                {'value': Symbol(f'Symbol.{name}'), 'writable': False, 'enumerable': False, 'configurable': False},
            )

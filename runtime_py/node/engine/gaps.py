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
    _fill_console(globalThis.console)


def _fill_console(console: object) -> None:
    """`createTask` (for stacks that an inspector shows) and `context`, which only V8 has."""

    def create_task(name):
        if js_typeof(name) != 'string' or name == '':
            raise Error('First argument must be a non-empty string.')
        return {'run': lambda call: call()}

    def context():
        return Object.assign({}, console)

    for name, value in [['context', context], ['createTask', create_task]]:
        if js_typeof(console[name]) != 'function':
            Object.defineProperty(value, 'name', {'value': name, 'configurable': True})
            console[name] = value

"""How V8 looks at a value for its messages: without calling any function of the program (NoSideEffectsToString)."""

from __future__ import annotations

_to_string = Object.prototype.toString


def data_of(value: object, key: object) -> object:
    """The value of a data property, its own or an inherited one."""
    holder = value
    while holder is not None:
        found = Object.getOwnPropertyDescriptor(holder, key)
        if found is not js_undefined:
            return found.value
        holder = Object.getPrototypeOf(holder)
    return js_undefined


def maker_shown(value: object) -> str:
    """`#<Name>` for an object with Object's own `toString` and a named constructor, else ''."""
    if data_of(value, 'toString') is not _to_string:
        return ''
    maker = data_of(value, 'constructor')
    name = data_of(maker, 'name') if js_typeof(maker) == 'function' else js_undefined
    return f'#<{name}>' if js_typeof(name) == 'string' and name != '' else ''

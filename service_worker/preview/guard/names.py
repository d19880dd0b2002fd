"""What on this origin belongs to Terrarium: a preview shares the origin, and must neither see nor harm it.

Everything that Terrarium keeps under a name begins with one of PREFIXES. Must not know what is kept under which name.
"""

PREFIXES = ['terrarium:', 'terrarium-settings:']


def is_ours(name: object) -> bool:
    """Takes whatever an app gives as a name."""
    if js_typeof(name) == 'symbol':
        return False
    text = String(name)
    for prefix in PREFIXES:
        if text.startswith(prefix):
            return True
    return False


def refusal(what: str, name: object) -> object:
    return DOMException(f'{what} "{String(name)}" belongs to Terrarium, which shares this origin with its previews', 'SecurityError')


def override(owner: object, name: str, replacement: object) -> None:
    """Gives an object another method under the name and length of its own one."""
    native = owner[name]
    Object.defineProperty(replacement, 'name', {'value': name, 'configurable': True})
    Object.defineProperty(replacement, 'length', {'value': native.length, 'configurable': True})
    owner[name] = replacement


def override_getter(owner: object, name: str, get: object) -> None:
    """The same for an attribute."""
    native = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(owner, name, {'get': get, 'set': native.set, 'enumerable': native.enumerable, 'configurable': True})

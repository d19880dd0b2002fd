"""Names on this origin that belong to Terrarium: a preview shares the origin, and must neither see nor harm them.

Every name that Terrarium stores begins with one of PREFIXES. Must not know what is stored under which name.
"""

PREFIXES = ['terrarium:', 'terrarium-settings:']


def is_ours(name: object) -> bool:
    """Accepts anything that an app passes as a name."""
    if js_typeof(name) == 'symbol':
        return False
    text = String(name)
    for prefix in PREFIXES:
        if text.startswith(prefix):
            return True
    return False


def refusal(what: str, name: object) -> object:
    return DOMException(
        f'{what} "{String(name)}" belongs to Terrarium, which shares this origin with its previews', 'SecurityError'
    )


def override(owner: object, name: str, replacement: object) -> None:
    """Replaces a method of an object by one with the same name and length."""
    native = owner[name]
    Object.defineProperty(replacement, 'name', {'value': name, 'configurable': True})
    Object.defineProperty(replacement, 'length', {'value': native.length, 'configurable': True})
    owner[name] = replacement


def override_getter(owner: object, name: str, get: object) -> None:
    """As `override`, for an attribute."""
    native = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(
        owner, name, {'get': get, 'set': native.set, 'enumerable': native.enumerable, 'configurable': True}
    )

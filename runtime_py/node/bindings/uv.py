"""internalBinding('uv'): names and messages of error numbers."""

from __future__ import annotations

from runtime_py.node.realm.host import define
from runtime_py.platform.errno import EDQUOT, message_of, name_of


def create(realm: object, binding_data: object) -> object:
    # libuv has no name for EDQUOT, which the limit of a workspace's space gives
    known = [*realm.extra.uvmap, [-EDQUOT, [name_of(EDQUOT), message_of(EDQUOT)]]]
    errors = js_new(globalThis.Map, known)

    def named(number):
        found = errors.get(number)
        return f'Unknown system error {number}' if found is None else found[0]

    def described(number):
        found = errors.get(number)
        return f'Unknown system error {number}' if found is None else found[1]

    made = {
        'errname': named,
        'getErrorMap': lambda: js_new(globalThis.Map, known),
        'getErrorMessage': described,
    }
    for key in Object.keys(binding_data):
        if key.startsWith('UV_'):
            define(
                made, key, {'value': binding_data[key], 'writable': False, 'enumerable': True, 'configurable': False}
            )
    return made

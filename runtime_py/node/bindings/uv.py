"""internalBinding('uv'): names and messages of error numbers."""

from __future__ import annotations

from runtime_py.node.realm.host import define


def create(realm: object, binding_data: object) -> object:
    errors = js_new(globalThis.Map, realm.extra.uvmap)

    def name_of(number):
        found = errors.get(number)
        return f'Unknown system error {number}' if found is None else found[0]

    def message_of(number):
        found = errors.get(number)
        return f'Unknown system error {number}' if found is None else found[1]

    made = {
        'errname': name_of,
        'getErrorMap': lambda: js_new(globalThis.Map, realm.extra.uvmap),
        'getErrorMessage': message_of,
    }
    for key in Object.keys(binding_data):
        if key.startsWith('UV_'):
            define(
                made, key, {'value': binding_data[key], 'writable': False, 'enumerable': True, 'configurable': False}
            )
    return made

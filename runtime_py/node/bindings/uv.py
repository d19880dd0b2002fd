"""internalBinding('uv'): names and messages of error numbers."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    errors = js_new(globalThis.Map, realm.extra.uvmap)

    def name_of(number):
        found = errors.get(number)
        return f'Unknown system error {number}' if found is None else found[0]

    def message_of(number):
        found = errors.get(number)
        return f'Unknown system error {number}' if found is None else found[1]
    return {'errname': name_of, 'getErrorMap': lambda: js_new(globalThis.Map, realm.extra.uvmap), 'getErrorMessage': message_of}

"""internalBinding('internal_only_v8'): objects can't be counted from inside."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import unsupported


def query_objects(*args) -> object:
    raise unsupported('v8.queryObjects')


def create(realm: object, binding_data: object) -> object:
    return {'queryObjects': query_objects}

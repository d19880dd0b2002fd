"""internalBinding('permission'): the check behind process.permission.has (node/permission/model.py)."""

from __future__ import annotations


def create(realm: object, binding_data: object) -> object:
    return {'has': lambda scope, reference=None: realm.permission.has(scope, reference)}

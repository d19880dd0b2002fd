"""internalBinding('permission'): the permission model is off, so everything is allowed."""
from __future__ import annotations


def create(realm: object, binding_data: object) -> object:
    return {'has': lambda *args: True}

"""internalBinding('config')."""

from __future__ import annotations

from runtime_py.platform.host import host_navigator


def create(realm: object, binding_data: object) -> object:
    return {'getDefaultLocale': lambda: host_navigator.language, 'hasInspector': False}

"""internalBinding('url_pattern'): URLPattern is the browser's own; in engines without one, using it throws an error
that says so."""

from __future__ import annotations

HostUrlPattern = getattr(globalThis, 'URLPattern')


def create(realm: object, binding_data: object) -> object:
    return {} if HostUrlPattern is None else {'URLPattern': HostUrlPattern}

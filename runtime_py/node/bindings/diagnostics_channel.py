"""internalBinding('diagnostics_channel'): numbers of channels by name."""

from __future__ import annotations

from runtime_py.platform.maps import Map


def create(realm: object, binding_data: object) -> object:
    indices = Map()

    def index_of(name):
        found = indices.get(name)
        if found is None:
            found = indices.size
            indices.set(name, found)
        return found

    return {'getOrCreateChannelIndex': index_of, 'linkNativeChannel': lambda *args: js_undefined}

"""internalBinding('mksnapshot'): no start-up snapshot is being built."""

from __future__ import annotations


def create(realm: object, binding_data: object) -> object:
    return {
        'setSerializeCallback': lambda callback: js_undefined,
        'setDeserializeCallback': lambda callback: js_undefined,
        'setDeserializeMainFunction': lambda callback: js_undefined,
        'isBuildingSnapshotBuffer': Uint8Array(1),
    }

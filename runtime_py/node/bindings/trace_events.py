"""internalBinding('trace_events'): nothing is traced."""

from __future__ import annotations


def create(realm: object, binding_data: object) -> object:
    enabled = Uint8Array(1)
    return {
        'getEnabledCategories': lambda: js_undefined,
        'setTraceCategoryStateUpdateHandler': lambda handler: js_undefined,
        'getCategoryEnabledBuffer': lambda name: enabled,
        'isTraceCategoryEnabled': lambda name: False,
        'trace': lambda *args: js_undefined,
        'available': False,
    }

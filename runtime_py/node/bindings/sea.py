"""internalBinding('sea'): this is not a single executable application."""

from __future__ import annotations


def create(realm: object, binding_data: object) -> object:
    return {'isSea': lambda: False, 'isExperimentalSeaWarningNeeded': lambda: False, 'getAssetKeys': lambda: []}

"""internalBinding('config')."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    return {'getDefaultLocale': lambda: navigator.language, 'hasInspector': False}

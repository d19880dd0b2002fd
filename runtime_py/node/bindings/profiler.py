"""internalBinding('profiler'): without NODE_V8_COVERAGE, as natively, taking and stopping coverage does nothing. With it
nothing is written either, since a page can't ask V8; Node says so at the start, as when it is built without an
inspector."""

from __future__ import annotations


def create(realm: object, binding_data: object) -> object:
    return {'takeCoverage': lambda: js_undefined, 'stopCoverage': lambda: js_undefined}

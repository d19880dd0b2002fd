"""internalBinding('errors'): stack traces and uncaught exceptions."""
from __future__ import annotations

from runtime_py.node.source_maps import maps


def create(realm: object, seed: object) -> object:
    def set_prepare(callback):
        realm.prepare_stack_trace = callback

    def set_enhance(before, after):
        realm.enhance_stack = [before, after]

    def set_error_source(callback):
        maps.error_source = callback

    def set_maps_enabled(on):
        maps.enabled = on

    def to_text(value):
        try:
            return String(value)
        except Exception:
            return '[object]'
    return {
        'setPrepareStackTraceCallback': set_prepare, 'setEnhanceStackForFatalException': set_enhance, 'noSideEffectsToString': to_text,
        'setGetSourceMapErrorSource': set_error_source, 'setSourceMapsEnabled': set_maps_enabled,
        'setMaybeCacheGeneratedSourceMap': lambda callback: js_undefined,
        'getErrorSourcePositions': lambda error: {'sourceLine': '', 'scriptResourceName': '', 'lineNumber': 0, 'startColumn': 0},
        'triggerUncaughtException': lambda error, from_promise: realm.trigger_uncaught(error, from_promise),
    }

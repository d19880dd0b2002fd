"""internalBinding('errors'): stack traces and uncaught exceptions."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    def set_prepare(callback):
        realm.prepare_stack_trace = callback

    def set_enhance(before, after):
        realm.enhance_stack = [before, after]

    def to_text(value):
        try:
            return String(value)
        except Exception:
            return '[object]'
    return {
        'setPrepareStackTraceCallback': set_prepare, 'setEnhanceStackForFatalException': set_enhance, 'noSideEffectsToString': to_text,
        # source maps of user code: the library asks, nothing of ours keeps them
        'setGetSourceMapErrorSource': lambda callback: js_undefined, 'setSourceMapsEnabled': lambda on: js_undefined,
        'setMaybeCacheGeneratedSourceMap': lambda callback: js_undefined,
        'getErrorSourcePositions': lambda error: {'sourceLine': '', 'scriptResourceName': '', 'lineNumber': 0, 'startColumn': 0},
        'triggerUncaughtException': lambda error, from_promise: realm.trigger_uncaught(error, from_promise),
    }

"""internalBinding('errors'): stack traces and uncaught exceptions."""

from __future__ import annotations

from runtime_py.node.engine.effectless import maker_shown
from runtime_py.node.source.source_maps import maps
from runtime_py.node.stacks.evaluated_texts import evaluated_at
from runtime_py.node.stacks.source_lines import source_line_at
from runtime_py.node.stacks.stacks import innermost_frame


def source_positions(error: object) -> object:
    """The source line where `error` was created; its stack must not have been read before. An empty line if the text is
    unknown, as for unnamed code."""
    frame = innermost_frame(error)
    name = js_undefined if frame is None else frame.getScriptNameOrSourceURL()
    if frame is None:
        return {'sourceLine': '', 'scriptResourceName': '', 'lineNumber': 0, 'startColumn': 0}
    line, column = frame.getLineNumber(), frame.getColumnNumber()
    is_named = js_typeof(name) == 'string'
    found = source_line_at(name, line, column) if is_named else None
    if found is not None and (found.text or '') != '':
        text, begins = found.text, found.column
    else:
        text, begins = evaluated_at(line, column)
    return {
        'sourceLine': text,
        'scriptResourceName': name if is_named else '',
        'lineNumber': line,
        'startColumn': begins - 1,
    }


def text_without_effects(value: object) -> str:
    """V8's NoSideEffectsToString: no function of the program is called, save the getters of a proxy."""
    if js_typeof(value) not in ('object', 'function') or value is None or js_instanceof(value, Error):
        return _text_of(value)
    if js_typeof(value) == 'function':
        return globalThis.Function.prototype.toString.call(value)
    return maker_shown(value) or Object.prototype.toString.call(value)


def _text_of(value: object) -> str:
    try:
        return String(value)
    except Exception:
        return '[object]'


def create(realm: object, binding_data: object) -> object:
    def set_prepare(callback):
        realm.prepare_stack_trace = callback

    def set_enhance(before, after):
        realm.enhance_stack = [before, after]

    def set_error_source(callback):
        maps.error_source = callback

    def set_maps_enabled(on):
        maps.enabled = on

    return {
        'setPrepareStackTraceCallback': set_prepare,
        'setEnhanceStackForFatalException': set_enhance,
        'noSideEffectsToString': text_without_effects,
        'setGetSourceMapErrorSource': set_error_source,
        'setSourceMapsEnabled': set_maps_enabled,
        'setMaybeCacheGeneratedSourceMap': lambda callback: js_undefined,
        'getErrorSourcePositions': source_positions,
        'triggerUncaughtException': lambda error, from_promise: realm.trigger_uncaught(error, from_promise),
    }

"""Function.prototype.toString shows the program's original text: without the loader's insertions (await_source.py,
esm/dynamic_import.py, context_source.py).

Libraries parse parameters from it, and some send it elsewhere to run it."""

from __future__ import annotations

from runtime_py.node.async_context.call_source import BEGIN, BEGIN_EXPRESSION, END, END_EXPRESSION
from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.host import define
from runtime_py.node.vm.context_source import DIRECTIVE_END

_NAME = ', "(?:[^"\\\\]|\\\\.)*"'  # of the iterated expression
_PUT_IN = RegExp(
    '(?:\\{/\\*\\$\\*/)? \\$terrarium_put\\(\\d+\\);| \\$terrarium_put\\(\\d+, | \\$terrarium_(?:await|each)\\((?:/\\*,\\*/\\()?| \\$terrarium_default'
    f'|\\)?(?:{_NAME})?/\\*,\\$\\*/\\)|(?:{_NAME})?/\\*\\$\\*/[)}}]',
    'g',
)
_IDENTIFIER = '[^\\s()\\[\\]{}.,;:=]+'
_SHORTHAND = RegExp(f'{_IDENTIFIER}:/\\*\\$short\\*/ ', 'g')
_IMPORTED = RegExp(
    f'(?:;/\\*\\$\\*/)?\\((?:0,|{_IDENTIFIER} =) \\$terrarium_imported\\.({_IDENTIFIER})\\)|\\$terrarium_imported\\.',
    'g',
)
_SAME = RegExp(f'(?:;/\\*\\$\\*/)?\\({_IDENTIFIER} =/\\*\\$terrarium_same\\*/ ({_IDENTIFIER})\\)', 'g')
_MODULE = js_regexp(
    '(?:new \\(|new (?=\\$terrarium_module\\.meta))?\\$terrarium_module\\??\\.(import|source|meta|none|arguments)\\b(?:\\(/\\*\\$meta\\*/\\)|(?<=import|source)\\))?',
    'g',
)
_MEANING = {
    'import': 'import',
    'source': 'import.source',
    'meta': 'import.meta',
    'none': 'arguments',
    'arguments': 'arguments',
}
_IMPORT = js_regexp('new \\(\\$terrarium_import\\?\\.(of|source)\\)\\(\\d+, ', 'g')
_EVALUATOR = js_regexp('\\$terrarium_evaluator\\b', 'g')
_EVAL = js_regexp(' \\$terrarium_eval(?:_top)?\\((?:\\d+|\\$terrarium_module\\.referrer), (?:/\\*,\\*/\\()?', 'g')
_CALL = js_regexp(
    '(?:;/\\*\\$terrarium_first\\*/)?\\((?:0,|[^\\s()]+ \\?\\?=)/\\*\\$terrarium_call\\*/ ?([^)]+)\\)', 'g'
)
_RECEIVER = js_regexp('\\(this===[^)]*/\\*\\$terrarium_this\\*/this\\)', 'g')
_RECEIVE = js_regexp('if\\(this===\\$terrarium_outer\\)return[^;]*;', 'g')
_TYPEOF = js_regexp('(?:;/\\*\\$terrarium_first\\*/)?\\(\\$terrarium_typeof\\("[^"]*"\\)\\(([^)]*)\\)\\)', 'g')
_TICK = js_regexp('(?:\\{/\\*\\$\\*/)?\\$terrarium_tick\\(\\);', 'g')
_COUNTS = js_regexp('(?:;/\\*\\$counts\\*/|\\{/\\*\\$\\*/)?\\$terrarium_counts\\[\\d+\\]\\+\\+;', 'g')
_COUNTED = js_regexp(
    '(?:\\(\\$terrarium_counts\\[\\d+\\]\\+\\+,|\\$terrarium_counted\\(\\d+,)/\\*\\$counted\\*/|/\\*\\$counted\\*/\\)',
    'g',
)
MARK = '$terrarium_'
# [what its texts contain, pattern, the original]. A context's edits are made last, so they may enclose the others. The
# text of an eval may look like the name after an iterated expression
_EDITS = [
    ['/*$terrarium_call*/', _CALL, '$1'],
    ['/*$terrarium_this*/', _RECEIVER, 'this'],
    ['$terrarium_outer', _RECEIVE, ''],
    ['$terrarium_typeof', _TYPEOF, '$1'],
    ['$terrarium_tick', _TICK, ''],
    ['$terrarium_counts', _COUNTS, ''],
    ['/*$counted*/', _COUNTED, ''],
    ['$terrarium_eval', _EVAL, ''],
    ['$terrarium_evaluator', _EVALUATOR, 'eval'],
    ['', _PUT_IN, ''],
    ['$terrarium_import?', _IMPORT, lambda found, phase: 'import.source(' if phase == 'source' else 'import('],
    ['/*$terrarium_same*/', _SAME, '$1'],
]
_natives = js_new(globalThis.WeakSet)


def original(text: str) -> str:
    if MARK not in text:
        return text
    text = without_calls(text)
    for mark, pattern, put in _EDITS:
        if mark in text:
            text = text.replace(pattern, put)
    if MARK in text:
        text = without_calls(text)  # whose parts a context had enclosed
    if '$terrarium_imported.' in text:
        text = text.replace(_SHORTHAND, '').replace(_IMPORTED, lambda found, name: name or '')
    return text.replace(_MODULE, lambda found, name: _MEANING[name])


def without_calls(text: str) -> str:
    for put_in in [DIRECTIVE_END, BEGIN_EXPRESSION, END_EXPRESSION, BEGIN, END]:
        text = text.replaceAll(put_in, '')
    return text


def show_as_native(stand_in: object) -> None:
    """Makes it look like a native function."""
    _natives.add(stand_in)


def shown_text(target: object, this_value: object, args: list) -> str:
    if _natives.has(this_value):
        return f'function {this_value.name}() {{ [native code] }}'
    return original(Reflect.apply(target, this_value, args))


def install() -> None:
    prototype = globalThis.Function.prototype
    shown = js_new(HostProxy, prototype.toString, {'apply': shown_text})
    show_as_native(shown)
    show_as_native(globalThis.Proxy)
    define(prototype, 'toString', {'value': shown, 'writable': True, 'enumerable': False, 'configurable': True})

"""What a program gets for a frame: an object with V8's methods, and nothing else, on a prototype like V8's. Its data is
kept apart, so programs that copy or wrap every property (vm2 and its like) see what they see in Node.

Knows only that a frame has a method of each name. Must not know how frames are read."""

from __future__ import annotations

from typing import Any

# in V8's order
METHODS = [
    'getColumnNumber',
    'getEnclosingColumnNumber',
    'getEnclosingLineNumber',
    'getEvalOrigin',
    'getFileName',
    'getFunction',
    'getFunctionName',
    'getLineNumber',
    'getMethodName',
    'getPosition',
    'getPromiseIndex',
    'getScriptNameOrSourceURL',
    'getScriptHash',
    'getThis',
    'getTypeName',
    'isAsync',
    'isConstructor',
    'isEval',
    'isNative',
    'isPromiseAll',
    'isToplevel',
    'toString',
]

_frames = js_new(globalThis.WeakMap)
_frame_of = _frames['get'].bind(_frames)  # a program may change the prototype


class CallSite:
    getLineNumber: Any
    getColumnNumber: Any
    getScriptNameOrSourceURL: Any


def shown(frame: object) -> CallSite:
    made = CallSite()
    _frames.set(made, frame)
    return made


def is_shown(site: object) -> bool:
    return _frames.has(site)


def _method(name: str) -> object:
    def call():
        frame = _frame_of(js_this)
        if frame is js_undefined:
            raise TypeError(f'CallSite method {name} expects CallSite as receiver')
        return frame[name]()

    return Object.defineProperty(js_func(call), 'name', {'value': name, 'configurable': True})


def _install() -> None:
    for name in METHODS:
        Object.defineProperty(
            CallSite.prototype,
            name,
            {'value': _method(name), 'writable': False, 'enumerable': False, 'configurable': False},
        )


_install()

"""Stacks of engines without structured frames (Firefox; Safari as far as possible): parses their text and converts it
to Node's.

SpiderMonkey and JavaScriptCore write `name@file:line:column` lines without the error's name and message. SpiderMonkey's
`stack` is an accessor of Error.prototype, which is replaced here; JavaScriptCore's is each error's own property, so
there Error.captureStackTrace returns Node's form, and `mend` is called by util.inspect and when an error ends a
program. Knows the engines' formats. Must not know Node's file names (stacks.py) or the use of frames."""

from __future__ import annotations

from runtime_py.node.engine.messages import mend as mend_message
from runtime_py.node.modules.script_names import script_at

_LINE = js_regexp(r'^(async\*)?(.*?)@(.*?)(?::(\d+))?(?::(\d+))?$')
_NATIVE = '[native code]'
_CODES = ['global code', 'eval code', 'module code']
_LIMIT = 10  # V8's default


class TextFrame:
    """The data of V8's CallSite, as far as a line has it."""

    def __init__(self, is_async: bool, name: object, file: str, line: object, column: object) -> None:
        self.is_async = is_async
        self.name = name
        self.file = file
        self.line = line
        self.column = column

    def getFileName(self) -> object:
        # V8 has no file name for code from eval, which all programs are: stacks.py identifies it by its sourceURL
        return None if self.file == _NATIVE or script_at(self.file) is not None else self.file

    def getScriptNameOrSourceURL(self) -> object:
        return None if self.file == _NATIVE else self.file

    def getLineNumber(self) -> object:
        return self.line

    def getColumnNumber(self) -> object:
        return self.column

    def getFunctionName(self) -> object:
        return self.name

    def getEvalOrigin(self) -> object:
        return js_undefined

    def getThis(self) -> object:
        return js_undefined

    def getTypeName(self) -> object:
        return None

    def getFunction(self) -> object:
        return js_undefined

    def getMethodName(self) -> object:
        return None

    def isEval(self) -> bool:
        return False

    def isToplevel(self) -> bool:
        return True

    def isNative(self) -> bool:
        return self.file == _NATIVE

    def isConstructor(self) -> bool:
        return False

    def isAsync(self) -> bool:
        return self.is_async

    def isPromiseAll(self) -> bool:
        return False

    def getPromiseIndex(self) -> object:
        return None

    def getPosition(self) -> int:
        return 0

    def getScriptHash(self) -> str:
        return ''

    def getEnclosingLineNumber(self) -> object:
        return self.line

    def getEnclosingColumnNumber(self) -> object:
        return self.column


def read_stack(text: str) -> list:
    """TextFrames from an engine's text."""
    found = []
    for line in text.split('\n'):
        match = _LINE.exec(line)
        if match is not None:
            found.push(
                TextFrame(
                    match[1] is not None, _function_name(match[2]), match[3], _number(match[4]), _number(match[5])
                )
            )
    return found


def _number(text: object) -> object:
    return None if text is None else int(text)


def _function_name(name: str) -> object:
    """SpiderMonkey describes the place of an anonymous function: `outer/inner/<`."""
    plain = name[name.rfind('/') + 1 :]
    return None if plain == '' or plain.endswith('<') or plain in _CODES else plain


def has_structured_frames() -> bool:
    """Whether the engine calls Error.prepareStackTrace, as V8 does."""
    before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
    Error.prepareStackTrace = lambda error, frames: frames
    found = Array.isArray(js_new(Error, '').stack)
    if before is None:
        Reflect.deleteProperty(Error, 'prepareStackTrace')
    else:
        Object.defineProperty(Error, 'prepareStackTrace', before)
    return found


def install(prepare: object) -> None:
    """`prepare(error, frames)` returns the value of `stack`."""
    if Error.stackTraceLimit is None:
        Error.stackTraceLimit = _LIMIT
    descriptor = Object.getOwnPropertyDescriptor(Error.prototype, 'stack')
    engine_get = descriptor.get if descriptor is not None else None
    if engine_get is not None:
        _replace_accessor(prepare, engine_get)
    else:
        _own_stacks.prepare = prepare
    if js_typeof(Error.captureStackTrace) == 'function':
        _replace_capture(prepare)


def _replace_accessor(prepare: object, engine_get: object) -> None:
    made = js_new(globalThis.WeakMap)  # error -> its stack when it was first read

    def get():
        error = js_this
        if made.has(error):
            return made.get(error)
        text = Reflect.apply(engine_get, error, [])
        if js_typeof(text) != 'string':
            return text
        mend_message(error)
        value = prepare(error, read_stack(text))
        if value is None:
            return text
        made.set(error, value)
        return value

    def put(value):
        Object.defineProperty(
            js_this, 'stack', {'value': value, 'writable': True, 'enumerable': False, 'configurable': True}
        )

    Object.defineProperty(
        Error.prototype, 'stack', {'get': js_func(get), 'set': js_func(put), 'enumerable': False, 'configurable': True}
    )


class _OwnStacks:
    """For an engine whose errors have their stacks as own properties from the start."""

    def __init__(self) -> None:
        self.prepare = None
        self.mended = js_new(globalThis.WeakSet)


_own_stacks = _OwnStacks()


def mend(error: object) -> None:
    """For such an engine, when an error is about to be shown: converts its stack to Node's, with its name and
    message."""
    if _own_stacks.prepare is None or not js_instanceof(error, Error) or _own_stacks.mended.has(error):
        return
    _own_stacks.mended.add(error)
    own = Object.getOwnPropertyDescriptor(error, 'stack')
    if own is None or js_typeof(own.value) != 'string' or not _LINE.test(own.value.split('\n')[0]):
        return
    value = _own_stacks.prepare(error, read_stack(own.value))
    if value is not None:
        Object.defineProperty(
            error, 'stack', {'value': value, 'writable': True, 'enumerable': False, 'configurable': True}
        )


def _replace_capture(prepare: object) -> None:
    engine_capture = Error.captureStackTrace

    def captureStackTrace(holder, above=js_undefined):
        Reflect.apply(engine_capture, Error, [holder, captureStackTrace if above is None else above])
        text = holder.stack
        value = prepare(holder, read_stack(text)) if js_typeof(text) == 'string' else text
        _own_stacks.mended.add(holder)
        if value is not None:
            Object.defineProperty(
                holder, 'stack', {'value': value, 'writable': True, 'enumerable': False, 'configurable': True}
            )

    Error.captureStackTrace = captureStackTrace

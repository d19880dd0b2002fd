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
_KEYED = js_regexp('\\["(.+)"\\]$')
_CAPITAL = js_regexp('^[A-Z]')
_CALLED = js_regexp('(?:^|[^.\\w$])([\\w$]+\\s*)$')
_ERROR_CLASSES = 'node:internal/errors'
_CALLER_OF_BODIES = 'Module._compile'


class TextFrame:
    """The data of V8's CallSite, as far as a line has it."""

    def __init__(self, is_async: bool, described: str, file: str, line: object, column: object) -> None:
        self.is_async = is_async
        self.described = described  # the engine's description of the function
        self.name = _function_name(described)
        self.file = file
        self.line = line
        self.column = column
        self.type_name: object = None

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
        return self.type_name

    def getFunction(self) -> object:
        return js_undefined

    def getMethodName(self) -> object:
        return None

    def isEval(self) -> bool:
        return False

    def isToplevel(self) -> bool:
        return self.type_name is None

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
            found.push(TextFrame(match[1] is not None, match[2], match[3], _number(match[4]), _number(match[5])))
    return found


def _number(text: object) -> object:
    return None if text is None else int(text)


def _function_name(name: str) -> object:
    """SpiderMonkey describes the place of an anonymous function: `outer/inner/<`, `Module.prototype.load`,
    `Module._extensions[".js"]`; V8 names such a method by its object's class."""
    plain = name[name.rfind('/') + 1 :]
    if plain == '' or plain.endswith('<') or plain in _CODES:
        return None
    keyed = _KEYED.exec(plain)
    return plain.replace('.prototype.', '.') if keyed is None else f'Object.{keyed[1]}'


def callee_offset(text: str, column: int) -> int:
    """From the column of a call `f(…)` in SpiderMonkey, that of the parenthesis, to V8's, that of `f`."""
    called = _CALLED.exec(text[: column - 1]) if text[column - 1 : column] == '(' else None
    return 0 if called is None else -len(called[1])


def without_constructors(error: object, sites: list) -> list:
    """V8 omits the constructors that made an error, up to its own class's. `sites`: CallSites, innermost first."""
    first = 0
    while first < len(sites) and _is_constructor(error, sites[first]):
        first += 1
    return sites[first:]


def _is_constructor(error: object, site: object) -> bool:
    name = site.getFunctionName()
    if name is None:
        return False
    prototype = Object.getPrototypeOf(error)
    while prototype is not None:
        own = Object.getOwnPropertyDescriptor(prototype, 'constructor')
        if own is not None and js_typeof(own.value) == 'function' and own.value.name == name:
            return True
        prototype = Object.getPrototypeOf(prototype)
    # these classes hide their constructor
    return site.getFileName() == _ERROR_CLASSES and _CAPITAL.test(name)


def name_bodies(sites: list) -> None:
    """V8 prints the body of a CommonJS module, a function called with the module's exports, as a method of Object."""
    for k in range(len(sites) - 1):
        if sites[k].getFunctionName() is None and sites[k + 1].getFunctionName() == _CALLER_OF_BODIES:
            sites[k].set_type_name('Object')


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
    """`prepare(error, frames, limit)` returns the value of `stack`."""
    _define_limit()
    descriptor = Object.getOwnPropertyDescriptor(Error.prototype, 'stack')
    engine_get = descriptor.get if descriptor is not None else None
    if engine_get is not None:
        _replace_accessor(prepare, engine_get)
    else:
        _own_stacks.prepare = prepare
    if js_typeof(Error.captureStackTrace) == 'function':
        _replace_capture(prepare)


def _define_limit() -> None:
    """An engine that obeys this property would count the runtime's frames, too. It ignores an accessor."""
    limit: object = _LIMIT

    def get():
        return limit

    def put(value):
        nonlocal limit
        limit = value

    Object.defineProperty(Error, 'stackTraceLimit', {'get': get, 'set': put, 'enumerable': True, 'configurable': True})


def _replace_accessor(prepare: object, engine_get: object) -> None:
    made = js_new(globalThis.WeakMap)  # error -> its stack when it was first read
    _own_stacks.inherited_get = engine_get

    def get():
        error = js_this
        if made.has(error):
            return made.get(error)
        text = Reflect.apply(engine_get, error, [])
        if js_typeof(text) != 'string':
            return text
        mend_message(error)
        value = prepare(error, read_stack(text), Error.stackTraceLimit)
        if value is None:
            return text
        made.set(error, value)
        return value

    def put(value):
        _set_stack(js_this, value)

    Object.defineProperty(
        Error.prototype, 'stack', {'get': js_func(get), 'set': js_func(put), 'enumerable': False, 'configurable': True}
    )


class _OwnStacks:
    """`prepare` for an engine whose errors have their stacks as own properties from the start; `inherited_get` for one
    whose errors inherit an accessor."""

    def __init__(self) -> None:
        self.prepare = None
        self.inherited_get = None
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
    value = _own_stacks.prepare(error, read_stack(own.value), Error.stackTraceLimit)
    if value is not None:
        _set_stack(error, value)


def give_own_stack(error: object) -> None:
    """To the reason of a rejection: Node's library takes only what has a stack of its own for an error."""
    if (
        _own_stacks.inherited_get is not None
        and js_instanceof(error, Error)
        and not Object.hasOwn(error, 'stack')
        and js_typeof(Reflect.apply(_own_stacks.inherited_get, error, [])) == 'string'
    ):
        error.stack = error.stack


def has_text_stacks() -> bool:
    return _own_stacks.inherited_get is not None or _own_stacks.prepare is not None


def forget_frames(error: object) -> None:
    """As `Error.stackTraceLimit` of 0 does in V8 while `error` is made."""
    if _own_stacks.inherited_get is not None:
        error.stack = String(error)


def _replace_capture(prepare: object) -> None:
    engine_capture = Error.captureStackTrace

    def captureStackTrace(holder, above=js_undefined):
        Reflect.apply(engine_capture, Error, [holder, captureStackTrace if above is None else above])
        _own_stacks.mended.add(holder)
        if js_typeof(holder.stack) == 'string':
            _define_stack(holder, prepare, holder.stack, Error.stackTraceLimit)

    Error.captureStackTrace = captureStackTrace


def _define_stack(holder: object, prepare: object, text: str, limit: object) -> None:
    """V8, too, prepares the value when it is first read."""

    def put(value):
        _set_stack(holder, value)

    def get():
        value = prepare(holder, read_stack(text), limit)
        found = text if value is None else value
        put(found)
        return found

    Object.defineProperty(holder, 'stack', {'get': get, 'set': put, 'enumerable': False, 'configurable': True})


def _set_stack(holder: object, value: object) -> None:
    Object.defineProperty(
        holder, 'stack', {'value': value, 'writable': True, 'enumerable': False, 'configurable': True}
    )

"""Stack traces like Node's: V8's frames with the real names of files, and without the runtime's own frames, which would
be C++ in Node.

V8 calls Error.prepareStackTrace for the text of a stack. Users and Node's library set and read that property, so it is
an accessor: V8 gets a hook from it, which corrects the frames and then calls the function that was set. For engines
without structured frames, text_stacks.py parses the text. Knows: script_names.py, library.py's files. Must not know:
what an error means."""

from __future__ import annotations

from typing import Any

from runtime_py.node.modules.script_names import WAIT, script_at
from runtime_py.node.realm.host import current_realm, hidden
from runtime_py.node.realm.library import file_at
from runtime_py.node.realm.library_places import original_place
from runtime_py.node.stacks.call_site import CallSite, is_shown, shown
from runtime_py.node.stacks.errors_made_here import limit_of
from runtime_py.node.stacks.origins import Origins
from runtime_py.node.stacks.source_lines import reading_once, source_line_at
from runtime_py.node.stacks.text_stacks import callee_offset, has_structured_frames, name_bodies, without_constructors
from runtime_py.node.stacks.text_stacks import install as install_text_stacks
from runtime_py.platform.worker_scripts import is_runtime_script

RUNTIME_SOURCE = 'terrarium:runtime'  # the sourceURL of functions that the runtime generates for itself
_ORIGIN = js_regexp('^eval at .* \\((\\S+):\\d+:\\d+\\)$', '')
_IDENTIFIER = js_regexp(
    '^(?!.*[\\u{10000}-\\u{10ffff}])[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*$', 'u'
)  # what V8 puts a type before
_RUNNERS = ['eval', 'next']  # built-ins with which the runtime runs a program's file
_NATIVES_PREFIX = 'globalThis.TERRARIUM_NATIVES.'


global_objects = js_new(globalThis.WeakSet)  # of vm contexts


# `URL name` of what modules export through namespaces, which are proxies here: calls `namespace.f()` are told apart by it
exported = js_new(globalThis.Set)


class State:
    """The value that Error.prepareStackTrace is set to, and the hooks that were returned for such values."""

    def __init__(self) -> None:
        self.current = js_undefined
        self.inside = False
        self.tells_this = True  # whether frames have their `this`
        self.hooks = js_new(globalThis.Map)  # set value -> its hook
        self.meanings = js_new(globalThis.WeakMap)  # hook -> set value


_state = State()


class Place:
    """A position in a file or script of the program, or a file of Node's library; line and column are counted from
    1."""

    def __init__(self, name: str, line: int, column: int) -> None:
        self.name = name
        self.line = line
        self.column = column


def place_of(source: str, line: int, column: int) -> Place | None:
    """The position for the engine's; None if it is in no script of the program or the library."""
    script = script_at(source)
    if script is None:
        return place_in_library(source, line, column)
    found = script.place(line, column)  # by index: a program may have changed the iteration of arrays
    return Place(script.name, found[0], found[1])


def place_in_library(url: str, line: int, column: int) -> Place | None:
    file = file_at(url)
    if file is None:
        return None
    module = file.module_at(line)
    found = original_place(module[1], line - module[0] + 1, column)
    return Place('node:' + module[1], found[0], found[1])


class Frame:
    """A frame with Node's names; call_site.py shows it to programs. Line and column are 1-based."""

    _file: Any
    _source: Any
    _name: Any
    _own: Any
    _origin: Any
    _frame: Any
    _is_module: Any

    def __init__(self, frame: object, origin: str | None = None) -> None:
        file = frame.getFileName()
        line = frame.getLineNumber()
        column = frame.getColumnNumber()
        name = frame.getFunctionName()
        source = frame.getScriptNameOrSourceURL()
        own = False  # a user's file, which our compile() turned into an eval
        is_module = False  # the body of a module of Node's library
        library_id = ''  # id of a library module whose position in Node's own file wasn't looked up yet
        begins_at_call = False  # the column is that of the arguments
        library_file = file_at(file)
        if library_file is not None:
            place = library_file.module_at(line)
            source = 'node:' + place[1]
            line -= place[0] - 1
            library_id = place[1]
            if _state.tells_this:
                is_module = name == place[1]
                name = plain_name(name, place[1])
            else:
                is_module = frame.described == place[1]
                name = None if is_module else name
            file = source
        elif source is not None and script_at(source) is not None:
            script = script_at(source)
            own = not script.is_evaluated
            file = script.name
            source = file
            found = script.place(line, column)
            line = found[0]
            column = found[1]
            if own and ((name == 'eval' and not is_named_eval(frame)) or name == WAIT):
                name = None
            begins_at_call = not _state.tells_this
        hidden(self, '_frame', frame)
        hidden(self, '_origin', origin)
        hidden(self, '_own', own)
        hidden(self, '_is_module', is_module)
        hidden(self, '_file', file)
        hidden(self, '_source', source)
        hidden(self, '_library_id', library_id)
        hidden(self, '_begins_at_call', begins_at_call)
        hidden(self, '_line', line)
        hidden(self, '_column', column)
        hidden(self, '_name', name)

    def getFileName(self) -> object:
        return self._file

    def getScriptNameOrSourceURL(self) -> object:
        return self._source

    def getLineNumber(self) -> object:
        self._locate()
        return self._line

    def getColumnNumber(self) -> object:
        self._locate()
        return self._column

    def _locate(self) -> None:
        """Deferred until the position is read, since it may load a table."""
        if self._library_id != '' and js_typeof(self._line) == 'number' and js_typeof(self._column) == 'number':
            found = original_place(self._library_id, self._line, self._column)
            self._line = found[0]
            self._column = found[1]
        self._library_id = ''
        if self._begins_at_call:
            self._begins_at_call = False
            self._column = self._column_of_callee()

    def _column_of_callee(self) -> object:
        if js_typeof(self._column) != 'number':
            return self._column
        found = source_line_at(self._file, self._line, self._column)
        return self._column if found.text is None else self._column + callee_offset(found.text, found.column)

    def getFunctionName(self) -> object:
        return self._name

    def getEvalOrigin(self) -> object:
        if self._own:
            return js_undefined
        if self._origin is not None:
            return self._origin
        origin = self._frame.getEvalOrigin()
        # made by the replacement of the Function constructor
        place = _ORIGIN.exec(origin) if js_typeof(origin) == 'string' else None
        return 'eval at Function (<anonymous>)' if place is not None and is_runtime_script(place[1]) else origin

    def isEval(self) -> bool:
        return not self._own and self._frame.isEval()

    def is_in(self, address: str) -> bool:
        """Whether the frame is in a script, by its sourceURL."""
        return self._frame.getScriptNameOrSourceURL() == address

    def is_built_in(self) -> bool:
        return self._frame.getScriptNameOrSourceURL() is None and not self.isEval()

    def getThis(self) -> object:
        return self._frame.getThis()

    def getTypeName(self) -> object:
        kind = self._frame.getTypeName()
        return 'Module' if kind == 'Proxy' and exported.has(f'{self._file} {self._name}') else kind

    def set_type_name(self, name: str) -> None:
        """Of a frame that was read from text."""
        self._frame.type_name = name

    def getFunction(self) -> object:
        return self._frame.getFunction()

    def getMethodName(self) -> object:
        return None if self._is_module else self._frame.getMethodName()

    def isToplevel(self) -> bool:
        return self._is_module or self._frame.isToplevel() or global_objects.has(self._frame.getThis())

    def isNative(self) -> bool:
        return self._frame.isNative()

    def isConstructor(self) -> bool:
        return self._frame.isConstructor()

    def isAsync(self) -> bool:
        return self._frame.isAsync()

    def isPromiseAll(self) -> bool:
        return self._frame.isPromiseAll()

    def getPromiseIndex(self) -> object:
        return self._frame.getPromiseIndex()

    def getPosition(self) -> int:
        return self._frame.getPosition()

    def getScriptHash(self) -> str:
        return self._frame.getScriptHash()

    def getEnclosingLineNumber(self) -> int:
        return self._enclosing().line

    def getEnclosingColumnNumber(self) -> int:
        return self._enclosing().column

    def _enclosing(self) -> Place:
        """Where the function begins; null where the engine doesn't know."""
        line = self._frame.getEnclosingLineNumber()
        column = self._frame.getEnclosingColumnNumber()
        source = self._frame.getScriptNameOrSourceURL()
        known = js_typeof(source) == 'string' and js_typeof(line) == 'number' and js_typeof(column) == 'number'
        found = place_of(source, line, column) if known else None
        if found is None:
            return Place(source, line, column)
        # the body of a module begins before its text
        return Place(found.name, found.line, max(1, found.column))

    def toString(self) -> str:
        index = self.getPromiseIndex() if self.isAsync() else None
        if js_typeof(index) == 'number':
            return f'async Promise.{"all" if self.isPromiseAll() else self._name} (index {index})'
        if js_typeof(self._source) == 'string' and self._source.startswith('wasm:'):
            return self._frame.toString()  # by function and offset
        called = self._callee()
        place = self._place()
        marked = 'async ' if self.isAsync() else ''
        return marked + (place if called == '' else f'{called} ({place})')

    def _place(self) -> str:
        if self.isNative():
            return 'native'
        self._locate()
        text = ''
        if self._source is not None and self._source != '':
            text = self._source
        elif self.isEval() and self.getEvalOrigin() is not None:
            text = self.getEvalOrigin() + ', <anonymous>'
        else:
            text = '<anonymous>'
        if self._line is None:
            return text
        return f'{text}:{self._line}:{self._column}' if self._column is not None else f'{text}:{self._line}'

    def _callee(self) -> str:
        """The order in which V8 prints parts of a frame (SerializeCallSiteInfo)."""
        name = '' if self._name is None else self._name
        if self.isConstructor():
            return 'new ' + (name or '<anonymous>')
        return name if self.isToplevel() else self._method_call(name)

    def _method_call(self, name: str) -> str:
        kind = self.getTypeName() or ''
        method = self.getMethodName() or ''
        if name == '':
            return f'{kind}.{method or "<anonymous>"}' if kind != '' else (method or '<anonymous>')
        if name[0] in '#<' or name.startswith('get ') or name.startswith('set '):
            return name  # for accessors, private methods, fields of a class
        text = f'{kind}.{name}' if kind != '' and _IDENTIFIER.test(name) else name
        ends = name == method or name.endswith('.' + method) or name.endswith(' ' + method)
        return text if method == '' or ends else f'{text} [as {method}]'


def plain_name(name: object, native_id: str) -> object:
    """Removes names that V8 infers: from where natives.js stores a module, and from assignments in the library, which
    Node's own build doesn't keep."""
    if name is None or name == native_id or name == _NATIVES_PREFIX + native_id or name.endswith('.__proto__'):
        return None
    plain = name.removeprefix(f'{_NATIVES_PREFIX}{native_id}.')
    return None if '.' in plain and plain[0] != '[' else plain  # [a.b]: a symbol's name


def is_called(file: object, source: object) -> bool:
    """Whether it takes the place of C++ in the runtime: a built-in function, or our own WebAssembly
    (platform/stack_room.py)."""
    return source is None if file is None else 'wasm://' in file or 'WebAssembly.Module' in file


def is_runtime(file: object, source: object) -> bool:
    """A confined worker's own script has the name of a Blob that it doesn't know; its source says what it is."""
    return is_runtime_script(file) or is_runtime_script(source) or source == RUNTIME_SOURCE


def mended(frames: list) -> list:
    """The frames as in Node: without those of the runtime, and of built-ins that the runtime called."""
    found = []
    origins = Origins()
    below_is_runtime = is_cut_in_runtime(frames)
    for k in range(frames.length - 1, -1, -1):
        frame = frames[k]
        file = frame.getFileName()
        source = frame.getScriptNameOrSourceURL()
        if is_runtime(file, source) or is_put_before(frame):
            below_is_runtime = True
        elif not (below_is_runtime and is_called(file, source)):
            below_is_runtime = False
            found.push(Frame(frame, origins.of(frame, found)))
    found.reverse()
    return found


def is_cut_in_runtime(frames: list) -> bool:
    """Whether what called the outermost frames that were recorded is unknown, but surely the runtime: they are its own
    WebAssembly, which calls the runtime back, or what runs a program's file (`eval`, or `next` of a module's body)."""
    k = frames.length - 1
    if k > 0 and frames[k].getFunctionName() in _RUNNERS and not frames[k].isEval() and is_body(frames[k - 1]):
        return True
    while k > 0 and 'wasm://' in (frames[k].getFileName() or ''):
        k -= 1
    return 0 <= k and k < frames.length - 1 and is_runtime_script(frames[k].getFileName())


def is_body(frame: object) -> bool:
    """Whether it may be the outermost code of a program's file: the engine calls its functions without a name `eval`."""
    source = frame.getScriptNameOrSourceURL()
    script = None if source is None else script_at(source)
    return script is not None and not script.is_evaluated and frame.getFunctionName() == 'eval'


def is_named_eval(frame: object) -> bool:
    """The engine calls every anonymous function of an evaluated text `eval`; a program's own function may have that name,
    as an option of a REPL does. The engine shows only functions that aren't strict."""
    called = frame.getFunction()
    named = None if called is None else Object.getOwnPropertyDescriptor(called, 'name')
    return named is not None and named.value == 'eval'


def is_put_before(frame: object) -> bool:
    """Whether the position is in text that the loader put before a program's text, in an insertion that calls the
    function again, or in code that runs the rest of a module that waited."""
    source = frame.getScriptNameOrSourceURL()
    script = None if source is None else script_at(source)
    if script is None:
        return False
    line = frame.getLineNumber()
    column = frame.getColumnNumber()
    return (
        script.is_before(line, column)
        or script.is_unseen(line, column)
        or (frame.getFunctionName() == WAIT and not frame.isAsync())
    )


def is_from_engine(frame: object) -> bool:
    return (
        js_typeof(frame.getFileName) == 'function'
        and Object.getPrototypeOf(frame).constructor.name == 'CallSite'
        and not is_shown(frame)
    )


def hook_for(value: object) -> object:
    """The function that V8 reads from the property while it is set to `value`."""
    made = _state.hooks.get(value)
    if made is None:

        def hook(error, frames):
            return prepare(error, frames, value)

        made = hook
        _state.hooks.set(value, made)
        _state.meanings.set(made, value)
    return made


def prepare(error: object, frames: list, value: object) -> object:
    if _state.inside or not frames.every(lambda frame: is_from_engine(frame)):
        # the set function calls its predecessor, with frames that are already corrected, or with some of its own
        return value(error, frames) if js_typeof(value) == 'function' else js_undefined
    _state.inside = True
    current_realm().read_stacks.add(error)
    try:
        limit = limit_of(error)
        sites = mended(frames)
        return presented(current_realm(), error, sites if limit is None else sites.slice(0, limit))
    finally:
        _state.inside = False


def presented(realm: object, error: object, sites: list) -> object:
    """What the library makes of the frames, or the program's function."""
    return realm.prepare_stack_trace(globalThis, error, sites.map(lambda site: shown(site)))


def prepare_text(error: object, frames: list, limit: int) -> object:
    """For an engine that doesn't call Error.prepareStackTrace: the text that V8 would make from these frames."""
    realm = current_realm()
    if _state.inside or realm is None or realm.prepare_stack_trace is None:
        return js_undefined
    _state.inside = True
    realm.read_stacks.add(error)
    try:
        sites = without_constructors(error, mended(frames))
        name_bodies(sites)
        return reading_once(lambda: presented(realm, error, sites.slice(0, limit)))
    finally:
        _state.inside = False


def install_for_engine() -> None:
    """Must run before Node's library copies Error.captureStackTrace to its primordials."""
    if not has_structured_frames():
        _state.tells_this = False
        install_text_stacks(prepare_text)


def install() -> None:
    """Must run after Node's library has set its own Error.prepareStackTrace."""
    _state.current = Error.prepareStackTrace

    def get():
        return _state.current if _state.inside else hook_for(_state.current)

    def put(value):
        _state.current = (
            _state.meanings.get(value) if js_typeof(value) == 'function' and _state.meanings.has(value) else value
        )

    Object.defineProperty(
        Error, 'prepareStackTrace', {'get': get, 'set': put, 'enumerable': False, 'configurable': True}
    )


def frames_here(skip: int, count: int, below: object = js_undefined) -> list:
    """CallSites of our callers, or of those of the function `below`, without the innermost `skip`."""
    before = _state.current
    limit = Error.stackTraceLimit
    Error.stackTraceLimit = Infinity
    _state.current = lambda error, frames: frames
    holder = {}
    Error.captureStackTrace(holder, below)
    frames = holder.stack
    _state.current = before
    Error.stackTraceLimit = limit
    return frames.slice(skip, skip + count) if Array.isArray(frames) else []


def place_here() -> Place | None:
    """Of our caller."""
    found = frames_here(0, 1)
    return (
        None
        if found.length == 0
        else Place(found[0].getFileName(), found[0].getLineNumber(), found[0].getColumnNumber())
    )


def innermost_frame(error: object) -> CallSite | None:
    """Of an error whose stack wasn't read before; reading it later is then impossible."""
    before = _state.current
    _state.current = lambda error, frames: frames
    frames = error.stack
    _state.current = before
    return frames[0] if Array.isArray(frames) and frames.length > 0 else None


def is_called_by_strict(callee: object) -> bool:
    """Whether the code that called `callee` is strict, which shows in that the engine hides its `this`. False in
    engines that don't tell."""
    frames = frames_here(0, 1, callee) if _state.tells_this else []
    return frames.length > 0 and frames[0].getThis() is js_undefined


def wants_error(trap: object, name: str) -> bool:
    """Whether the code that made a proxy call its `trap` expects an exception on failure: strict code and the engine's
    functions do, but not Reflect's `name`. False in engines that don't tell, which then throw their own."""
    frames = frames_here(0, 1, trap) if _state.tells_this else []
    if frames.length == 0:
        return False
    frame = frames[0]
    if js_typeof(frame.getFileName()) == 'string':
        return frame.getThis() is js_undefined
    return frame.getTypeName() != 'Reflect' or frame.getFunctionName() != name

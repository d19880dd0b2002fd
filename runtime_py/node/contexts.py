"""Contexts of vm: an object as the global object of scripts (src/node_contextify.cc).

A browser's worker can't make a second set of built-ins, so contexts share them with the program: `[] instanceof Array` holds across contexts.
Names are looked up by a proxy in a `with` statement: first let, const and class of the context's scripts, then the object, then the built-ins.
Must not know: source text."""
from __future__ import annotations

from runtime_py.node.async_context.carrying import EACH, OPERAND
from runtime_py.node.context_source import DEFINE, IGNORED, PROBE, TICK, ScriptSource
from runtime_py.node.host import define
from runtime_py.node.proxies import HostProxy

HostMap = globalThis.Map
HostSet = globalThis.Set
HostFunction = globalThis.Function
_host_eval = globalThis.eval
_UNINITIALISED = {}
_SCOPE = '$terrarium_scope'
_CODE = '$terrarium_code'
_OWN = [_SCOPE, _CODE, IGNORED]       # seen by no script
BUILT_INS = [
    'AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError',
    'FinalizationRegistry', 'Float16Array', 'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON',
    'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String',
    'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet',
    'WebAssembly', 'console', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'isFinite', 'isNaN', 'parseFloat',
    'parseInt', 'undefined', 'unescape',
]
_ASKS_FOR_GLOBAL = js_regexp('^\\s*return this;?\\s*$', '')
# the only sloppy function with a `with`: scripts are evaluated in it, directly, so that its scope is theirs
_runner = HostFunction(_SCOPE, _CODE, f'with ({_SCOPE}) {{ return eval({_CODE}) }}')


class Context:
    """`sandbox` is the object; `global_object` what `this` and `globalThis` are inside."""

    def __init__(self, sandbox: object, allow_strings: bool) -> None:
        self.sandbox = sandbox
        self.lexical = js_new(HostMap)          # name -> value or _UNINITIALISED
        self.constants = js_new(HostSet)
        self.tick = None
        self._inner = built_ins()
        if allow_strings:
            self._inner.Function = self._make_function()
        else:
            self._inner.eval = refuse_strings
            self._inner.Function = refuse_strings
        self._starting = False                  # the runner is about to look up its own eval
        self._hoisting = js_new(HostSet)        # functions that are about to be handed over
        self._probed = None                     # the name that a typeof is about to look at
        self.global_object = self._make_global()
        self._scope = js_new(HostProxy, Object.create(None), Object.setPrototypeOf({
            'has': self._has, 'get': self._get, 'set': self._set, 'deleteProperty': lambda target, key: Reflect.deleteProperty(self.global_object, key),
        }, None))

    # the global object

    def _make_global(self) -> object:
        sandbox = self.sandbox
        inner = self._inner

        def get(target, key, receiver):
            if js_in(key, sandbox):
                return Reflect.get(sandbox, key)
            return made if key == 'globalThis' else inner[key]

        def descriptor_of(target, key):
            found = Reflect.getOwnPropertyDescriptor(sandbox, key)
            if found is not None or not js_in(key, inner):
                return found
            return {'value': inner[key], 'writable': True, 'enumerable': False, 'configurable': True}

        def remove(target, key):
            return Reflect.deleteProperty(sandbox, key) if Object.hasOwn(sandbox, key) else Reflect.deleteProperty(inner, key)

        def keys(target):
            own = Reflect.ownKeys(sandbox)
            return [*own, *Object.keys(inner).filter(lambda key: key not in own)] if Object.isExtensible(sandbox) else own
        made = js_new(HostProxy, sandbox, Object.setPrototypeOf({
            'get': get, 'has': lambda target, key: js_in(key, sandbox) or js_in(key, inner) or key == 'globalThis',
            'set': lambda target, key, value, receiver: Reflect.set(sandbox, key, value), 'getOwnPropertyDescriptor': descriptor_of,
            'deleteProperty': remove, 'ownKeys': keys,
        }, None))
        return made

    # names in scripts

    def _has(self, target: object, key: object) -> bool:
        if self._starting and key == 'eval':
            self._starting = False
            return False
        return js_typeof(key) == 'string' and not self._hoisting.has(key) and key not in _OWN

    def _get(self, target: object, key: object, receiver: object) -> object:
        if key == Symbol.unscopables:
            return js_undefined
        if self.lexical.has(key):
            value = self.lexical.get(key)
            if value is _UNINITIALISED:
                raise ReferenceError(f"Cannot access '{key}' before initialization")
            return value
        if js_in(key, self.global_object):
            return self.global_object[key]
        helper = self._helper(key)
        if helper is not None:
            return helper
        if self._probed == key:
            self._probed = None
            return js_undefined
        raise ReferenceError(f'{key} is not defined')

    def _helper(self, key: str) -> object:
        if key == DEFINE:
            return self._define
        if key == PROBE:
            return self._probe
        if key == TICK:
            return self.tick
        return globalThis[key] if key == OPERAND or key == EACH else None

    def _probe(self, name: str) -> None:
        self._probed = name

    def _define(self, functions: object) -> None:
        for name in Object.keys(functions):
            self._hoisting.delete(name)
            self.sandbox[name] = functions[name]

    def _set(self, target: object, key: str, value: object, receiver: object) -> bool:
        if self.lexical.has(key):
            if self.constants.has(key) and self.lexical.get(key) is not _UNINITIALISED:
                raise TypeError('Assignment to constant variable.')
            self.lexical.set(key, value)
            return True
        # what can't be set stays as it is; strict code would get a TypeError from a real global object, too
        return Reflect.set(self.sandbox, key, value)

    def _make_function(self) -> object:
        """Functions that are made out of strings see this context's names, and its global object as `this`: `Function('return this')()` is how
        libraries ask for it."""
        context = self

        def make(args):
            HostFunction(*args)     # says what is wrong with the syntax
            parameters = ','.join([String(arg) for arg in args.slice(0, -1)])
            body = String(args.at(-1)) if args.length > 0 else ''
            made = context.evaluate(f'(function anonymous({parameters}\n) {{\n{body}\n}})')
            return made.bind(context.global_object) if _ASKS_FOR_GLOBAL.test(body) else made
        return js_new(HostProxy, globalThis.Function, Object.setPrototypeOf({
            'construct': lambda target, args, new_target: make(args), 'apply': lambda target, this_value, args: make(args),
        }, None))

    # running

    def declare(self, source: ScriptSource) -> None:
        """GlobalDeclarationInstantiation (ECMA-262, 16.1.7)."""
        for name in [*source.lexical, *source.constants]:
            if self.lexical.has(name):
                raise SyntaxError(f"Identifier '{name}' has already been declared")
        for name in [*source.variables, *source.functions]:
            if self.lexical.has(name):
                raise SyntaxError(f"Identifier '{name}' has already been declared")
        for name in [*source.lexical, *source.constants]:
            self.lexical.set(name, _UNINITIALISED)
        for name in source.constants:
            self.constants.add(name)
        for name in source.variables:
            if not js_in(name, self.sandbox):
                define(self.sandbox, name, {'value': js_undefined, 'writable': True, 'enumerable': True, 'configurable': True})
        for name in source.functions:
            self._hoisting.add(name)

    def run(self, source: ScriptSource, address: str) -> object:
        """The script's completion value."""
        self.declare(source)
        return self.evaluate(f'{source.text}\n//# sourceURL={address}')

    def evaluate(self, text: str) -> object:
        """Also an expression, as the body of compileFunction."""
        self._starting = True
        return _runner.call(self.global_object, self._scope, text)


def refuse_strings(*args: object) -> None:
    raise EvalError('Code generation from strings disallowed for this context')


def built_ins() -> object:
    made = Object.create(None)
    for name in BUILT_INS:
        if js_in(name, globalThis):
            made[name] = globalThis[name]
    made.eval = _host_eval
    return made

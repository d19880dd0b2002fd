"""Contexts of vm: an object as the global object of scripts (src/node_contextify.cc).

A browser's worker can't create a second set of built-ins, so contexts share them with the program: `[] instanceof
Array` holds across contexts. Names are looked up by a proxy in a `with` statement: first let, const and class of the
context's scripts, then the object, then the built-ins. Must not know: source text."""

from __future__ import annotations

from runtime_py.node.async_context.call_source import ENTER, FAILED, LEFT
from runtime_py.node.async_context.carrying import EACH, OPERAND
from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.proxies import HostProxy, has_get_trap, is_proxy
from runtime_py.node.esm.dynamic_import import IMPORT
from runtime_py.node.esm.function_constructors import refuse_strings
from runtime_py.node.realm.helper_names import helper_named
from runtime_py.node.realm.host import define, hidden
from runtime_py.node.source.eval_calls import EVAL, TOP_EVAL
from runtime_py.node.stacks.stacks import RUNTIME_SOURCE, global_objects, is_called_by_strict
from runtime_py.node.stacks.text_stacks import has_text_stacks
from runtime_py.node.vm.built_ins import built_ins
from runtime_py.node.vm.context_evals import evaluate_indirectly, referrer_of, text_in_function, text_outside
from runtime_py.node.vm.context_source import DEFINE, EVALUATOR, GLOBAL, IGNORED, OUTER, PROBE, TICK, ScriptSource
from runtime_py.node.vm.free_proxy import proxy_without_target
from runtime_py.node.vm.watchdog import tick
from runtime_py.platform.captured import guarded_map, guarded_set, uncurried

HostMap = globalThis.Map
HostSet = globalThis.Set
HostFunction = globalThis.Function
_host_eval = globalThis.eval
# the traps' own: a script of the context may replace the built-ins, which are the runtime's too
_starts_with = uncurried(globalThis.String.prototype.startsWith)
_read = Reflect.get
_write = Reflect.set
_has_own = Object.hasOwn
_UNINITIALISED = {}
_ABANDONED = {}  # a lexical name whose script ended before it was initialised; it stays unusable
_SCOPE = '$terrarium_scope'
_CODE = '$terrarium_code'
_OWN = guarded_set(_CODE, IGNORED, OUTER, GLOBAL)  # hidden from scripts, as are the scopes
_MARK = '$terrarium_'
_HELPERS = [OPERAND, EACH, IMPORT, ENTER, FAILED, LEFT]  # of the loader's edits
_BY_REFLECT = 'Reflect.defineProperty'
_ASKS_FOR_GLOBAL = js_regexp('^\\s*return this;?\\s*$', '')
# properties of a global object that can't be changed (ECMA-262, 19.1)
_CONSTANTS = guarded_set('Infinity', 'NaN', 'undefined')
_runners = js_new(HostMap)


class Context:
    """`sandbox` is the object; `global_object` is what `this` and `globalThis` are inside: a proxy that adds the
    built-ins, or in a vanilla context (DONT_CONTEXTIFY) the object itself, which then has them as its own."""

    def __init__(self, sandbox: object, is_vanilla: bool, allow_strings: bool, allow_wasm: bool) -> None:
        self.sandbox = sandbox
        self.lexical = guarded_map()  # name -> value, _UNINITIALISED or _ABANDONED
        self.constants = guarded_set()
        self.symbol = js_undefined  # of import() in texts that the context evaluates without a script of their own
        self._is_vanilla = is_vanilla
        self._is_proxy = is_proxy(sandbox) and not is_vanilla
        self._defined = guarded_set()  # by defineProperty on the global object
        self._declared = guarded_set()  # by var and function in scripts; put on the sandbox once they are set
        self._starting = False  # a runner is about to look up its own eval
        self._hoisting = guarded_set()  # functions that are about to be passed out
        self._probed = None  # the name that a `typeof` is about to read
        self._inner = built_ins(allow_wasm)
        self._allows_strings = allow_strings
        if allow_strings:
            self._inner.Function = self._make_function()
            self._inner.eval = self._make_eval()
        else:
            self._inner.eval = refuse_strings
            self._inner.Function = refuse_strings
        self.global_object = self._make_vanilla() if is_vanilla else self._make_global()
        global_objects.add(self.global_object)

        def assign(target, key, value, receiver):
            return self._assign_name(key, value, assign)

        self._scope = js_new(
            HostProxy,
            Object.create(None),
            Object.setPrototypeOf(
                {
                    'has': self._has,
                    'get': self._get,
                    'set': assign,
                    'deleteProperty': lambda target, key: Reflect.deleteProperty(self.global_object, key),
                },
                None,
            ),
        )

    # the global object

    def _make_vanilla(self) -> object:
        for name in Object.keys(self._inner):
            is_constant = _CONSTANTS.has(name)
            define(
                self.sandbox,
                name,
                {
                    'value': self._inner[name],
                    'writable': not is_constant,
                    'enumerable': False,
                    'configurable': not is_constant,
                },
            )
        hidden(self.sandbox, 'globalThis', self.sandbox)
        return self.sandbox

    def _make_global(self) -> object:
        sandbox = self.sandbox
        inner = self._inner

        declared = self._declared

        def get(target, key, receiver):
            if self._answers_all() or js_in(key, sandbox):
                found = _read(sandbox, key)
                # as in C++: a window that names itself names the global object
                return made if found is sandbox else found
            return made if key == 'globalThis' else inner[key]

        def descriptor_of(target, key):
            found = Reflect.getOwnPropertyDescriptor(sandbox, key)
            if found is not None:
                return found
            if declared.has(key):
                return {'value': inner[key], 'writable': True, 'enumerable': True, 'configurable': False}
            if key == 'globalThis':
                return {'value': made, 'writable': True, 'enumerable': False, 'configurable': True}
            if not js_in(key, inner):
                return js_undefined
            is_constant = _CONSTANTS.has(key)
            return {
                'value': inner[key],
                'writable': not is_constant,
                'enumerable': False,
                'configurable': not is_constant,
            }

        def remove(target, key):
            removed = Reflect.deleteProperty(sandbox, key)
            if not removed or declared.has(key) or _CONSTANTS.has(key):
                return False
            return Reflect.deleteProperty(inner, key)

        def keys(target):
            own = Reflect.ownKeys(sandbox)
            return [
                *[*declared].filter(lambda key: key not in own),
                *own,
                *[*Object.keys(inner), 'globalThis'].filter(lambda key: key not in own and not declared.has(key)),
            ]

        def define_on(target, key, descriptor):
            done = Reflect.defineProperty(sandbox, key, descriptor)
            if done:
                self._defined.add(key)
            elif not has_text_stacks() and _BY_REFLECT not in (Error().stack or ''):
                # an engine would name the proxy
                raise TypeError(f'Cannot redefine property: {String(key)}')
            return done

        def assign(target, key, value, receiver):
            return self._assign(key, value, assign)

        def has(target, key):
            # `in` sees neither what the sandbox inherits nor a proxy's properties, though names and reads do
            is_own = not self._is_proxy and _has_own(sandbox, key)
            is_common = declared.has(key) or js_in(key, inner) or js_in(key, Object.prototype)
            return is_own or is_common or key == 'globalThis'

        made = proxy_without_target(
            {
                'get': get,
                'has': has,
                'set': assign,
                'getOwnPropertyDescriptor': descriptor_of,
                'defineProperty': define_on,
                'deleteProperty': remove,
                'ownKeys': keys,
                'getPrototypeOf': lambda target: Reflect.getPrototypeOf(sandbox),
                'setPrototypeOf': lambda target, prototype: Reflect.setPrototypeOf(sandbox, prototype),
            }
        )
        return made

    # names in scripts

    def _has(self, target: object, key: object) -> bool:
        if self._starting and key == 'eval':
            self._starting = False
            return False
        if js_typeof(key) != 'string' or self._hoisting.has(key):
            return False
        return not (_starts_with(key, _MARK) and (_OWN.has(key) or _starts_with(key, _SCOPE)))

    def _get(self, target: object, key: object, receiver: object) -> object:
        if key == Symbol.unscopables:
            return js_undefined
        if self.lexical.has(key):
            value = self.lexical.get(key)
            if value is _UNINITIALISED:
                raise before_initialisation(key)
            if value is _ABANDONED:
                raise ReferenceError(f'{key} is not defined')
            return value
        if self._finds(key):
            value = self.global_object[key]
            # a direct call of eval; other uses of the name are edited
            return _host_eval if key == 'eval' and value is self._inner.eval and self._allows_strings else value
        helper = self._helper(key)
        if helper is not None:
            return helper
        if self._probed == key:
            self._probed = None
            return js_undefined
        raise ReferenceError(f'{key} is not defined')

    def _answers_all(self) -> bool:
        """V8 asks a proxy's `get` trap for every name and takes its answer, undefined too."""
        return self._is_proxy and has_get_trap(self.sandbox)

    def _finds(self, key: str) -> bool:
        if self._answers_all():
            return self._helper(key) is None
        return js_in(key, self.sandbox) or js_in(key, self.global_object)

    def _helper(self, key: str) -> object:
        if key == DEFINE:
            return self._define
        if key == PROBE:
            return self._probe
        if key == TICK:
            return tick
        if key == EVALUATOR:
            return self.global_object.eval
        if key == EVAL:
            return lambda referrer, code: text_in_function(referrer, code)
        if key == TOP_EVAL:
            return lambda referrer, code: text_outside(self, referrer, code)
        return helper_named(key) if key in _HELPERS else None

    def _probe(self, name: str) -> object:
        """For `typeof` of a name: until its type is known, the name may be undefined."""
        self._probed = name
        return self._end_probe

    def _end_probe(self, type_name: str) -> str:
        self._probed = None
        return type_name

    def _define(self, functions: object) -> None:
        for name in Object.keys(functions):
            self._hoisting.delete(name)
            if not js_in(name, self.sandbox):
                self._declare_variable(name)
            self._assign(name, functions[name], self._define)

    def _declare_variable(self, name: str) -> None:
        self._declared.add(name)
        if not self._is_vanilla:
            self._inner[name] = js_undefined
        else:
            define(
                self.sandbox, name, {'value': js_undefined, 'writable': True, 'enumerable': True, 'configurable': False}
            )

    def _assign_name(self, key: str, value: object, trap: object) -> bool:
        if self.lexical.has(key):
            if self.lexical.get(key) is _ABANDONED and not self.constants.has(key):
                raise before_initialisation(key)
            if self.constants.has(key) and self.lexical.get(key) is not _UNINITIALISED:
                raise TypeError('Assignment to constant variable.')
            self.lexical.set(key, value)
            return True
        # functions are let through, as by C++, and every name on a proxy
        is_known = self._is_proxy or js_typeof(value) == 'function' or self._finds(key)
        if not is_known and is_called_by_strict(trap):
            raise ReferenceError(f'{key} is not defined')
        self._assign(key, value, trap)
        return True

    def _assign(self, key: object, value: object, trap: object) -> bool:
        """Assigning to an unwritable name has no effect, and throws a TypeError in strict code; as in C++, a getter
        without a setter is checked before strictness."""
        if _CONSTANTS.has(key) and not self._is_vanilla and not js_in(key, self.sandbox):
            if is_called_by_strict(trap):
                raise TypeError(f"Cannot assign to read only property '{key}' of object '[object Object]'")
            return True
        if self._declared.has(key):
            self._inner[key] = value
        if _write(self.sandbox, key, value) or self._keep(key, value):
            return True
        own = Object.getOwnPropertyDescriptor(self.sandbox, key)
        has_getter = own is not None and own.get is not None
        if is_called_by_strict(trap) and (self._is_vanilla or not has_getter):
            if not self._is_vanilla and own is not None and not self._defined.has(key):
                raise TypeError(f'Cannot redefine property: {String(key)}')
            if not self._is_vanilla and own is not None and own.writable is False:
                raise TypeError(f"Cannot assign to read only property '{String(key)}' of object '[object Object]'")
            self.sandbox[key] = value  # the engine words the error
        return has_getter and own.configurable

    def _keep(self, key: object, value: object) -> bool:
        """Properties that a non-extensible sandbox can't hold are kept in the context."""
        if self._is_vanilla or js_in(key, self.sandbox):
            return False
        self._inner[key] = value
        return True

    def _make_function(self) -> object:
        """Functions made from strings see this context's names, and its global object as `this`: libraries get it by
        `Function('return this')()`."""
        context = self

        def make(args):
            HostFunction(*args)  # reports the syntax error
            parameters = ','.join([String(arg) for arg in args.slice(0, -1)])
            body = String(args.at(-1)) if args.length > 0 else ''
            text = text_in_function(referrer_of(self), f'(function anonymous({parameters}\n) {{\n{body}\n}})')
            made = context.evaluate(text, [])
            return made.bind(context.global_object) if _ASKS_FOR_GLOBAL.test(body) else made

        return js_new(
            HostProxy,
            globalThis.Function,
            Object.setPrototypeOf(
                {
                    'construct': lambda target, args, new_target: make(args),
                    'apply': lambda target, this_value, args: make(args),
                },
                None,
            ),
        )

    def _make_eval(self) -> object:
        """For indirect calls, whose text runs as a script of the context."""

        def evaluate(code):
            return evaluate_indirectly(self, code)

        made = js_func(evaluate)
        hidden(made, 'name', 'eval')
        show_as_native(made)
        return made

    # running

    def declare(self, source: ScriptSource) -> None:
        """Performs GlobalDeclarationInstantiation (ECMA-262, 16.1.7)."""
        for name in [*source.lexical, *source.constants]:
            if self.lexical.has(name) or self._declared.has(name):
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
                self._declare_variable(name)
        for name in source.functions:
            self._hoisting.add(name)

    def run(self, source: ScriptSource, address: str) -> object:
        """Returns the completion value of a script whose names are declared."""
        try:
            return self.evaluate(f'{source.text}\n//# sourceURL={address}', [])
        finally:
            for name in [*source.lexical, *source.constants]:
                if self.lexical.get(name) is _UNINITIALISED:
                    self.lexical.set(name, _ABANDONED)

    def evaluate(self, text: str, extensions: list) -> object:
        """Evaluates a script or an expression, such as the body of compileFunction; the names of `extensions` come
        first."""
        self._starting = True
        return evaluate_within([self._scope, *extensions], self.global_object, text)


def evaluate_within(scopes: list, receiver: object, text: str) -> object:
    """Evaluates text that sees the names of these objects, with the last one first."""
    runner = _runners.get(scopes.length)
    if runner is None:
        # sloppy functions with `with`: a direct eval runs the text, so that it sees their scope
        names = [f'{_SCOPE}{k}' for k in range(scopes.length)]
        runner = HostFunction(
            *names,
            OUTER,
            GLOBAL,
            _CODE,
            f'{"".join([f"with ({name}) " for name in names])}{{ return eval({_CODE}) }}\n//# sourceURL={RUNTIME_SOURCE}',
        )
        _runners.set(scopes.length, runner)
    return runner.call(receiver, *scopes, globalThis, receiver, text)


def before_initialisation(name: str) -> object:
    return ReferenceError(f"Cannot access '{name}' before initialization")

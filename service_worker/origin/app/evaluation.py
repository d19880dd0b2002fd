"""Runs the scripts of an app's service worker inside ours, as scripts with a global scope of their own.

Each script runs by a direct `eval` within a `with` over its scope, where free names are looked up: first the worker's
replacements (`given`), then top-level declarations of its scripts and properties of `self`, then the browser's globals.
Declarations of one script are visible to the others. Must not know what is given."""

from service_worker.worker_script import STRICT

BYTE_ORDER_MARK = js_regexp('^\\ufeff', '')
NAME = js_regexp('^[\\p{ID_Start}$_][\\p{ID_Continue}$_]*$', 'u')
MODULE = js_regexp('^\\s*(?:import\\b\\s*(?:[\\w*{$"\']|$)|export\\b)', 'm')
OURS = '__terrarium_'  # prefix of parameter names of the functions around a script
WITHIN = 'with (__terrarium_scope) { return (function () { return eval(__terrarium_code) }).call(self) }'
# Within the script, so it sees constants and classes too; on its first line, since an imported script may use it at
# once.
LOOK = '__terrarium_keep((__terrarium_name) => eval(__terrarium_name), (__terrarium_name, __terrarium_value) => eval(__terrarium_name + " = __terrarium_value"));'


def is_module_with_imports(text: str) -> bool:
    return MODULE.test(text)


class Globals:
    """`given`: an object without a prototype, with the worker's replacements of the browser's objects. `self` is its
    global object."""

    def __init__(self, given: object):
        self._given = given
        self._scripts: list = []
        self._bound = Map()  # functions of the browser, which require the real global object
        self._looking = False
        self.object = Proxy(
            given,
            {
                'getPrototypeOf': lambda target: Object.getPrototypeOf(globalThis),
                'has': lambda target, name: self._has(name),
                'get': lambda target, name, receiver: self._get(name),
                'set': lambda target, name, value, receiver: self._set(name, value),
            },
        )

    def run(self, text: str, url: str, is_strict: bool) -> None:
        """Raises what the script throws."""
        script = Script(self)
        self._scripts.append(script)
        code = (
            ('"use strict";' if is_strict or STRICT.test(text) else '')
            + LOOK
            + text.replace(BYTE_ORDER_MARK, '')
            + f'\n//# sourceURL={url}'
        )
        evaluate = js_new(globalThis.Function, '__terrarium_scope', '__terrarium_code', '__terrarium_keep', WITHIN)
        evaluate(self._scope_of(script), code, lambda look, change: script.keep(look, change))

    def _scope_of(self, own: object) -> object:
        """Names that the script has declared itself are left to the engine."""
        return Proxy(
            self._given,
            {
                'has': lambda target, name: js_typeof(name) == 'string' and self._has_for(name, own),
                'get': lambda target, name, receiver: (
                    js_undefined if name is Symbol.unscopables else self._get_for(name, own)
                ),
                'set': lambda target, name, value, receiver: self._set_for(name, value, own),
            },
        )

    def _is_plain(self, name: object) -> bool:
        return js_in(name, self._given) or js_in(name, globalThis)

    def _has(self, name: object) -> bool:
        return self._has_for(name, None)

    def _get(self, name: object) -> object:
        return self._get_for(name, None)

    def _set(self, name: object, value: object) -> bool:
        return self._set_for(name, value, None)

    def _has_for(self, name: object, own: object) -> bool:
        return self._is_plain(name) or self._declared(name, own) is not None

    def _get_for(self, name: object, own: object) -> object:
        if js_in(name, self._given):
            return self._given[name]
        if js_in(name, globalThis):
            return self._of_browser(name)
        script = self._declared(name, own)
        return js_undefined if script is None else script.look(name)

    def _set_for(self, name: object, value: object, own: object) -> bool:
        script = None if self._is_plain(name) else self._declared(name, own)
        if script is None:
            self._given[name] = value
        else:
            script.change(name, value)
        return True

    def _of_browser(self, name: object) -> object:
        value = globalThis[name]
        if js_typeof(value) != 'function' or js_in('prototype', value) or name == 'eval':
            return value
        known = self._bound.get(name)
        if known is None:
            known = value.bind(globalThis)
            self._bound.set(name, known)
        return known

    def _declared(self, name: object, own: object) -> object:
        """The script that declared a name, None if there is none."""
        if (
            self._looking
            or js_typeof(name) != 'string'
            or name == 'arguments'
            or name.startswith(OURS)
            or not NAME.test(name)
        ):
            return None
        self._looking = True  # the lookup comes back here for unknown names
        try:
            for script in self._scripts:
                if script is not own and script.has(name):
                    return script
        finally:
            self._looking = False
        return None


class Script:
    def __init__(self, owner: Globals):
        self._look = None
        self._change = None

    def keep(self, look: object, change: object) -> None:
        self._look = look
        self._change = change

    def has(self, name: str) -> bool:
        if self._look is None:
            return False
        try:
            self._look(name)
            return True
        except Exception:
            return False

    def look(self, name: str) -> object:
        return self._look(name)

    def change(self, name: str, value: object) -> None:
        self._change(name, value)

"""Classes that look like C++'s: functions without parameters, enumerable methods, getters that are own properties, a
hidden state per object.

Knows nothing of SQLite."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error

HostWeakMap = globalThis.WeakMap


class NativeClass:
    """`constructor` is the class that programs see. A method is called with the object's state and the list of
    arguments."""

    def __init__(self, name: str, construct: object) -> None:
        self.states = js_new(HostWeakMap)
        self.getters = []
        self.constructor_function = self._make_constructor(construct)
        named(self.constructor_function, name)

    def _make_constructor(self, construct: object) -> object:
        me = self

        def constructor(*args):
            made = js_this
            if not js_instanceof(made, me.constructor_function):
                raise coded_error(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`')
            construct(made, args)

        return js_func(constructor)

    def method(self, name: object, call: object, shown: str) -> None:
        states = self.states

        def called(*args):
            state = states.get(js_this)
            if state is None:
                raise TypeError('Illegal invocation')
            return call(state, args)

        self.constructor_function.prototype[name] = named(js_func(called), shown)

    def methods(self, calls: object) -> None:
        for name, call in Object.entries(calls):
            self.method(name, call, name)
        # C++'s classes list it last
        prototype = self.constructor_function.prototype
        js_delete(prototype, 'constructor')
        Object.defineProperty(
            prototype,
            'constructor',
            {'value': self.constructor_function, 'writable': True, 'enumerable': False, 'configurable': True},
        )

    def getter(self, name: str, call: object) -> None:
        states = self.states

        def get():
            state = states.get(js_this)
            if state is None:
                raise TypeError('Illegal invocation')
            return call(state)

        self.getters.append([name, {'get': named(js_func(get), ''), 'enumerable': True, 'configurable': False}])

    def adopt(self, made: object, state: object) -> None:
        """Turns an object that a program or `create` made into one of this class."""
        for pair in self.getters:
            Object.defineProperty(made, pair[0], pair[1])
        self.states.set(made, state)

    def create(self, state: object) -> object:
        made = Object.create(self.constructor_function.prototype)
        self.adopt(made, state)
        return made

    def state_of(self, value: object) -> object:
        """None if it isn't an object of this class."""
        return self.states.get(value)


def refuse_construction(made: object, args: list) -> None:
    raise coded_error(Error, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor')


def named(made: object, name: str, length: int = 0) -> object:
    Object.defineProperty(made, 'name', {'value': name, 'configurable': True})
    Object.defineProperty(made, 'length', {'value': length, 'configurable': True})
    return made

"""Members of a browser's class that also work on our own objects of that class. `states`: such an object -> its state;
all other objects are the browser's.

Must not know the classes: a state has `handlers`, by event name.
"""


def read_only(prototype: object, name: str, states: object, value: object) -> None:
    """`value(state)` is the value for our objects."""
    native = Object.getOwnPropertyDescriptor(prototype, name)

    def get() -> object:
        state = states.get(js_this)
        return native.get.call(js_this) if state is None else value(state)

    Object.defineProperty(
        prototype, name, {'get': js_func(get), 'set': js_undefined, 'enumerable': True, 'configurable': True}
    )


def handler(prototype: object, name: str, states: object) -> None:
    """The `on...` attribute, called in order among the listeners: its place is where it was first set."""
    native = Object.getOwnPropertyDescriptor(prototype, 'on' + name)

    def get() -> object:
        state = states.get(js_this)
        return native.get.call(js_this) if state is None else state.handlers[name] or None

    def change(value: object) -> None:
        target = js_this
        state = states.get(target)
        if state is None:
            native.set.call(target, value)
            return
        if not js_in(name, state.handlers):
            target.addEventListener(
                name,
                lambda event: (
                    state.handlers[name].call(target, event) if js_typeof(state.handlers[name]) == 'function' else None
                ),
            )
        state.handlers[name] = value if js_typeof(value) == 'function' or js_typeof(value) == 'object' else None

    Object.defineProperty(
        prototype, 'on' + name, {'get': js_func(get), 'set': js_func(change), 'enumerable': True, 'configurable': True}
    )

"""The base of Node's native side: the realm of this worker, and the base classes of native objects (AsyncWrap, ReqWrap,
HandleWrap).

Must not know: any single binding."""

from __future__ import annotations

from typing import Any

from runtime_py.node.realm.states import ACTIVE, CLOSED, CLOSING, HANDLE, INACTIVE

_realm = None
_define_property = Object.defineProperty
# shared by all: native objects have several such fields each, and making a descriptor takes longer than defining the
# property
_hidden_field = Object.setPrototypeOf(
    {'value': js_undefined, 'writable': True, 'configurable': True, 'enumerable': False}, None
)


def set_current_realm(realm: object) -> None:
    global _realm
    _realm = realm


def current_realm() -> object:
    return _realm


def define(target: object, name: object, descriptor: object) -> None:
    """Object.defineProperty for code that runs after the user's: a user's Object.prototype.get must not count as part
    of the descriptor."""
    Object.defineProperty(target, name, Object.setPrototypeOf(descriptor, None))


def hidden(target: object, name: str, value: object) -> None:
    """A property that `util.inspect` doesn't show."""
    _hidden_field.value = value
    _define_property(target, name, _hidden_field)
    _hidden_field.value = js_undefined


def own_field(target: object, name: str) -> object:
    """A property for an accessor that programs may call on any object, such as the prototype."""
    if not Object.hasOwn(target, name):
        raise TypeError('Illegal invocation')
    return target[name]


class AsyncWrap:
    """`provider` is a name in AsyncWrap::Providers: 'FSREQCALLBACK', 'TCPWRAP'... or '' for an object that calls
    `begin` later."""

    _trigger_id: Any
    _provider: Any

    def __init__(self, provider: str) -> None:
        if provider != '':
            self.begin(provider)

    def begin(self, provider: str, resource: object = None) -> None:
        """`resource` is the object that programs see."""
        stack = _realm.async_stack
        if self._trigger_id is None:
            hidden(self, '_provider', provider)
            hidden(self, '_async_id', stack.new_id())
            hidden(self, '_trigger_id', stack.default_trigger())
        else:  # to define a property takes ten times as long as to set it
            self._provider = provider
            self._async_id = stack.new_id()
            self._trigger_id = stack.default_trigger()
        if _realm.async_context.active:
            hidden(self, '_context_frame', _realm.async_context.frame)
        if resource is not None and resource is not self:
            hidden(self, _realm.symbols.resource_symbol, resource)
        stack.emit_init(self._async_id, provider, self._trigger_id, self if resource is None else resource)

    def getAsyncId(self) -> int:
        return self._async_id

    def asyncReset(self, resource: object = None) -> None:
        """A new life for a reused object."""
        self.renew(self._provider, resource)

    def renew(self, provider: str, resource: object) -> None:
        if self._async_id is not None:
            _realm.async_stack.emit_destroy(self._async_id)
        self.begin(provider, resource)

    def emit_destroy(self) -> None:
        """Its last callback has run."""
        _realm.async_stack.emit_destroy(self._async_id)
        self._async_id = -1

    def getProviderType(self) -> int:
        found = _realm.providers[self._provider]
        return 0 if found is None else found


class ReqWrap(AsyncWrap):
    """An active request: the library sets `oncomplete`, which ends it."""

    @property
    def _ends_with_callback(self) -> bool:
        return True

    def begin(self, provider: str, resource: object = None) -> None:
        super().begin(provider, resource)
        _realm.active_objects.add_request(self)

    def has_ended(self) -> None:
        """Its callback has run."""
        _realm.active_objects.remove_request(self)


class HandleWrap(AsyncWrap):
    """A handle (states.py). A subclass may define `release()`, which is called once, when the handle is closed."""

    release: Any

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_handle_state', INACTIVE)
        hidden(self, '_referenced', True)
        _realm.active_objects.add_handle(self)

    @property
    def is_closing(self) -> bool:
        return self._handle_state >= CLOSING

    def set_active(self, on: bool) -> None:
        if not self.is_closing:
            self._step(ACTIVE if on else INACTIVE)
        elif on:
            HANDLE.check(self._handle_state, ACTIVE)
        self._count()

    def _step(self, state: int) -> None:
        HANDLE.check(self._handle_state, state)
        self._handle_state = state

    def ref(self) -> None:
        self._referenced = True
        self._count()

    def unref(self) -> None:
        self._referenced = False
        self._count()

    def hasRef(self) -> bool:
        return self._referenced and not self.is_closing

    def _count(self) -> None:
        _realm.loop.keep(self, self._handle_state == ACTIVE and self._referenced)

    def close(self, callback: object = None) -> object:
        if self.is_closing:
            return js_undefined
        self._step(CLOSING)
        if js_typeof(self.release) == 'function':
            self.release()
        self._count()
        _realm.loop.enqueue_closing(lambda: self._closed(callback))
        return js_undefined

    def _closed(self: object, callback: object) -> None:
        self._step(CLOSED)
        _realm.active_objects.remove_handle(self)
        told = self[_realm.symbols.handle_onclose]
        if js_typeof(told) == 'function':
            _realm.make_callback(self, told, [])
        if js_typeof(callback) == 'function':
            _realm.make_callback(self, callback, [])
        self.emit_destroy()

"""What all of Node's native side stands on: the realm of this worker, and the bases of native objects (AsyncWrap, ReqWrap, HandleWrap).

Must not know: any single binding."""
from __future__ import annotations

_realm = None
_provider_numbers = {}


def set_current_realm(realm: object) -> None:
    global _realm
    _realm = realm


def current_realm() -> object:
    return _realm


def define(target: object, name: object, descriptor: object) -> None:
    """Object.defineProperty for code that runs after the user's: an Object.prototype.get of theirs must not count as part of the descriptor."""
    Object.defineProperty(target, name, Object.setPrototypeOf(descriptor, None))


def hidden(target: object, name: str, value: object) -> None:
    """A field that `util.inspect` doesn't show."""
    define(target, name, {'value': value, 'writable': True, 'configurable': True, 'enumerable': False})


def new_async_id() -> int:
    """The next id of async_hooks (`kAsyncIdCounter`)."""
    fields = _realm.async_ids
    fields[2] += 1
    return fields[2]


def emit_init(async_id: int, provider: str, resource: object) -> None:
    """To async_hooks, if anybody listens (kInit)."""
    ids = _realm.async_ids
    if _realm.async_hooks is not None and _realm.get_binding('async_wrap').async_hook_fields[0] > 0:
        _realm.async_hooks.init(async_id, provider, ids[3] if ids[3] >= 0 else ids[0], resource)


class AsyncWrap:
    """`provider` is a name of AsyncWrap::Providers: 'FSREQCALLBACK', 'TCPWRAP'..."""

    def __init__(self, provider: str) -> None:
        hidden(self, '_async_id', new_async_id())
        hidden(self, '_provider', provider)
        emit_init(self._async_id, provider, self)

    def getAsyncId(self) -> int:
        return self._async_id

    def asyncReset(self) -> None:
        self._async_id = new_async_id()

    def getProviderType(self) -> int:
        found = _realm.providers[self._provider]
        return 0 if found is None else found


class ReqWrap(AsyncWrap):
    """A request under way: the library sets `oncomplete`."""


class HandleWrap(AsyncWrap):
    """A handle: inactive -> active (keeps the loop alive while it has a reference) -> closing -> closed.

    A subclass may have `release()`: called once, when the handle is closed."""

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_active', False)
        hidden(self, '_referenced', True)
        hidden(self, '_closing', False)

    @property
    def is_closing(self) -> bool:
        return self._closing

    def set_active(self, on: bool) -> None:
        self._active = on
        self._count()

    def ref(self) -> None:
        self._referenced = True
        self._count()

    def unref(self) -> None:
        self._referenced = False
        self._count()

    def hasRef(self) -> bool:
        return self._referenced and not self._closing

    def _count(self) -> None:
        _realm.loop.keep(self, self._active and self._referenced and not self._closing)

    def close(self, callback: object = None) -> None:
        if self._closing:
            return
        self._closing = True
        if js_typeof(self.release) == 'function':
            self.release()
        self._count()
        _realm.loop.enqueue_closing(lambda: self._closed(callback))

    def _closed(self, callback: object) -> None:
        told = self[_realm.symbols.handle_onclose]
        if js_typeof(told) == 'function':
            _realm.make_callback(self, told, [])
        if js_typeof(callback) == 'function':
            _realm.make_callback(self, callback, [])

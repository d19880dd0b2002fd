"""localStorage and sessionStorage without Terrarium's items: the names of workspaces, the theme, the page's layout.

An area's items are its own properties too, so the app sees each area through a proxy; the methods work on the area
behind it."""

from service_worker.preview.guard.names import is_ours, override, override_getter, refusal

_behind = js_new(globalThis.WeakMap)  # proxy -> area


def guard_storage_areas() -> None:
    if globalThis.Storage is None:
        return
    _guard_methods(Storage.prototype)
    for name in ['localStorage', 'sessionStorage']:
        _guard_area(name)
    window.addEventListener('storage', _stop_ours, True)


def _guard_area(name: str) -> None:
    try:
        area = window[name]
    except Exception:
        return  # the browser denies this page access, with an error of its own
    seen = Proxy(
        area,
        {
            'get': _get,
            'set': _set,
            'has': _has,
            'deleteProperty': _delete,
            'ownKeys': _own_keys,
            'getOwnPropertyDescriptor': _describe,
            'defineProperty': _define,
        },
    )
    _behind.set(seen, area)
    Object.defineProperty(
        window, name, {'get': lambda: seen, 'set': js_undefined, 'enumerable': True, 'configurable': True}
    )


def _guard_methods(storage: object) -> None:
    for name in ['getItem', 'setItem', 'removeItem']:
        override(storage, name, _on_item(storage[name], name))
    native_remove = storage.removeItem
    native_key = storage.key

    def clear() -> None:
        area = _area(js_this)
        for key in _visible(area):
            native_remove.call(area, key)

    def key(*args) -> object:
        if len(args) == 0:
            return native_key.apply(_area(js_this), args)
        found = _visible(_area(js_this))[Number(args[0]) >> 0]
        return None if found is None else found

    override(storage, 'clear', js_func(clear))
    override(storage, 'key', js_func(key))
    override_getter(storage, 'length', js_func(lambda: len(_visible(_area(js_this)))))


def _on_item(native: object, name: str) -> object:
    def call(*args) -> object:
        if len(args) > 0 and is_ours(args[0]):
            if name == 'setItem':
                raise refusal('The item', args[0])
            return None if name == 'getItem' else js_undefined
        return native.apply(_area(js_this), args)

    return js_func(call)


def _area(receiver: object) -> object:
    found = _behind.get(receiver)
    return receiver if found is None else found


def _visible(area: object) -> list:
    return [key for key in Object.keys(area) if not is_ours(key)]


def _get(area: object, key: object, receiver: object) -> object:
    if is_ours(key):
        return js_undefined
    return Reflect.get(Storage.prototype, key, receiver) if js_in(key, Storage.prototype) else area[key]


def _set(area: object, key: object, value: object) -> bool:
    if is_ours(key):
        raise refusal('The item', key)
    area[key] = value
    return True


def _has(area: object, key: object) -> bool:
    return not is_ours(key) and Reflect.has(area, key)


def _delete(area: object, key: object) -> bool:
    return is_ours(key) or Reflect.deleteProperty(area, key)


def _own_keys(area: object) -> list:
    return [key for key in Reflect.ownKeys(area) if not is_ours(key)]


def _describe(area: object, key: object) -> object:
    return js_undefined if is_ours(key) else Reflect.getOwnPropertyDescriptor(area, key)


def _define(area: object, key: object, description: object) -> bool:
    if is_ours(key):
        raise refusal('The item', key)
    return Reflect.defineProperty(area, key, description)


def _stop_ours(event: object) -> None:
    if event.key is not None and is_ours(event.key):
        event.stopImmediatePropagation()

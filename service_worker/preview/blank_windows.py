"""Windows that a page opens empty, on a click, to navigate them later: `w = window.open(''); ...; w.location =
'/login'`.

An empty window has no events to react to, so the page gets a stand-in whose `location` translates the addresses of
previews; the stand-in is also the source of messages from the window. Must not know what windows show."""

BLANK = ['', 'about:blank']

_stand_ins = js_new(globalThis.WeakMap)  # window -> stand-in


def is_blank(args: tuple) -> bool:
    return len(args) == 0 or args[0] is js_undefined or args[0] is None or str(args[0]) in BLANK


def stand_in(opened: object, real: object) -> object:
    """`real(href)` returns the address under a preview's prefix, None for a foreign one."""
    found = _stand_ins.get(opened)
    if found is not None:
        return found

    def mapped(href: object) -> str:
        address = real(String(href))
        return String(href) if address is None else address

    def get(target: object, name: object) -> object:
        if name == 'location':
            return _location(target, mapped)
        value = Reflect.get(target, name)
        return value.bind(target) if js_typeof(value) == 'function' and not js_in('prototype', value) else value

    def change(target: object, name: object, value: object) -> bool:
        if name == 'location':
            target.location.replace(mapped(value))
        else:
            target[name] = value
        return True

    found = Proxy(opened, {'get': get, 'set': change})
    _stand_ins.set(opened, found)
    return found


def _location(opened: object, mapped: object) -> object:
    def get(target: object, name: object) -> object:
        if name == 'assign' or name == 'replace':
            return lambda href: opened.location.replace(mapped(href))
        value = Reflect.get(opened.location, name)
        return value.bind(opened.location) if js_typeof(value) == 'function' else value

    def change(target: object, name: object, value: object) -> bool:
        if name == 'href':
            opened.location.replace(mapped(value))
        else:
            opened.location[name] = value
        return True

    # not a proxy of the location itself, whose own properties a proxy can't hide
    return Proxy({}, {'get': get, 'set': change})


def name_sources() -> None:
    """Gives messages from such a window its stand-in as source."""
    native = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'source')

    def get() -> object:
        source = native.get.call(js_this)
        return source if source is None else _stand_ins.get(source) or source

    Object.defineProperty(
        MessageEvent.prototype,
        'source',
        {'get': js_func(get), 'set': js_undefined, 'enumerable': True, 'configurable': True},
    )

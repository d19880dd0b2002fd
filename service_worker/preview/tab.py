"""A preview in a tab of its own lives in a frame of that tab. To its page, and to a page that opened the tab, both are
one window: the opener, messages, `window.name` and `window.close()` go through. `window.top` can't: no page may change
it.

`outer_tab` runs around the frame, `inner_tab` in the page within; where that has another origin, browsers separate it
from the opener of the tab. Must not know addresses."""

MARK = 'terrarium:tab'
around = window.parent  # before the page inside is told that it has none


def outer_tab(frame: object) -> None:
    opener = window.opener

    def send(*args) -> None:
        """Runs here, so that the opener sees this window as the sender."""
        opener.postMessage(*args)

    def seen(target: object, name: object) -> object:
        if name == 'postMessage':
            return send
        value = Reflect.get(target, name)
        return value.bind(target) if js_typeof(value) == 'function' and not js_in('prototype', value) else value

    def change(target: object, name: object, value: object) -> bool:
        target[name] = value
        return True

    window[MARK] = {
        'opener': None if opener is None else Proxy(opener, {'get': seen, 'set': change}),
        'close': lambda: window.close(),
    }
    if window.name != '':
        frame.contentWindow.name = window.name

    def forward(event: object) -> None:
        """Messages from others to this window are meant for the page inside."""
        inner = frame.contentWindow
        if event.source is inner or event.source is window or not can_reach(inner):
            return
        details = {
            'data': event.data,
            'origin': event.origin,
            'lastEventId': event.lastEventId,
            'ports': list(event.ports),
        }
        copy = js_new(inner.MessageEvent, 'message', details)
        source = window[MARK].opener if event.source is opener else event.source
        Object.defineProperty(copy, 'source', {'value': source, 'configurable': True})
        inner.dispatchEvent(copy)

    window.addEventListener('message', forward)


def can_reach(inner: object) -> bool:
    """False for a sandboxed page, whose origin is null."""
    try:
        return inner.document is not None
    except Exception:
        return False


def inner_tab() -> None:
    if around is window or around is not window.top:
        return
    try:
        tab = around[MARK]
    except Exception:
        return
    if tab is None:
        return
    _define('opener', lambda: tab.opener)
    _define('parent', lambda: window)
    _define('frameElement', lambda: None)
    window.close = tab.close
    window.addEventListener('pagehide', lambda event: _keep_name())


def inner_tab_of_origin() -> None:
    """For a page on an origin of its own, which can only see how many frames the window around it has: the page around
    a tab has just this one, while the machine's page also has the bridge."""
    if around is not window and around is window.top and around.length == 1:
        _define('parent', lambda: window)


def _define(name: str, value: object) -> None:
    """Defines it so that a page may replace it."""
    Object.defineProperty(
        window,
        name,
        {
            'get': value,
            'set': lambda given: Object.defineProperty(
                window, name, {'value': given, 'writable': True, 'configurable': True, 'enumerable': True}
            ),
            'configurable': True,
            'enumerable': True,
        },
    )


def _keep_name() -> None:
    around.name = window.name

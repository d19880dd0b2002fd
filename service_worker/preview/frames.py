"""Frames that a preview page makes. The page believes that it is at `/`, so `<iframe src="/x">` names a page of the
host: the frame is redirected to the server before its first request is answered. A frame with `srcdoc` gets the shim
before its text, which also identifies the frame's requests to the service worker. A frame without an address
(`about:blank`) has no service worker in Chromium, so it gets the page's own `fetch` and the like. The first page that
is loaded in it keeps its window, and restores its own functions.

Elements keep the attributes that the page gave them, except `srcdoc`, whose property returns the given value. Must not
know navigation within frames."""

from service_worker.html import insertion_point, script_tag
from service_worker.preview.guard.names import override, override_getter
from service_worker.preview.urls import Place

MARK = 'data-terrarium-frame'
LENT = ['XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker']
OWN = 'terrarium:own'  # functions that a window had itself before it was lent others
SELECTOR = 'iframe, frame'
SHIM = js_regexp('<script [^>]*data-terrarium-frame[^>]*></script>', '')

_prepared = js_new(globalThis.WeakSet)  # documents of frames without an address


class LedFrames:
    """Frames with an address are redirected to the real one."""

    def __init__(self, place: Place):
        self._place = place
        self._observer = MutationObserver(lambda records: self._on_change(records))

    def start(self) -> None:
        self._watch(document)
        native_attach = Element.prototype.attachShadow
        override(
            Element.prototype, 'attachShadow', js_func(lambda *args: self._watch(native_attach.apply(js_this, args)))
        )
        lend_to_blank_frames()

    def _watch(self, root: object) -> object:
        self._observer.observe(root, {'subtree': True, 'childList': True, 'attributeFilter': ['src', 'srcdoc']})
        return root

    def _on_change(self, records: list) -> None:
        for record in records:
            if record.type == 'attributes':
                if record.target.matches(SELECTOR):
                    self._look_at(record.target)
                continue
            for node in list(record.addedNodes):
                if node.nodeType == 1:
                    if node.matches(SELECTOR):
                        self._look_at(node)
                    for frame in list(node.querySelectorAll(SELECTOR)):
                        self._look_at(frame)

    def _look_at(self, frame: object) -> None:
        if frame.isConnected and not has_text(frame) and (frame.getAttribute('src') or '') != '':
            real = self._place.real(frame.src)
            if real is not None and real != frame.src:
                frame.contentWindow.location.replace(real)


class Frames(LedFrames):
    """Also inserts the shim into frames with a text. `script`: its element in the page."""

    def __init__(self, place: Place, script: object):
        super().__init__(place)
        self._src = script.src
        self._nonce = script.nonce

    def start(self) -> None:
        super().start()
        prototype = globalThis.HTMLIFrameElement.prototype
        native = Object.getOwnPropertyDescriptor(prototype, 'srcdoc').get
        override_getter(prototype, 'srcdoc', js_func(lambda: native.call(js_this).replace(SHIM, '')))

    def _look_at(self, frame: object) -> None:
        if frame.isConnected and has_text(frame):
            self._instrument(frame)
        else:
            super()._look_at(frame)

    def _instrument(self, frame: object) -> None:
        text = frame.getAttribute('srcdoc')
        sandbox = frame.sandbox
        if SHIM.test(text) or (
            frame.hasAttribute('sandbox')
            and not (sandbox.contains('allow-scripts') and sandbox.contains('allow-same-origin'))
        ):
            return
        where = [[MARK, ''], ['data-base', self._place.base], ['data-port', str(self._place.port)]]
        state = [['data-mode', 'inner'], ['data-cookies', document.cookie], ['data-errors', 'none']]
        at = insertion_point(text, True)
        # each gets a unique address; otherwise the browser's memory cache might answer, and the service worker would
        # not notice the frame
        tag = script_tag(f'{self._src}?{crypto.randomUUID()}', [*where, *state], self._nonce)
        frame.setAttribute('srcdoc', text[0:at] + tag + text[at:])


def has_text(frame: object) -> bool:
    return frame.localName == 'iframe' and frame.hasAttribute('srcdoc')


def lend_to_blank_frames() -> None:
    """At the moment when the page accesses one."""
    for name in ['contentWindow', 'contentDocument']:
        _prepare_by(globalThis.HTMLIFrameElement.prototype, name)


def _prepare_by(prototype: object, name: str) -> None:
    native = Object.getOwnPropertyDescriptor(prototype, name).get
    native_window = Object.getOwnPropertyDescriptor(prototype, 'contentWindow').get

    def get() -> object:
        _prepare(native_window.call(js_this))
        return native.call(js_this)

    override_getter(prototype, name, js_func(get))


def _prepare(inner: object) -> None:
    if inner is None:
        return
    try:
        blank = inner.location.href == 'about:blank' and not _prepared.has(inner.document)
    except Exception:
        return  # of another origin
    if blank:
        _prepared.add(inner.document)
        own = {'fetch': inner.fetch}
        inner.fetch = window.fetch.bind(window)
        for name in LENT:
            own[name] = inner[name]
            inner[name] = window[name]
        Object.defineProperty(inner, OWN, {'value': own, 'configurable': True})


def take_own_back() -> None:
    """Must run before anything in this window is changed: lent functions are those of the parent page."""
    own = window[OWN]
    if own is not None:
        js_delete(window, OWN)
        Object.assign(window, own)

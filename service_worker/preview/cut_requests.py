"""Gives an XMLHttpRequest whose response ended because the service worker was stopped an `error`, as cut_bodies.py does
for `fetch`.

The final events are held back until the service worker has answered with its name. Synchronous requests can't wait for
that and aren't checked. Must not know what is requested."""

from service_worker.instance import HEADER, ends_cut_bodies_cleanly
from service_worker.preview.cut_bodies import SURE_MS, name_of_worker
from service_worker.preview.guard.names import override

DONE = 4
_LAST_EVENTS = ['readystatechange', 'load', 'loadend']
_is_synchronous = js_new(globalThis.WeakMap)


def guard_requests() -> None:
    if not ends_cut_bodies_cleanly():
        return
    prototype = XMLHttpRequest.prototype
    native_open = prototype.open
    native_send = prototype.send

    def opened(request: object, args: list) -> None:
        native_open.apply(request, args)
        _is_synchronous.set(request, args.length > 2 and not args[2])

    def sent(request: object, args: list) -> None:
        if not _is_synchronous.get(request):
            Watch(request).begin()
        native_send.apply(request, args)

    override(prototype, 'open', js_func(lambda *args: opened(js_this, args)))
    override(prototype, 'send', js_func(lambda *args: sent(js_this, args)))


class Watch:
    """Watches one request from `send` to its end. Its listeners run first, since they capture."""

    def __init__(self, request: object) -> None:
        self._request = request
        self._started = performance.now()
        self._held = []  # events
        self._passing = False
        self._listener = lambda event: self._on_event(event)

    def begin(self) -> None:
        for kind in _LAST_EVENTS:
            self._request.addEventListener(kind, self._listener, True)

    def _end(self) -> None:
        for kind in _LAST_EVENTS:
            self._request.removeEventListener(kind, self._listener, True)

    def _on_event(self, event: object) -> None:
        request = self._request
        if self._passing or request.readyState != DONE:
            return
        if request.getResponseHeader(HEADER) is None or performance.now() - self._started < SURE_MS:
            if event.type == 'loadend':
                self._end()
            return
        event.stopImmediatePropagation()
        self._held.push(event)
        if self._held.length == 1:
            name_of_worker().then(lambda name: self._judge(name != request.getResponseHeader(HEADER)))

    def _judge(self, is_cut: bool) -> None:
        request = self._request
        if is_cut:
            text = request.responseType == '' or request.responseType == 'text'
            answer: list[list] = [
                ['status', 0],
                ['statusText', ''],
                ['response', '' if text else None],
                ['responseText', ''],
                ['responseXML', None],
            ]
            for name, value in answer:
                Object.defineProperty(request, name, {'value': value, 'configurable': True})
        self._passing = True
        for event in self._held:
            kind = 'error' if is_cut and event.type == 'load' else event.type
            sizes = {
                'lengthComputable': event.lengthComputable,
                'loaded': 0 if is_cut else event.loaded,
                'total': 0 if is_cut else event.total,
            }
            request.dispatchEvent(Event(kind) if kind == 'readystatechange' else js_new(ProgressEvent, kind, sizes))
        self._end()

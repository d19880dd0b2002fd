"""Synchronous XMLHttpRequests of a page to a server in the machine. Chromium requests them from the host, bypassing
every service worker, and the host's response is not the server's. So they fail, with the reason. (Those of workers, and
of pages in Firefox, are answered.) Must not know other requests."""

from service_worker.instance import ends_cut_bodies_cleanly
from service_worker.preview.guard.names import override
from service_worker.preview.urls import Place

_natives = {'exception': globalThis.DOMException}  # a page may replace its own
_refused = js_new(globalThis.WeakSet)  # requests


def refuse_synchronous_requests(place: Place) -> None:
    if ends_cut_bodies_cleanly():  # not Chromium
        return
    prototype = XMLHttpRequest.prototype
    native_open = prototype.open
    native_send = prototype.send

    def opened(request: object, args: list) -> None:
        _refused.delete(request)
        if len(args) > 2 and not args[2] and _is_servers(place, String(args[1])):
            _refused.add(request)
        native_open.apply(request, args)

    def sent(request: object, args: list) -> None:
        if _refused.has(request):
            raise js_new(
                _natives['exception'],
                "A preview's synchronous XMLHttpRequest can't reach its server in this browser: make it asynchronous",
                'NetworkError',
            )
        native_send.apply(request, args)

    override(prototype, 'open', js_func(lambda *args: opened(js_this, args)))
    override(prototype, 'send', js_func(lambda *args: sent(js_this, args)))


def _is_servers(place: Place, href: str) -> bool:
    """A blob's address has the page's origin too, but its bytes are in the browser."""
    real = place.real(href)
    return real is not None and not real.startswith('blob:')

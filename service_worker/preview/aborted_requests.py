"""XMLHttpRequests whose response is truncated. In Chromium, a service worker that fails in the middle of a body counts
as cancelling it: the page would get `abort`, though it aborted nothing, where a lost connection gives `error`. Must not
know what is requested."""

from service_worker.preview.guard.names import override

_by_page = js_new(globalThis.WeakSet)  # requests that the page aborted itself
_watched = js_new(globalThis.WeakSet)


def name_errors() -> None:
    prototype = XMLHttpRequest.prototype
    native_abort = prototype.abort
    native_send = prototype.send

    def aborted(request: object) -> None:
        _by_page.add(request)
        native_abort.call(request)

    def sent(request: object, args: list) -> None:
        _by_page.delete(request)
        if not _watched.has(request):
            _watched.add(request)
            request.addEventListener('abort', _on_abort, True)
        native_send.apply(request, args)

    override(prototype, 'abort', js_func(lambda: aborted(js_this)))
    override(prototype, 'send', js_func(lambda *args: sent(js_this, args)))


def _on_abort(event: object) -> None:
    request = event.target
    if not _by_page.has(request):
        event.stopImmediatePropagation()
        request.dispatchEvent(js_new(ProgressEvent, 'error', {'lengthComputable': False, 'loaded': 0, 'total': 0}))

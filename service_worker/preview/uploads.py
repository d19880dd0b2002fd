"""The `upload` events of XMLHttpRequests that a service worker answers: engines don't know how much of a body has been
sent, so they only report its start.

`progress`, `load` and `loadend` are dispatched here, from the service worker's reports of what it has passed on
(upload_reports.py); when the response's head arrives, the body counts as sent, whatever was reported. Events that an
engine dispatches itself are used, and none is dispatched twice. Only requests to the page's own server whose page uses
`upload` are watched. Must not know how bodies are sent."""

from service_worker.preview.guard.names import override, override_getter
from service_worker.upload_reports import HEADER, UPLOADED

HEADERS_RECEIVED = 2
KINDS = ['loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend']
_uploads = js_new(globalThis.WeakMap)  # request whose `upload` the page has read -> Upload
_own = js_new(globalThis.WeakSet)  # asynchronous requests to the page's own server
_by_number = Map()
_count = {'last': 0}


def start_uploads() -> None:
    prototype = XMLHttpRequest.prototype
    native_open = prototype.open
    native_send = prototype.send
    native_set_header = prototype.setRequestHeader
    native_upload = Object.getOwnPropertyDescriptor(prototype, 'upload').get

    def look(request: object) -> object:
        target = native_upload.call(request)
        if not _uploads.has(request):
            _uploads.set(request, Upload(request, target))
        return target

    def opened(request: object, args: list) -> None:
        native_open.apply(request, args)
        is_synchronous = len(args) > 2 and not args[2]
        if is_synchronous or not _is_own(String(args[1])):
            _own.delete(request)
        else:
            _own.add(request)

    def sent(request: object, args: list) -> None:
        upload = _uploads.get(request)
        if upload is not None and request.readyState == 1:
            upload.forget()
            if not _own.has(request):
                upload.leave()
            elif len(args) > 0 and args[0] is not None:
                native_set_header.call(request, HEADER, upload.begin())
        native_send.apply(request, args)

    override_getter(prototype, 'upload', js_func(lambda: look(js_this)))
    override(prototype, 'open', js_func(lambda *args: opened(js_this, args)))
    override(prototype, 'send', js_func(lambda *args: sent(js_this, args)))
    navigator.serviceWorker.addEventListener('message', _on_message, True)


def _is_own(url: str) -> bool:
    try:
        return URL(url, document.baseURI).origin == location.origin
    except Exception:
        return False


def _on_message(event: object) -> None:
    message = event.data
    if message is not None and message['type'] == UPLOADED:
        event.stopImmediatePropagation()
        upload = _by_number.get(message['number'])
        if upload is not None:
            upload.on_taken(message['bytes'], message['done'])


class Upload:
    """States: idle -> started -> complete (its end was reported) -> idle. Its listeners precede the page's, since the
    page hasn't seen the target yet."""

    def __init__(self, request: object, target: object) -> None:
        self._request = request
        self._target = target
        self._number = ''
        self._total = 0
        self._is_complete = False
        self._telling = False
        self._is_listening = False
        self._on_upload = lambda event: self._hear(event)
        self._on_state = lambda event: self._look()
        self._on_end = lambda event: self.forget()
        self._listen()

    def _listen(self) -> None:
        if self._is_listening:
            return
        self._is_listening = True
        for kind in KINDS:
            self._target.addEventListener(kind, self._on_upload)
        self._request.addEventListener('readystatechange', self._on_state)
        self._request.addEventListener('loadend', self._on_end)

    def leave(self) -> None:
        """The request goes to another host, where upload listeners cause a preflight."""
        self._is_listening = False
        for kind in KINDS:
            self._target.removeEventListener(kind, self._on_upload)
        self._request.removeEventListener('readystatechange', self._on_state)
        self._request.removeEventListener('loadend', self._on_end)

    def begin(self) -> str:
        """Begins an upload; returns its number."""
        self._listen()
        _count['last'] += 1
        self._number = String(_count['last'])
        self._total = 0
        self._is_complete = False
        _by_number.set(self._number, self)
        return self._number

    def forget(self) -> None:
        _by_number.delete(self._number)
        self._number = ''

    def _hear(self, event: object) -> None:
        """An event from the engine. A response that fails after a complete upload isn't a failure of the upload."""
        if self._telling or self._number == '':
            return
        if event.type == 'loadstart':
            self._total = event.total
        elif self._is_complete:
            event.stopImmediatePropagation()
        elif event.type != 'progress':
            self.forget()  # the engine reports its end itself

    def _look(self) -> None:
        if self._number != '' and self._request.readyState == HEADERS_RECEIVED:
            self._complete()

    def on_taken(self, count: int, is_all: bool) -> None:
        if is_all:
            self._complete()
        elif not self._is_complete and count < self._total:
            self._tell('progress', count)

    def _complete(self) -> None:
        if self._is_complete or self._number == '':
            return
        self._is_complete = True
        for kind in ['progress', 'load', 'loadend']:
            self._tell(kind, self._total)

    def _tell(self, kind: str, loaded: int) -> None:
        self._telling = True
        try:
            self._target.dispatchEvent(
                js_new(
                    ProgressEvent, kind, {'lengthComputable': self._total > 0, 'loaded': loaded, 'total': self._total}
                )
            )
        finally:
            self._telling = False

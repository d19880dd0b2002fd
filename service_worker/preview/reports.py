"""Reports of a preview page to its parent page: its address, and its errors if the owner wants them.

Error messages have the format of `@webcontainer/api` (`PREVIEW_...`).
"""

from runtime_py.platform.preview_places import machine_of, port_of
from service_worker.preview.navigation import Navigator
from service_worker.preview.tab import around
from service_worker.preview.traversal import traverse
from service_worker.preview.urls import Place

preview_id = crypto.randomUUID()


# from the page around a preview; the response's status, if that page can't see it
_page = {'origin': location.origin, 'status': 0}


def report_to(origin: str, status: int) -> None:
    _page['origin'] = origin
    _page['status'] = status


def tell(message: object) -> None:
    if around is not window:
        around.postMessage(message, _page['origin'])


class Reporter:
    def __init__(self, place: Place, errors: str):
        self.place = place
        self.errors = errors

    def start(self, navigator: Navigator) -> None:
        self._wrap_history('pushState')
        self._wrap_history('replaceState')
        for name in ['popstate', 'hashchange', 'load', 'pageshow']:
            window.addEventListener(name, self.location)
        document.addEventListener('DOMContentLoaded', self.location)
        window.addEventListener('message', lambda event: self._on_message(event, navigator))
        if self.errors != 'none':
            window.addEventListener('error', self._on_error)
            window.addEventListener('unhandledrejection', self._on_rejection)
        if self.errors == 'all':
            self._wrap_console()

    def location(self) -> None:
        tell(
            {
                'type': 'terrarium:location',
                'port': port_of(self.place.port),
                'url': self.place.visible(),
                'title': document.title,
                'status': _page['status'],
            }
        )

    def _wrap_history(self, name: str) -> None:
        native = history[name]

        def changed(*args) -> None:
            native.apply(history, args)
            self.location()

        history[name] = changed

    def _on_message(self, event: object, navigator: Navigator) -> None:
        message = event.data
        if event.source is not around or message is None or js_typeof(message) != 'object':
            return
        if message['type'] == 'LOCALSERVICE_RELOAD_WINDOW':
            message['callback'].postMessage({'type': 'LOCALSERVICE_WINDOW_RELOADED'})
            navigator.reload()
        elif message['type'] == 'terrarium:go' and js_typeof(message['delta']) == 'number':
            traverse(message['delta'], Boolean(message['within']))

    def _report(self, fields: object) -> None:
        url = URL(self.place.visible(), location.origin)
        here = {
            'previewId': preview_id,
            'port': port_of(self.place.port),
            'machine': machine_of(self.place.port),
            'pathname': url.pathname,
            'search': url.search,
            'hash': url.hash,
        }
        tell(Object.assign(fields, here))

    def _on_error(self, event: object) -> None:
        stack = None if event.error is None else event.error.stack
        self._report({'type': 'PREVIEW_UNCAUGHT_EXCEPTION', 'message': event.message, 'stack': stack})

    def _on_rejection(self, event: object) -> None:
        reason = event.reason
        is_error = js_instanceof(reason, Error)
        message = reason.message if is_error else String(reason)
        self._report(
            {'type': 'PREVIEW_UNHANDLED_REJECTION', 'message': message, 'stack': reason.stack if is_error else None}
        )

    def _wrap_console(self) -> None:
        native = console.error

        def error(*args) -> None:
            native.apply(console, args)
            self._report(
                {'type': 'PREVIEW_CONSOLE_ERROR', 'args': [_cloneable(arg) for arg in args], 'stack': Error().stack}
            )

        console.error = error


def _cloneable(value: object) -> object:
    try:
        return structuredClone(value)
    except Exception:
        return String(value)

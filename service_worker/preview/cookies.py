"""`document.cookie` of a preview page: the cookies of its server, which the kernel stores, instead of those of
Terrarium's origin."""

from runtime_py.platform.cookies import NEVER, is_allowed, parse_set_cookie, path_matches
from service_worker.preview.guard.service_workers import controller
from service_worker.preview.urls import Place

HostPromise = globalThis.Promise


class DocumentCookies:
    """`visible` starts with the cookies that came with the page; the service worker reports changes. `on_change(before,
    now)` is called with the kernel's cookies."""

    def __init__(self, place: Place, visible: str):
        self.place = place
        self.visible = visible
        self._writes = 0  # number of writes by this page
        self._heard = 0  # number of those included in the last report
        self._settled = visible  # the last text from the kernel
        self.on_change = None

    def start(self) -> None:
        self.show()
        navigator.serviceWorker.addEventListener('message', self._on_message, True)

    def show(self) -> None:
        Object.defineProperty(
            document,
            'cookie',
            {
                'configurable': True,
                'enumerable': True,
                'get': lambda: self.visible,
                'set': lambda text: self.set(str(text)),
            },
        )

    def _post(self, kind: str, fields: object, ports: list) -> None:
        """Sends the kernel's message `kind` through the service worker."""
        name = 'terrarium:cookies?' if kind == 'cookies' else 'terrarium:cookie'
        controller().postMessage(Object.assign({'type': name, 'port': self.place.port}, fields), ports)

    def _on_message(self, event: object) -> None:
        """The service worker's messages aren't for the app; those of the app's own worker are dispatched by a script
        (origin/app_page.py)."""
        if not event.isTrusted:
            return
        event.stopImmediatePropagation()
        message = event.data
        if message is not None and message['type'] == 'terrarium:cookies' and message['port'] == self.place.port:
            if self._heard == self._writes and message['cookies'] is not None:
                self._settle(message['cookies'])
            else:
                self.ask()

    def _settle(self, visible: str) -> None:
        self.visible = visible
        before = self._settled
        self._settled = visible
        if before != visible and self.on_change is not None:
            self.on_change(before, visible)

    def ask(self) -> object:
        """Returns a promise. A reported change may precede a write of this page, or be for another page's path; an
        answer comes after the write, because messages keep their order."""
        writes = self._writes
        channel = MessageChannel()

        def run(resolve: object) -> None:
            def on_answer(event: object) -> None:
                if writes == self._writes:
                    self._heard = writes
                    self._settle(event.data)
                resolve(event.data)

            channel.port1.onmessage = on_answer
            self._post('cookies', {'path': self._path()}, [channel.port2])

        return js_new(HostPromise, run)

    def _path(self) -> str:
        return self.place.visible().split('?')[0].split('#')[0]

    def set(self, text: str) -> None:
        """Scripts can read at once what they wrote; the jar decides what is sent."""
        path = self._path()
        now = Date.now()
        cookie = parse_set_cookie(text, path, now)
        if cookie is None or cookie.http_only or not is_allowed(cookie):
            return
        if path_matches(path, cookie.path):
            kept = [pair for pair in self.visible.split('; ') if pair != '' and name_of(pair) != cookie.name]
            if cookie.expires_ms == NEVER or cookie.expires_ms > now:
                kept.append(cookie.text())
            self.visible = '; '.join(kept)
        self._writes += 1
        self._post('cookie', {'path': path, 'text': text}, [])
        if self.on_change is not None:
            self.ask()


def name_of(pair: str) -> str:
    at = pair.find('=')
    return pair[0:at] if at >= 0 else ''

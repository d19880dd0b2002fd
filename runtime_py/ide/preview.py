"""The preview: a frame that shows a server of the machine, with an address bar, a choice of ports, and a button for a
separate tab.

The frame's page reports its address (service_worker/preview/reports.py). Must not know how requests get to the server.
"""

from runtime_py.api.previews import reload_preview
from runtime_py.ide.dom import element, icon_button, required
from runtime_py.ide.preview_history import PreviewHistory
from runtime_py.ipc.ip import FIRST_EPHEMERAL_PORT

ALLOW = 'cross-origin-isolated; fullscreen; clipboard-read; clipboard-write; camera; microphone; geolocation'
ANSWER_MS = 300
TOLD_MS = 500  # after a frame's load, time for a page on another origin to report itself
FIRST_ERROR = 400


class Preview:
    """`on_shown(bool)` is called when the part should appear or disappear. Ports: open -> closed; the shown one stays
    when its server stops. A port that was there when the user closed the preview
    is shown again only when the user asks.

    Until the user chooses, the first port that answers with a page is shown: where a program opens several, one is
    often an API. A port that the system chose (`listen(0)`) is only in the list: programs open those to talk to
    themselves, and a request from the preview would confuse them."""

    def __init__(self, machine: object, on_shown: object):
        self._on_shown = on_shown
        self._urls = Map()
        self._port = 0
        self._base = ''
        self._path = '/'
        self._frame = None
        self._history = PreviewHistory()
        self._is_chosen = False  # by the user
        self._is_page = True  # the shown port; false once its answer wasn't a page
        self._told = False  # whether the frame's page has reported its address
        self._closed = Set()  # ports that were there when the user closed the preview
        self._tried = Set()  # ports that were shown because they opened
        self._head = required('preview-head')
        self._body = required('preview-body')
        self._dot = element('span', {'class': 'dot', 'style': 'margin:0 0 0 9px', 'aria-hidden': 'true'})
        self._choice = element(
            'select', {'aria-label': 'Port', 'onchange': lambda event: self._choose(int(self._choice.value), '/')}
        )
        self._address = element(
            'input',
            {'type': 'text', 'aria-label': 'Address', 'spellcheck': 'false', 'autocomplete': 'off', 'inputmode': 'url'},
        )
        self._address.addEventListener('keydown', lambda event: self._on_key(event))
        self._address.addEventListener('focus', lambda event: self._address.select())
        self._head.append(
            icon_button('back', 'Back', lambda: self._go(-1)),
            icon_button('forward', 'Forward', lambda: self._go(1)),
            icon_button('reload', 'Reload the preview', lambda: self.reload()),
            element('div', {'class': 'preview-address'}, [self._dot, self._choice, self._address]),
            icon_button('external', 'Open the preview in a tab of its own', lambda: self._open_tab()),
            icon_button('close', 'Close the preview', lambda: self.close()),
        )
        machine.on('port', lambda port, kind, url: self._on_port(port, kind, url))
        window.addEventListener('message', lambda event: self._on_message(event))

    def has_ports(self) -> bool:
        return self._urls.size > 0

    def is_shown(self) -> bool:
        return self._frame is not None

    def _on_port(self, port: int, kind: str, url: str) -> None:
        if kind == 'close':
            self._urls.delete(port)
            self._show_ports()
            return
        known = self._urls.has(port)
        self._urls.set(port, url)
        self._show_ports()
        if not known:
            self._tried.delete(port)
        if self._may_try(port) and (
            self._frame is None or (not self._is_page and not self._is_chosen and self._port != port)
        ):
            self._try(port)
        elif self._frame is not None and self._port == port and not known:
            # The server was restarted.
            self._load()

    def _may_try(self, port: int) -> bool:
        return port < FIRST_EPHEMERAL_PORT and not self._closed.has(port)

    def _show_ports(self) -> None:
        ports = list(self._urls.keys())
        if self._port != 0 and self._port not in ports:
            ports.append(self._port)
        ports.sort(key=lambda port: port)
        self._choice.replaceChildren(
            *[element('option', {'value': String(port), 'text': f'localhost:{port}'}) for port in ports]
        )
        self._choice.value = String(self._port)
        up = self._urls.has(self._port)
        self._dot.className = 'dot up' if up else 'dot down'
        self._dot.title = 'The server is running' if up else 'The server has stopped'

    def _choose(self, port: int, path: str) -> None:
        self._is_chosen = True
        self.show(port, path)

    def _try(self, port: int) -> None:
        self._is_chosen = False
        self._tried.add(port)
        self.show(port, '/')

    async def _on_load(self, frame: object) -> None:
        """An answer that isn't a page, or is an error, lets another port be shown."""
        if self._is_elsewhere():
            await Promise(lambda resolve: setTimeout(resolve, TOLD_MS))
        if frame is not self._frame:
            return
        self._is_page = self._told if self._is_elsewhere() else is_page(frame)
        if self._is_page or self._is_chosen:
            return
        for port in list(self._urls.keys()):
            if self._may_try(port) and not self._tried.has(port):
                self._try(port)
                return

    def show(self, port: int, path: str) -> None:
        if self._urls.has(port):
            self._base = self._urls.get(port)
        self._port = port
        self._closed.delete(port)
        self._path = path
        self._on_shown(True)
        self._show_ports()
        self._load()

    def show_any(self) -> None:
        """Shows the port that was shown last, else the newest open one."""
        ports = list(self._urls.keys())
        if self._port in ports:
            self.show(self._port, self._path)
        elif len(ports) > 0:
            self.show(ports[len(ports) - 1], '/')

    def _url(self) -> str:
        return self._base.removesuffix('/') + self._path

    def _origin(self) -> str:
        return URL(self._base).origin

    def _is_elsewhere(self) -> bool:
        """Whether previews have separate origins."""
        return self._base != '' and self._origin() != location.origin

    def _load(self) -> None:
        """Makes a new frame, so that its history has no entries of another port."""
        if self._frame is not None:
            self._frame.remove()
        self._address.value = self._path
        self._told = False
        self._is_page = True
        self._history.begin(history.length)
        self._frame = element(
            'iframe', {'title': f'Preview of localhost:{self._port}', 'allow': ALLOW, 'src': self._url()}
        )
        frame = self._frame
        frame.addEventListener('load', lambda event: self._on_load(frame))
        self._body.append(frame)

    async def reload(self) -> None:
        if not self._is_loaded():
            return
        if self._urls.has(self._port):
            await reload_preview(self._frame, ANSWER_MS)
        else:
            self._load()

    def _is_loaded(self) -> bool:
        return self._frame is not None and self._frame.contentWindow is not None

    def _go(self, delta: int) -> None:
        if self._is_loaded():
            message = {'type': 'terrarium:go', 'delta': delta, 'within': self._history.step(delta)}
            self._frame.contentWindow.postMessage(message, self._origin())

    def _on_key(self, event: object) -> None:
        if event.key == 'Escape':
            self._address.value = self._path
        elif event.key == 'Enter':
            typed = self._address.value.strip()
            full = js_regexp('^(?:https?://)?(?:localhost|127\\.0\\.0\\.1):(\\d+)(/.*)?$').exec(typed)
            if full is not None and self._urls.has(int(full[1])):
                self._choose(int(full[1]), full[2] if full[2] is not None else '/')
                return
            self._is_chosen = True
            self._path = typed if typed.startswith('/') else '/' + typed
            self._load()

    def _on_message(self, event: object) -> None:
        message = event.data
        if self._frame is None or event.source is not self._frame.contentWindow or event.origin != self._origin():
            return
        if message is not None and message.type == 'terrarium:location' and message.port == self._port:
            self._path = message.url
            self._history.see(history.length)
            self._told = not message.status or message.status < FIRST_ERROR
            if document.activeElement is not self._address:
                self._address.value = message.url
            self._frame.title = message.title if message.title else f'Preview of localhost:{self._port}'

    def _open_tab(self) -> None:
        window.open(
            URL(f'preview/{self._port}{self._path}', location.href).href if self._is_elsewhere() else self._url(),
            '_blank',
        )

    def close(self) -> None:
        if self._frame is not None:
            self._frame.remove()
            self._frame = None
            for port in [self._port, *self._urls.keys()]:
                self._closed.add(port)
        self._on_shown(False)


def is_page(frame: object) -> bool:
    """Whether a server's answer is HTML and no error. A frame that can't be inspected may be one."""
    try:
        document = frame.contentDocument
        if document is None:
            return True
        entry = frame.contentWindow.performance.getEntriesByType('navigation')[0]
        status = entry.responseStatus if entry is not None and entry.responseStatus is not None else 200
        return document.contentType == 'text/html' and status < 400
    except Exception:
        return True

"""The client of hot module replacement, in every page that `serve` serves (/@serve/client). One connection to the
server; updates are applied in order, and each is confirmed.

Does nothing in a worker, so that modules shared by a worker and a page can be imported there."""

from runtime_py.devserver.client.hot_modules import HotContext, HotModules
from runtime_py.devserver.client.overlay import Overlay
from runtime_py.devserver.client.sheets import remove_sheet, swap_link, update_sheet
from runtime_py.platform.dynamic_import import import_module

RETRY_MS = 500
PING_MS = 30000

_is_page = js_typeof(globalThis.document) != 'undefined'


class Client:
    def __init__(self) -> None:
        self.modules = HotModules(lambda url: import_module(url))
        self.overlay = Overlay()
        self._socket = None
        self._waiting = []  # messages sent before the connection was open
        self._queue = Promise.resolve()
        self._is_first = True
        self._after = []

    def connect(self) -> None:
        socket = WebSocket(f'{"wss" if location.protocol == "https:" else "ws"}://{location.host}/', 'serve-hmr')
        self._socket = socket
        socket.addEventListener('message', lambda event: self._received(JSON.parse(event.data)))
        socket.addEventListener('open', lambda event: self._flush())
        socket.addEventListener('close', lambda event: self._lost())
        globalThis.addEventListener(
            'error', lambda event: self._problem(event.error, event.message, event.filename, event.lineno, event.colno)
        )
        globalThis.addEventListener(
            'unhandledrejection', lambda event: self._problem(event.reason, 'Unhandled rejection', '', 0, 0)
        )

    def send(self, event: str, data: object) -> None:
        text = JSON.stringify({'type': 'custom', 'event': event, 'data': data})
        if self._socket is not None and self._socket.readyState == 1:
            self._socket.send(text)
        else:
            self._waiting.append(text)

    def _flush(self) -> None:
        for text in self._waiting:
            self._socket.send(text)
        self._waiting = []

    def _lost(self) -> None:
        """The server ended: reloads the page when it is back."""
        console.log('[serve] server connection lost; waiting for the server')
        self._socket = None
        setTimeout(lambda: self._look(), RETRY_MS)

    def _look(self) -> None:
        probe = WebSocket(f'{"wss" if location.protocol == "https:" else "ws"}://{location.host}/', 'serve-hmr')
        probe.addEventListener('open', lambda event: location.reload())
        probe.addEventListener('error', lambda event: setTimeout(lambda: self._look(), RETRY_MS))

    def _problem(self, error: object, message: str, file: str, line: float, column: float) -> None:
        text = str(error and error.message or message or error)
        stack = str(error and error.stack or '')
        self.send(
            'serve:problem',
            {
                'message': text,
                'stack': stack,
                'file': file or '',
                'line': line or 0,
                'column': column or 0,
                'url': location.pathname,
            },
        )

    def _received(self, message: object) -> None:
        kind = message['type']
        if kind == 'connected':
            console.debug('[serve] connected')
        elif kind == 'update':
            self._queue = self._queue.then(lambda _nothing: self._apply(message))
        elif kind == 'full-reload':
            self._reload(message)
        elif kind == 'prune':
            self._queue = self._queue.then(lambda _nothing: self._drop(message['paths']))
        elif kind == 'error':
            self.modules.notify('vite:error', message)
            self.overlay.show(message['err'])
        elif kind == 'custom':
            self.modules.notify(message['event'], message['data'])

    async def _drop(self, paths: list) -> None:
        """Runs a module's own function; its exception must not stop the queue, or no later update would be applied."""
        try:
            await self.modules.drop(paths)
        except Exception as error:
            console.error(error)

    async def _apply(self, message: object) -> None:
        """Errors when a module runs again concern the page: the update is reported as failed, and the old module
        stays."""
        problem = js_undefined
        try:
            await self.modules.notify('vite:beforeUpdate', message)
            self.overlay.hide()
            await Promise.all([self._apply_one(update) for update in message['updates']])
            after = self._after
            self._after = []
            for call in after:
                call()
            await self.modules.notify('vite:afterUpdate', message)
        except Exception as error:
            console.error(error)
            problem = str(error and error.message or error)
        self.send('serve:applied', {'number': message['number'], 'error': problem})

    async def _apply_one(self, update: object) -> None:
        if update['type'] == 'css-update':
            await swap_link(update['path'], update['timestamp'])
            return
        try:
            put_in_place = await self.modules.fetch(update)
        except Exception as error:
            if update['isWithinCircularImport']:
                self._reload({'path': '*'})
                return
            raise error
        if put_in_place is not None:
            put_in_place()
            console.debug(f'[serve] hot updated: {update["path"]}')

    def after_update(self, call: object) -> None:
        self._after.append(call)

    def _reload(self, message: object) -> None:
        path = message['path'] or '*'
        own = location.pathname
        if path.endswith('.html') and path != own and path != own + 'index.html' and not (path == '/index.html'):
            return
        self.modules.notify('vite:beforeFullReload', message)
        if message['number']:
            self.send('serve:applied', {'number': message['number'], 'error': js_undefined})
        location.reload()


_client = Client()
if _is_page:
    _client.connect()


def createHotContext(owner: str) -> object:
    return HotContext(_client.modules, owner, lambda event, data: _client.send(event, data))


def updateStyle(name: str, text: str) -> None:
    if _is_page:
        update_sheet(name, text)


def removeStyle(name: str) -> None:
    if _is_page:
        remove_sheet(name)


def showError(text: str) -> None:
    _client.overlay.show(JSON.parse(text))


def afterUpdate(call: object) -> None:
    """Called once, when all modules of the update in progress are installed."""
    _client.after_update(call)

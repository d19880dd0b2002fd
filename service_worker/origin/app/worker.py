"""One version of an app's service worker, which runs inside ours: its global scope, its listeners, its states.

States: parsed -> installing -> installed -> activating -> activated -> redundant. Must not know which pages it
controls, or registrations except for what is passed in as `hooks`."""

from service_worker.origin.app.evaluation import Globals, is_module_with_imports
from service_worker.origin.app.given_fetch import given_caches, given_fetch, given_request
from service_worker.origin.app.scripts import ScriptRefused, fetch_import

SETTLE_MS = 20
MOST_IMPORTS = 200


class AppWorker:
    """`scripts`: Map of URL -> text, of the worker's own script and its imports. `hooks`: registration (an object for
    the script), clients, skip_waiting(worker), ask(request)."""

    def __init__(self, id: str, url: str, scope: str, kind: str, scripts: object, hooks: object):
        self.id = id
        self.url = url
        self.scope = scope
        self.kind = kind
        self.scripts = scripts
        self.state = 'parsed'
        self.skips_waiting = False
        self._hooks = hooks
        self._listeners = Map()
        self._missing: list = []
        self._globals = None

    async def evaluate(self) -> None:
        """Runs the script; again after each script that it turns out to import, since those can only be fetched between
        runs. Raises ScriptRefused."""
        if self.kind == 'module' and is_module_with_imports(self.scripts.get(self.url)):
            raise ScriptRefused(
                'NotSupportedError',
                'a preview\'s service worker may not be a module that imports others: bundle it, or register it without {type: "module"}.',
            )
        globalThis.addEventListener('unhandledrejection', self._on_rejection)
        try:
            for _ in range(MOST_IMPORTS):
                self._run()
                await Promise(lambda resolve: setTimeout(resolve, SETTLE_MS))
                if len(self._missing) == 0:
                    return
                for url in self._missing:
                    self.scripts.set(url, await fetch_import(url, self._hooks.ask))
        finally:
            globalThis.removeEventListener('unhandledrejection', self._on_rejection)
        raise ScriptRefused('TypeError', 'ServiceWorker script evaluation failed: it imports too many scripts')

    async def restart(self) -> None:
        """After our own worker was stopped: all scripts are stored. Module loaders add their listeners a moment
        later."""
        self._run()
        await Promise(lambda resolve: setTimeout(resolve, 0))

    def _run(self) -> None:
        self._listeners.clear()
        self._missing = []
        self._globals = Globals(self._given())
        try:
            self._globals.run(self.scripts.get(self.url), self.url, self.kind == 'module')
        except Exception as error:
            if len(self._missing) == 0:
                console.error(error)
                raise ScriptRefused('TypeError', f'ServiceWorker script evaluation failed: {error.message or error}')

    def _on_rejection(self, event: object) -> None:
        if len(self._missing) > 0:
            event.preventDefault()  # it runs again, with the missing script

    def _given(self) -> object:
        given = Object.create(None)
        at_self = lambda: self._globals.object  # noqa: E731
        for name in ['self', 'globalThis']:
            Object.defineProperty(given, name, {'get': at_self, 'configurable': True})
        given.location = location_of(self.url)
        given.registration = self._hooks.registration
        given.clients = self._hooks.clients
        given.serviceWorker = self._hooks.registration.worker_object(self)
        given.skipWaiting = lambda: self._hooks.skip_waiting(self)
        given.importScripts = lambda *urls: self._import(urls)
        given.fetch = given_fetch(self.url, self._hooks.ask)
        given.Request = given_request(self.url)
        given.caches = given_caches(given.fetch, given.Request)
        given.addEventListener = lambda type, listener, options: self._listen(type, listener, options)
        given.removeEventListener = lambda type, listener: self._forget(type, listener)
        given.dispatchEvent = lambda event: self._call(event)
        return given

    def given_client(self, client: object) -> object:
        return self._hooks.clients.given(client)

    def _import(self, urls: list) -> None:
        for name in urls:
            url = URL(name, self.url).href
            if not self.scripts.has(url):
                if self.state == 'parsed':
                    self._missing.append(url)
                raise DOMException(
                    f"Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at '{url}' failed to load.",
                    'NetworkError',
                )
            self._globals.run(self.scripts.get(url), url, False)

    def _listen(self, type: str, listener: object, options: object) -> None:
        if listener is None:
            return
        if not self._listeners.has(type):
            self._listeners.set(type, [])
        once = options is not None and Boolean(options.once)
        entries = self._listeners.get(type)
        if not any([entry.listener is listener for entry in entries]):
            entries.append({'listener': listener, 'once': once})

    def _forget(self, type: str, listener: object) -> None:
        entries = self._listeners.get(type) or []
        self._listeners.set(type, [entry for entry in entries if entry.listener is not listener])

    def listens_to(self, type: str) -> bool:
        return len(self._listeners.get(type) or []) > 0 or js_typeof(self._globals.object['on' + type]) == 'function'

    def dispatch(self, event: object, keep_alive: object) -> object:
        """A promise that all promises passed to its `waitUntil` have settled; rejects if one of them does.
        `keep_alive(promise)` is for our own worker."""
        waits: list = []

        def wait_until(promise: object) -> None:
            waits.append(promise)
            keep_alive(Promise.resolve(promise).catch(lambda error: None))

        Object.defineProperty(event, 'waitUntil', {'value': wait_until})
        self._call(event)
        return all_settled(waits)

    def _call(self, event: object) -> bool:
        stopped = [False]

        def stop() -> None:
            stopped[0] = True

        for name in ['target', 'currentTarget', 'srcElement']:
            Object.defineProperty(event, name, {'value': self._globals.object})
        Object.defineProperty(event, 'stopImmediatePropagation', {'value': stop})
        handler = self._globals.object['on' + event.type]
        own = [{'listener': handler, 'once': False}] if js_typeof(handler) == 'function' else []
        for entry in [*(self._listeners.get(event.type) or []), *own]:
            if stopped[0]:
                break
            if entry.once:
                self._forget(event.type, entry.listener)
            try:
                if js_typeof(entry.listener) == 'function':
                    entry.listener.call(self._globals.object, event)
                else:
                    entry.listener.handleEvent(event)
            except Exception as error:
                reportError(error)
        return True


async def all_settled(waits: list) -> None:
    """Also waits for promises added meanwhile."""
    at = 0
    failure = None
    while at < len(waits):
        try:
            await waits[at]
        except Exception as error:
            failure = failure or error
        at += 1
    if failure is not None:
        raise failure


def location_of(url: str) -> object:
    """Like WorkerLocation: read-only parts."""
    at = URL(url)
    found = {}
    for name in ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash']:
        found[name] = at[name]
    found.toString = lambda: at.href
    return Object.freeze(found)

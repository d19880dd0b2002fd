"""Previews on origins of their own: a hidden frame per origin, the bridge, takes what its service worker needs to reach the machine.

The bridge gets an *introducer*, a port to the kernel's worker (kernel/preview_lines.py); from then on the page's thread isn't needed. The page sends it to
the bridge's origin alone, and hears that origin alone. Must not know requests.
"""

from runtime_py.api.errors import ApiError
from runtime_py.platform.preview_origins import has_port, origin_for, port_on, problem_of

BRIDGE = 'terrarium-bridge.html'
OPEN_WITHIN_MS = 15000
CODE = 'ERR_TERRARIUM_PREVIEW_ORIGIN'


def checked(pattern: object) -> str:
    """The option `previews` of `boot`: '' where previews are paths of the page's own origin."""
    if pattern is None:
        return ''
    text = String(pattern)
    found = text[:-1] if text.endswith('/') else text
    problem = problem_of(found)
    if problem != '':
        raise ApiError('ERR_INVALID_ARG_VALUE', f"previews should be an origin such as 'https://{{port}}-{{id}}.example.com'. Received '{text}': {problem}")
    if not has_port(found) and URL(found).origin == location.origin:
        raise ApiError('ERR_INVALID_ARG_VALUE', 'previews should be another origin than the page\'s. Leave it out to have previews on this one')
    return found


async def machine_id(workspace: str) -> str:
    """The same for a workspace at each boot, so that apps find their storage again."""
    digest = await crypto.subtle.digest('SHA-256', TextEncoder().encode(location.origin + ' ' + workspace))
    return Array['from'](Uint8Array(digest).subarray(0, 5), lambda octet: octet.toString(16).padStart(2, '0')).join('')


class PreviewOrigins:
    """`warn(text, code)`. `open(port)` resolves when requests to the port's origin reach the machine, or when it is clear that they won't."""

    def __init__(self, pattern: str, machine: str, base: str, warn: object):
        self.pattern = pattern
        self.machine = machine
        self._base = base
        self._link = None
        self._warn = warn
        self._settings = {'previewScripts': [], 'forwardPreviewErrors': False}
        self._shown = 0
        self._bridges = Map()       # origin -> Bridge
        self._is_over = False

    def begin(self, link: object) -> None:
        """The kernel runs."""
        self._link = link

    def as_setting(self) -> object:
        """For the service worker of the page's own origin, whose preview addresses show what is on these origins."""
        return {'pattern': self.pattern, 'machine': self.machine}

    def origin(self, port: int) -> str:
        return origin_for(self.pattern, self.machine, port)

    def url(self, port: int) -> str:
        return self.origin(port) + '/'

    def owns(self, origin: str) -> bool:
        """Whether previews of this machine are on this origin."""
        return port_on(self.pattern, self.machine, origin) != 0 or not has_port(self.pattern) and origin == self.origin(0)

    def settle(self, forward: object, scripts: object) -> None:
        """How previews are instrumented; what is undefined stays."""
        if js_typeof(forward) != 'undefined':
            self._settings.forwardPreviewErrors = forward
        if js_typeof(scripts) != 'undefined':
            self._settings.previewScripts = scripts
        self._tell()

    def show(self, port: int) -> None:
        """Where one origin shows all ports, this one from now on."""
        self._shown = port
        self._tell()

    def _tell(self) -> None:
        for bridge in list(self._bridges.values()):
            bridge.settle(self._settings, self._shown)

    async def open(self, port: int) -> None:
        if not has_port(self.pattern):
            self.show(port)
        origin = self.origin(port)
        bridge = self._bridges.get(origin)
        if bridge is None:
            bridge = Bridge(origin, lambda: self._terms(port))
            self._bridges.set(origin, bridge)
            bridge.begin(self._link.request('gateway.preview', [self._scope(port)]))
        problem = await bridge.opened
        if problem != '' and not self._is_over:
            self._warn(f'The preview of port {port} can not be reached: {problem}', CODE)

    def _scope(self, port: int) -> int:
        return port if has_port(self.pattern) else 0

    def _terms(self, port: int) -> object:
        """As service_worker/origin/lines.py takes them."""
        return {'machine': self.machine, 'port': self._scope(port), 'shown': self._shown, 'page': self._base, 'pattern': self.pattern, 'settings': self._settings}

    async def introduce(self, origin: str, message_port: object) -> None:
        """A tab of a preview's origin asks, by a page of ours (connect_page.py), for a way to the machine."""
        if self._is_over or not self.owns(origin):
            return
        port = port_on(self.pattern, self.machine, origin)
        introducer = await self._link.request('gateway.preview', [self._scope(port)])
        message_port.postMessage({'type': 'terrarium:introduce', 'terms': self._terms(port)}, [introducer])

    def forget(self) -> None:
        """The kernel behind all lines has gone."""
        for bridge in list(self._bridges.values()):
            bridge.remove()
        self._bridges.clear()

    def stop(self) -> None:
        self._is_over = True
        self.forget()


class Bridge:
    """The frame of one origin. `opened` resolves to '', or to what is wrong."""

    def __init__(self, origin: str, terms: object):
        self._origin = origin
        self._terms = terms
        self._resolve = None
        self._ready = None
        self.opened = Promise(self._set_resolve)
        ready = Promise(self._set_ready)
        self._is_ready = ready
        self._frame = document.createElement('iframe')
        self._listener = lambda event: self._on_message(event)
        self._timer = setTimeout(lambda: self._resolve(self._silence()), OPEN_WITHIN_MS)

    def _set_resolve(self, resolve: object) -> None:
        self._resolve = resolve

    def _set_ready(self, resolve: object) -> None:
        self._ready = resolve

    async def begin(self, introducer: object) -> None:
        """`introducer`: a promise of it."""
        window.addEventListener('message', self._listener)
        self._frame.hidden = True
        self._frame.setAttribute('aria-hidden', 'true')
        self._frame.tabIndex = -1
        self._frame.allow = 'cross-origin-isolated'
        self._frame.src = f'{self._origin}/{BRIDGE}'
        document.documentElement.append(self._frame)
        try:
            port = await introducer
            await self._is_ready
            self._frame.contentWindow.postMessage({'type': 'terrarium:introduce', 'terms': self._terms()}, self._origin, [port])
        except Exception as error:
            self._resolve(error.message)

    def _on_message(self, event: object) -> None:
        message = event.data
        if event.source is not self._frame.contentWindow or event.origin != self._origin or message is None:
            return
        if message.type == 'terrarium:bridge':
            self._on_ready(message.machines)
        elif message.type == 'terrarium:bridge-open':
            self._done('')
        elif message.type == 'terrarium:bridge-failed':
            self._done(f'{self._origin}: {message.message}')

    def _on_ready(self, machines: list) -> None:
        """`machines`: the pages that the origin's host allows."""
        if len(machines) > 0 and not any([URL(address).origin == location.origin for address in machines]):
            self._done(f"the terrarium.json of {self._origin} doesn't list this page's origin")
        else:
            self._ready(None)

    def _done(self, problem: str) -> None:
        clearTimeout(self._timer)
        self._resolve(problem)

    def settle(self, settings: object, shown: int) -> None:
        if self._frame.contentWindow is not None:
            self._frame.contentWindow.postMessage({'type': 'terrarium:settings', 'settings': settings, 'shown': shown}, self._origin)

    def _silence(self) -> str:
        return (f"{self._origin}/{BRIDGE} did not answer. The files of dist/preview/ belong there, sent with 'Cross-Origin-Embedder-Policy: require-corp' "
                "and 'Cross-Origin-Resource-Policy: cross-origin'; a Content-Security-Policy of this page has to name the origin in frame-src.")

    def remove(self) -> None:
        self._done('the machine has gone')
        window.removeEventListener('message', self._listener)
        self._frame.remove()

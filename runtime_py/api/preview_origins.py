"""Previews on origins of their own: a hidden frame per origin, the bridge, passes its service worker what it needs to
reach the machine.

The bridge gets an *introducer*, a port to the kernel worker (kernel/preview_lines.py); from then on the page's thread
isn't needed. The page sends it only to the bridge's origin, and accepts messages only from there. Must not know
requests."""

from runtime_py.api.errors import ApiError
from runtime_py.api.waiting import delay, once
from runtime_py.platform.bytes import to_hex
from runtime_py.platform.preview_origins import has_port, origin_for, port_on, problem_of, url_for

BRIDGE = 'terrarium-bridge.html'
OPEN_WITHIN_MS = 15000
SETTLE_WITHIN_MS = 3000
CODE = 'ERR_TERRARIUM_PREVIEW_ORIGIN'
SANDBOXED = 'sandboxed'  # pages of null origin (sandboxed_previews.py)


def checked(pattern: object) -> str:
    """Checks `boot`'s option `previews`; '' where previews have addresses of the page's own origin."""
    if pattern is None:
        return ''
    text = String(pattern)
    if text == SANDBOXED:
        return ''
    found = text[:-1] if text.endswith('/') else text
    problem = problem_of(found)
    if problem != '':
        raise ApiError(
            'ERR_INVALID_ARG_VALUE',
            f"previews must be an origin such as 'https://{{port}}-{{id}}.example.com', or 'sandboxed'. Received '{text}': {problem}",
        )
    if not has_port(found) and URL(found).origin == location.origin:
        raise ApiError(
            'ERR_INVALID_ARG_VALUE',
            "previews must be an origin other than the page's. Leave the option out for previews on the page's own origin",
        )
    return found


async def machine_id(workspace: str) -> str:
    """The machine's id: the same for a workspace at each boot, so that apps find their storage again."""
    digest = await crypto.subtle.digest('SHA-256', TextEncoder().encode(location.origin + ' ' + workspace))
    return to_hex(Uint8Array(digest).subarray(0, 5))


class PreviewOrigins:
    """`warn(text, code)`. `open(port)` resolves when requests to the port's origin reach the machine, or it is certain
    that they won't."""

    def __init__(self, pattern: str, machine: str, base: str, warn: object):
        self.pattern = pattern
        self.machine = machine
        self._base = base
        self._link = None
        self._warn = warn
        self._settings = {'previewScripts': [], 'forwardPreviewErrors': False}
        # where one origin shows all ports: the last requested one, or, before any request, the first that opened
        self._shown = 0
        self._is_asked_for = False
        self._listening = Set()
        self._revision = 0
        self._bridges = Map()  # origin -> Bridge
        self._is_over = False

    def begin(self, link: object) -> None:
        """The kernel runs."""
        self._link = link

    def as_setting(self) -> object:
        """For the service worker of the page's own origin, whose preview addresses show the previews on these
        origins."""
        return {'pattern': self.pattern, 'machine': self.machine}

    def origin(self, port: int) -> str:
        return origin_for(self.pattern, self.machine, port)

    def url(self, port: int) -> str:
        return url_for(self.pattern, self.machine, port, '/')

    def owns(self, origin: str) -> bool:
        """Whether previews of this machine are on this origin."""
        return (
            port_on(self.pattern, self.machine, origin) != 0 or not has_port(self.pattern) and origin == self.origin(0)
        )

    def settle(self, forward: object, scripts: object) -> object:
        """Sets how previews are instrumented; undefined fields stay. A promise that the origins have it."""
        if js_typeof(forward) != 'undefined':
            self._settings.forwardPreviewErrors = forward
        if js_typeof(scripts) != 'undefined':
            self._settings.previewScripts = scripts
        return self._tell()

    async def ask_for(self, port: int) -> None:
        """A tab shows this port, whether or not a server listens."""
        self._is_asked_for = True
        self._show(port)
        await self._open(port)

    async def open(self, port: int) -> None:
        """A server listens on the port."""
        self._listening.add(port)
        if self._shown == 0 or not self._is_asked_for and not self._listening.has(self._shown):
            self._show(port)
        await self._open(port)

    def close(self, port: int) -> None:
        self._listening.delete(port)

    def _show(self, port: int) -> None:
        if not has_port(self.pattern) and self._shown != port:
            self._shown = port
            self._tell()

    def _tell(self) -> object:
        self._revision = Math.max(self._revision + 1, Date.now())
        message = Object.assign({'type': 'terrarium:settings'}, self._changing())
        return Promise.all([bridge.settle(message) for bridge in list(self._bridges.values())])

    def _changing(self) -> object:
        return {'settings': self._settings, 'shown': self._shown, 'revision': self._revision}

    async def _open(self, port: int) -> None:
        origin = self.origin(port)
        bridge = self._bridges.get(origin)
        if bridge is None:
            bridge = Bridge(origin, lambda: self._terms(port))
            self._bridges.set(origin, bridge)
            bridge.begin(self._link.request('gateway.preview', [self._scope(port)]))
        problem = await bridge.opened
        if problem != '' and self._bridges.get(origin) is bridge:
            self._warn(f"The preview of port {port} can't be reached: {problem}", CODE)

    def _scope(self, port: int) -> int:
        return port if has_port(self.pattern) else 0

    def _terms(self, port: int) -> object:
        """The settings, as service_worker/origin/lines.py takes them."""
        return Object.assign(
            {'machine': self.machine, 'port': self._scope(port), 'page': self._base, 'pattern': self.pattern},
            self._changing(),
        )

    async def introduce(self, origin: str, message_port: object) -> None:
        """A tab of a preview's origin asks, through one of our pages (connect_page.py), for a connection to the
        machine."""
        if self._is_over or not self.owns(origin):
            return
        port = port_on(self.pattern, self.machine, origin)
        introducer = await self._link.request('gateway.preview', [self._scope(port)])
        message_port.postMessage({'type': 'terrarium:introduce', 'terms': self._terms(port)}, [introducer])

    def forget(self) -> None:
        """The kernel behind all lines is gone."""
        bridges = list(self._bridges.values())
        self._bridges.clear()
        self._listening.clear()
        for bridge in bridges:
            bridge.remove()

    def stop(self) -> None:
        self._is_over = True
        self.forget()


class Bridge:
    """The frame of one origin. `opened` resolves to '', or to a description of the problem."""

    def __init__(self, origin: str, terms: object):
        self._origin = origin
        self._terms = terms
        self._resolve = None
        self._ready = None
        self._is_open = False
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
        """`introducer`: a promise of the port."""
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
            self._frame.contentWindow.postMessage(
                {'type': 'terrarium:introduce', 'terms': self._terms()}, self._origin, [port]
            )
        except Exception as error:
            self._resolve(error.message)

    def _on_message(self, event: object) -> None:
        message = event.data
        if event.source is not self._frame.contentWindow or event.origin != self._origin or message is None:
            return
        if message.type == 'terrarium:bridge':
            self._on_ready(message.machines)
        elif message.type == 'terrarium:bridge-open':
            self._is_open = True
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

    async def settle(self, message: object) -> None:
        """Resolves when the service worker there has the settings."""
        if not self._is_open:
            await self.opened
        if not self._is_open:
            return
        channel = MessageChannel()
        known = once(channel.port1, 'message')
        channel.port1.start()
        self._frame.contentWindow.postMessage(message, self._origin, [channel.port2])
        await Promise.race([known, delay(SETTLE_WITHIN_MS)])
        channel.port1.close()

    def _silence(self) -> str:
        return (
            f"{self._origin}/{BRIDGE} did not answer. Copy the files of dist/preview/ there and serve them with 'Cross-Origin-Embedder-Policy: require-corp' "
            "and 'Cross-Origin-Resource-Policy: cross-origin'; if this page has a Content-Security-Policy, its frame-src must list the origin."
        )

    def remove(self) -> None:
        self._is_open = False
        self._done('the machine is gone')
        window.removeEventListener('message', self._listener)
        self._frame.remove()

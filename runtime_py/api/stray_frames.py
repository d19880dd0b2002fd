"""Frames of the embedding page whose address lost a preview's prefix, as `new URL('/about', url)` with the URL from
`server-ready` does. On an origin of its own the preview would be requested; on the page's origin, the frame is
redirected to the server.

A frame that showed a port before means that port. A new one means the host's page if the host has it, else a server
that no other frame shows, in the order in which servers were announced. Must not know how previews are served."""

from runtime_py.api.previews import place_at, preview_url
from runtime_py.platform.preview_places import machine_of, place_of, port_of

FOUND = 400  # statuses below this count as found
ABSOLUTE = js_regexp('^\\s*(?:/|https?:)', 'i')  # the address that `new URL` yields

_owners = WeakMap()  # frame -> number of the machine whose preview it showed last


class StrayFrames:
    """`ports()`: the open ones, the newest last. New frames are handled one after the other. `ask(port, path)`: a
    promise of a Response."""

    def __init__(self, base: str, machine: int, ports: object, ask: object):
        self._base = base
        self._machine = machine
        self._ports = ports
        self._ask = ask
        self._shown = WeakMap()  # frame -> the port that it showed last
        self._frames = Set()  # weak references to them
        self._deciding = Promise.resolve(None)
        self._observer = None

    def start(self) -> None:
        self._observer = MutationObserver(lambda records: self._on_change(records))
        self._observer.observe(document, {'subtree': True, 'childList': True, 'attributeFilter': ['src']})

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.disconnect()
            self._observer = None

    def _on_change(self, records: list) -> None:
        for record in records:
            if record.type == 'attributes':
                self._look_at(record.target)
            for node in list(record.addedNodes):
                if node.nodeType == 1:
                    self._look_at(node)
                    for frame in list(node.querySelectorAll('iframe[src]')):
                        self._look_at(frame)

    def _look_at(self, node: object) -> None:
        if node.localName == 'iframe' and node.hasAttribute('src') and node.src.startswith(location.origin + '/'):
            place = place_at(self._base, node.src)
            if place != 0:
                self._see(node, place)
            elif (
                self._machine == (_owners.get(node) or 0)
                and len(self._ports()) > 0
                and ABSOLUTE.test(node.getAttribute('src'))
            ):
                self._lead(node, node.src, list(self._ports()))

    def _see(self, frame: object, place: int) -> None:
        """A frame that shows a machine's preview belongs to this machine from then on; machine 0 decides about new
        ones."""
        if machine_of(place) == self._machine:
            _owners.set(frame, self._machine)
            self._remember(frame, port_of(place))

    def _remember(self, frame: object, port: int) -> None:
        if not self._shown.has(frame):
            self._frames.add(js_new(globalThis.WeakRef, frame))
        self._shown.set(frame, port)

    async def _lead(self, frame: object, address: str, ports: list) -> None:
        """`ports`: those announced when the frame got its address."""
        port = self._shown.get(frame)
        if port is None or port not in ports:
            self._deciding = self._deciding.then(lambda none: self._decide(frame, URL(address), ports))
            port = await self._deciding
        if port != 0 and frame.isConnected and frame.src == address:
            self._remember(frame, port)
            frame.contentWindow.location.replace(
                preview_url(self._base, place_of(self._machine, port)) + address[len(location.origin) + 1 :]
            )

    async def _decide(self, frame: object, url: object, ports: list) -> int:
        """The port that is meant; 0: the host's page."""
        if not is_unlikely(url) and await has_page(url):
            return 0
        shown = self._ports_of_frames()
        free = [port for port in ports if port not in shown]
        port = await self._server_of(url, free if len(free) > 0 else ports)
        self._remember(frame, port)
        return port

    def _ports_of_frames(self) -> list:
        found: list = []
        for reference in list(self._frames):
            frame = reference.deref()
            if frame is None:
                self._frames.delete(reference)
            elif frame.isConnected:
                found.append(self._shown.get(frame))
        return found

    async def _server_of(self, url: object, ports: list) -> int:
        """The first server that has something at this path; if none has, the first server."""
        for port in ports if len(ports) > 1 else []:
            try:
                response = await self._ask(port, url.pathname + url.search)
                if response.status < FOUND:
                    return port
            except Exception as error:
                console.debug('a server that does not answer', error)
        return ports[0]


def is_unlikely(url: object) -> bool:
    """Whether a page would have to show itself, or its site's first page, in a frame."""
    return url.pathname == '/' or url.pathname + url.search == location.pathname + location.search


async def has_page(url: object) -> bool:
    """Whether the host has this page. Many hosts answer every request with the same page."""
    try:
        found = await fetch(url.href, {'headers': {'accept': 'text/html'}})
        if not found.ok:
            return False
        other = await fetch(f'{url.origin}/{globalThis.crypto.randomUUID()}', {'headers': {'accept': 'text/html'}})
        return not other.ok or await found.text() != await other.text()
    except Exception:
        return False  # no server answers

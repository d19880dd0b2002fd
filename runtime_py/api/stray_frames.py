"""Frames of the embedding page whose address lost a preview's prefix: `new URL('/about', url)` of the URL that `server-ready` tells. On an origin of
its own a preview would be asked; on the page's origin the frame is led to the server.

A frame that showed a port before means this port. A new one means the host's page if the host has it, else a server in the machine. Must not know
how previews are served.
"""

from runtime_py.api.previews import port_of, preview_url

FOUND = 400     # a status below


class StrayFrames:
    """`ports()`: the open ones, the newest last. `ask(port, path)`: a promise of a Response."""

    def __init__(self, base: str, ports: object, ask: object):
        self._base = base
        self._ports = ports
        self._ask = ask
        self._shown = WeakMap()     # frame -> the port that it showed last
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
            port = port_of(self._base, node.src)
            if port != 0:
                self._shown.set(node, port)
            elif len(self._ports()) > 0 and node.src.split('#')[0] != location.href.split('#')[0]:
                self._lead(node, node.src)

    async def _lead(self, frame: object, address: str) -> None:
        url = URL(address)
        port = self._shown.get(frame)
        if port is None or port not in self._ports():
            port = 0 if await has_page(url) else await self._server_of(url)
        if port != 0 and frame.isConnected and frame.src == address:
            self._shown.set(frame, port)
            frame.contentWindow.location.replace(preview_url(self._base, port) + address[len(location.origin) + 1 :])

    async def _server_of(self, url: object) -> int:
        """The newest that has something there; if none has, the newest. 0 when none is left."""
        ports = self._ports()
        for port in reversed(ports) if len(ports) > 1 else []:
            try:
                response = await self._ask(port, url.pathname + url.search)
                if response.status < FOUND:
                    return port
            except Exception as error:
                console.debug('a server that does not answer', error)
        return ports.at(-1) if len(ports) > 0 else 0


async def has_page(url: object) -> bool:
    """Whether the host has this page. Many hosts answer whatever is asked with one page."""
    try:
        found = await fetch(url.href, {'headers': {'accept': 'text/html'}})
        if not found.ok:
            return False
        other = await fetch(f'{url.origin}/{globalThis.crypto.randomUUID()}', {'headers': {'accept': 'text/html'}})
        return not other.ok or await found.text() != await other.text()
    except Exception:
        return False        # nobody is there

"""The addresses of a sandboxed page: it is at `<base>preview/PORT/path`, and its server is `http://localhost:PORT`.

Must not know requests."""

from runtime_py.platform.preview_places import beside, port_of
from service_worker.preview.urls import Place
from service_worker.routing import machine_port, preview_port, preview_prefix


class SandboxPlace(Place):
    """`number`: the place (preview_places.py)."""

    def __init__(self, base: str, number: int):
        super().__init__(base, number)
        self.number = port_of(number)
        self.origin = f'http://localhost:{self.number}'

    def visible(self) -> str:
        """The page's own address as its server sees it."""
        path = location.pathname
        inner = path.removeprefix(self.prefix) if path.startswith(self.prefix + '/') else path
        return inner + location.search + location.hash

    def path(self) -> str:
        return self.visible().split('?')[0].split('#')[0]

    def address(self) -> str:
        return self.origin + self.visible()

    def resolve(self, href: str, base: str = '') -> object:
        """The URL that `href` means, with the server's own origin; None if it isn't one. `base` is such a URL, or the
        page's."""
        start = base if base != '' else self._document_base()
        return self.on_server(URL(href, start)) if URL.canParse(href, start) else None

    def _document_base(self) -> str:
        element = document.querySelector('base[href]')
        return (
            self.address()
            if element is None
            else self.on_server(URL(element.getAttribute('href'), self.address())).href
        )

    def on_server(self, url: object) -> object:
        """An address on this host is one on the page's server."""
        if url.origin != location.origin:
            return url
        place = preview_port(self.base, url.pathname)
        rest = url.pathname.removeprefix(preview_prefix(self.base, place)) if place != 0 else url.pathname
        port = self.number if place == 0 else port_of(place)
        return URL(f'http://localhost:{port}{rest or "/"}{url.search}{url.hash}')

    def port_at(self, url: object) -> int:
        """The port of the machine that a resolved URL means, 0 for another host."""
        return machine_port(url, URL(location.origin).hostname)

    def real(self, href: str) -> str | None:
        """Where a page at `href` is for the browser; None if it is elsewhere on the network or not a URL."""
        url = self.resolve(href)
        port = 0 if url is None else self.port_at(url)
        if port == 0:
            return None
        prefix = preview_prefix(self.base, beside(self.port, port))
        return location.origin + prefix + url.pathname + url.search + url.hash

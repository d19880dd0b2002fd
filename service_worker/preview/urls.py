"""The two forms of a preview's URLs: what the page sees (`/path`) and where it really is (`<base>preview/PORT/path`).

Must not know events.
"""

from runtime_py.platform.preview_places import beside
from service_worker.routing import GUARD_PATH, machine_port, preview_port, preview_prefix


class Place:
    """The location of this page, read from the shim's script element."""

    def __init__(self, base: str, port: int):
        self.base = base
        self.port = port
        self.prefix = preview_prefix(base, port)

    def real(self, href: str) -> str | None:
        """The URL under a preview prefix that `href` means; None if it is elsewhere on the network or not a URL."""
        if not URL.canParse(href, document.baseURI):
            return None
        url = URL(href, document.baseURI)
        rest = url.pathname + url.search + url.hash
        if url.protocol == 'blob:':
            return None
        if url.origin == window.origin:
            return url.href if preview_port(self.base, url.pathname) != 0 else window.origin + self.prefix + rest
        other = beside(self.port, machine_port(url, URL(window.origin).hostname))
        return None if other == 0 else window.origin + preview_prefix(self.base, other) + rest

    def visible(self) -> str:
        """The page's own address as its server sees it."""
        path = location.pathname
        return (
            (path.removeprefix(self.prefix) if path.startswith(self.prefix + '/') else path)
            + location.search
            + location.hash
        )

    def guard_url(self) -> str:
        """The URL of the script that precedes those of workers."""
        return window.origin + self.prefix + GUARD_PATH

    def for_worker(self) -> list:
        """The location in the form for that script."""
        return [self.base, self.port]

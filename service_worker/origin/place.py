"""The two forms of a URL on a preview's own origin, with the interface of preview/urls.py, which handles previews below
a prefix. Here a page's own addresses are real; those of other ports, which the app calls `http://localhost:PORT`, are
other origins. Must not know events."""

from runtime_py.platform.preview_origins import url_for
from service_worker.origin.own_files import GUARD_PATH
from service_worker.preview.urls import Place
from service_worker.routing import machine_port


class OriginPlace(Place):
    def __init__(self, pattern: str, machine: str, port: int):
        super().__init__('/', port)
        self.prefix = ''
        self.pattern = pattern
        self.machine = machine

    def real(self, href: str) -> str | None:
        if not URL.canParse(href, document.baseURI):
            return None
        url = URL(href, document.baseURI)
        if url.origin == location.origin:
            return url.href
        other = machine_port(url, location.hostname)
        rest = url.pathname + url.search + url.hash
        if other == self.port:
            return location.origin + rest
        return url_for(self.pattern, self.machine, other, rest) if other != 0 else None

    def visible(self) -> str:
        return location.pathname + location.search + location.hash

    def guard_url(self) -> str:
        return location.origin + GUARD_PATH

    def for_worker(self) -> list:
        return ['', self.port]

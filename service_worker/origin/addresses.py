"""The meaning of URLs on a preview's own origin: the same paths as on the server, whose origin is
`http://localhost:PORT` for the server and for a developer.

Pure but for this origin's name. Must not know events.
"""

from runtime_py.platform.preview_origins import port_on, url_for
from service_worker.preview_page import tags_of
from service_worker.routing import machine_port

BRIDGE = '/terrarium-bridge.html'
SCRIPT = '/terrarium-sw.js'
SETTINGS = '/terrarium.json'


def own_origin() -> str:
    return globalThis.location.origin


def may_be_machines(url: object) -> bool:
    """Whether a URL may mean a server of the machine: the origin of another port has this one's name except for the
    port. A guess that needs no line."""
    digits = js_regexp('\\d+', '')
    is_alike = url.protocol == globalThis.location.protocol and url.host.replace(
        digits, ''
    ) == globalThis.location.host.replace(digits, '')
    return is_alike or machine_port(url, globalThis.location.hostname) != 0


def port_of_url(url: object, pattern: str, machine: str, own_port: int) -> int:
    """The port of the machine that a URL means, 0 for the network."""
    if url.origin == own_origin():
        return own_port
    return machine_port(url, globalThis.location.hostname) or port_on(pattern, machine, url.origin)


def as_server(url: str, port: int) -> str:
    """A URL of this origin as the server sees it; '' for foreign URLs and for our own pages."""
    if not url.startswith(own_origin() + '/') or URL(url).pathname == BRIDGE:
        return ''
    return f'http://localhost:{port}{url[len(own_origin()) :]}'


def as_page(value: str, pattern: str, machine: str, own_port: int) -> str:
    """The target of a redirect from the server, as the page must follow it."""
    if not URL.canParse(value):
        return value
    url = URL(value)
    rest = url.pathname + url.search + url.hash
    port = port_of_url(url, pattern, machine, own_port)
    if port == own_port:
        return own_origin() + rest
    return url_for(pattern, machine, port, rest) if port != 0 else value


class OriginPage:
    """A page in the form that preview_response.py takes."""

    """`worker`: the app's service worker that the page is under, as its shim takes it."""

    def __init__(self, line: object, port: int, worker: str):
        self._line = line
        self._port = port
        self._worker = worker

    def location(self, value: str) -> str:
        return as_page(value, self._line.pattern, self._line.machine, self._port)

    def tags(self, head: object, headers: object) -> str:
        line = self._line
        where = [
            ['data-origins', line.pattern],
            ['data-id', line.machine],
            ['data-port', str(self._port)],
            ['data-page', line.page],
            ['data-status', str(head.status)],
            ['data-worker', self._worker],
        ]
        return tags_of('', where, head, headers, line.settings)

"""Which client (page or worker) shows which port.

Learned when a navigation or a worker's script goes through. After the service worker was terminated, or for a worker whose script came from a blob, it is
found out again: for a page by its URL, which is under the preview prefix; for a worker by the referrer of its request, which is the worker's own URL.
A worker may be blocked until its request is answered (`importScripts`, a synchronous XMLHttpRequest), and Firefox asks `clients.get` of the client's own
thread, so that is never waited for without a limit. 0 means: no preview.
"""

from service_worker.precache import base_path
from service_worker.routing import preview_port

_ports = Map()
_last = {'port': 0}
REMEMBERED = 2000
ANSWER_MS = 300     # of a worker's own thread


def learn(client_id: str, port: int) -> None:
    if client_id == '':
        return
    if _ports.size >= REMEMBERED:
        _ports.delete(_ports.keys().next().value)
    _ports.set(client_id, port)
    if port != 0:
        _last['port'] = port


def known(client_id: str) -> int:
    """The port, 0 for no preview, -1 when the browser has to be asked."""
    if client_id == '':
        return 0
    port = _ports.get(client_id)
    return -1 if port is None else port


async def look_up(client_id: str, request: object) -> int:
    for page in await clients.matchAll({'type': 'window', 'includeUncontrolled': True}):
        if page.id == client_id:
            return _learn_from(client_id, page.url)
    if request.referrer != '':
        return _learn_from(client_id, request.referrer)
    if request.destination == 'script':
        return 0        # of a worker from a blob, which waits for this; whose it is nothing tells
    client = await Promise.race([clients.get(client_id), Promise(lambda resolve: setTimeout(resolve, ANSWER_MS))])
    return 0 if client is None else _learn_from(client_id, client.url)


def _learn_from(client_id: str, url: str) -> int:
    port = preview_port(base_path(), URL(url).pathname)
    learn(client_id, port)
    return port


async def last_port() -> int:
    """The port which was used last; for frames of which nothing else is known."""
    if _last['port'] == 0:
        for client in await clients.matchAll({'type': 'all', 'includeUncontrolled': True}):
            port = preview_port(base_path(), URL(client.url).pathname)
            if port != 0:
                _last['port'] = port
    return _last['port']


async def clients_of(port: int) -> list:
    found: list = []
    for client in await clients.matchAll({'type': 'all'}):
        if known(client.id) == port or preview_port(base_path(), URL(client.url).pathname) == port:
            found.append(client)
    return found

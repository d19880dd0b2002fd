"""Which client (page or worker) shows which port.

Learned when a navigation or a worker's script goes through; after the service worker was terminated, read again from the client's
creation URL, which is under the preview prefix. 0 means: no preview.
"""

from service_worker.precache import base_path
from service_worker.routing import preview_port

_ports = Map()
_last = {'port': 0}
REMEMBERED = 2000


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


async def look_up(client_id: str) -> int:
    client = await clients.get(client_id)
    port = 0 if client is None else preview_port(base_path(), URL(client.url).pathname)
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

"""Which client (page or worker) shows which port.

Recorded when a navigation or a worker's script is requested. After the service worker was terminated, or for a worker
whose script came from a blob, it is determined again: for a page by its URL, which is under the preview prefix; for a
worker by the referrer of its request, which is the worker's own URL. A worker may be blocked until its request is
answered (`importScripts`, a synchronous XMLHttpRequest), and in Firefox `clients.get` needs the client's own thread, so
waits for it always have a limit. 0 means: no preview."""

from service_worker.precache import base_path
from service_worker.routing import preview_port

_ports = Map()
_last = {'port': 0}
REMEMBERED = 2000
ANSWER_MS = 300  # for an answer of a worker's own thread
KEPT = '.clients/'


def learn(client_id: str, port: int) -> None:
    if client_id == '':
        return
    if _ports.size >= REMEMBERED:
        _ports.delete(_ports.keys().next().value)
    _ports.set(client_id, port)
    if port != 0:
        _last['port'] = port


def keep(client_id: str, port: int) -> object:
    """Records it also for later runs of the service worker, in which only the id identifies a client. A promise."""
    if client_id == '':
        return None
    is_new = _ports.get(client_id) != port
    learn(client_id, port)
    return _keep(client_id, port) if is_new else None


async def _keep(client_id: str, port: int) -> None:
    client = await Promise.race([clients.get(client_id), Promise(lambda resolve: setTimeout(resolve, ANSWER_MS))])
    if client is not None and preview_port(base_path(), URL(client.url).pathname) != 0:
        return
    try:
        cache = await caches.open(_cache_name())
        for request in await cache.keys():
            at = request.url.find(KEPT)
            if at > 0 and not _ports.has(request.url[at + len(KEPT) :]):
                await cache.delete(request)
        await cache.put(_kept_at(client_id), Response(str(port)))
    except Exception as error:
        console.debug('a client is not kept', error)


async def _kept(client_id: str) -> int:
    """0 if it wasn't recorded."""
    try:
        found = await caches.match(_kept_at(client_id), {'cacheName': _cache_name()})
        return 0 if found is None else int(await found.text())
    except Exception:
        return 0


def _cache_name() -> str:
    return f'terrarium-settings:{base_path()}'


def _kept_at(client_id: str) -> str:
    return base_path() + KEPT + client_id


def known(client_id: str) -> int:
    """The port, 0 for no preview, -1 if the browser must be asked."""
    if client_id == '':
        return 0
    port = _ports.get(client_id)
    return -1 if port is None else port


async def look_up(client_id: str, request: object) -> int:
    port = await _kept(client_id)
    if port != 0:
        learn(client_id, port)
        return port
    for page in await clients.matchAll({'type': 'window', 'includeUncontrolled': True}):
        if page.id == client_id:
            return _learn_from(client_id, page.url)
    if request.referrer != '':
        return _learn_from(client_id, request.referrer)
    if request.destination == 'script':
        return 0  # a worker from a blob, which waits for this: nothing identifies its page
    client = await Promise.race([clients.get(client_id), Promise(lambda resolve: setTimeout(resolve, ANSWER_MS))])
    return 0 if client is None else _learn_from(client_id, client.url)


def _learn_from(client_id: str, url: str) -> int:
    port = preview_port(base_path(), URL(url).pathname)
    learn(client_id, port)
    return port


async def last_port() -> int:
    """The port that was used last; for frames of which nothing else is known."""
    if _last['port'] == 0:
        for client in await clients.matchAll({'type': 'all', 'includeUncontrolled': True}):
            port = preview_port(base_path(), URL(client.url).pathname)
            if port != 0:
                _last['port'] = port
    return _last['port']


async def clients_of(port: int) -> list:
    """The pages of a place."""
    found: list = []
    for client in await clients.matchAll({'type': 'window'}):
        if known(client.id) == port or preview_port(base_path(), URL(client.url).pathname) == port:
            found.append(client)
    return found

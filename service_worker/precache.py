"""The files of one revision of Terrarium: fetched and verified, then served from the cache.

Versions are never mixed: every file is compared with its digest in the build's list, when it arrives and when it is
served. An update is installed as a whole, and the cache of the old revision stays until its last page is closed. On a
first visit there is no older version to use meanwhile, so only FIRST is installed before the worker starts; the page's
own requests fill the cache, and `complete` fetches the rest afterwards. Must not know previews."""

from runtime_py.platform.bytes import to_hex
from service_worker.isolation import isolated_response, machine_frame_response, own_page_response

MINIMAL_REVISION = 16
FIRST = 'index.html'
MACHINE = 'machine.html'  # shown in a frame by pages of other origins
RESPONSES = js_new(globalThis.Map, [[FIRST, own_page_response], [MACHINE, machine_frame_response]])
COMPLETE = '.complete'  # not a file: its presence in the cache means that all files are cached
_running: Map = Map()  # name -> a promise of its installation


def base_url() -> str:
    """The folder of sw.js, which is the scope."""
    return globalThis.registration.scope


def base_path() -> str:
    return URL(base_url()).pathname


def cache_prefix() -> str:
    return f'terrarium:{base_path()}:'


def cache_name() -> str:
    return cache_prefix() + globalThis.TERRARIUM_REVISION


def _entry_url(name: str) -> str:
    return URL(name, base_url()).href


async def _digest_starts_with(response: object, revision: str) -> bool:
    digest = Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', await response.arrayBuffer()))
    return to_hex(digest).startswith(revision)


async def _fetch_checked(name: str, revision: str) -> object:
    """The file, verified against the list. A copy in the HTTP cache is tried first; during an incomplete deployment the
    installation fails, the old version stays, and the browser tries again later."""
    for mode in ['default', 'reload']:
        response = await fetch(_entry_url(name), {'cache': mode, 'credentials': 'same-origin'})
        if not response.ok:
            raise Error(f'{name}: {response.status} {response.statusText}')
        if len(revision) < MINIMAL_REVISION or await _digest_starts_with(response.clone(), revision):
            return response
    raise Error(f'{name}: the server sends a version that differs from the list')


class NotKept(Error):
    """A file was fetched, but the browser didn't store it: its storage is full or refused."""

    def __init__(self, error: object):
        super().__init__(f"this browser can't store Terrarium's files: {error.message}")


async def _open_cache() -> object:
    try:
        return await caches.open(cache_name())
    except Exception as error:
        raise NotKept(error)


async def _put(cache: object, url: str, response: object) -> None:
    try:
        await cache.put(url, response)
    except Exception as error:
        raise NotKept(error)


async def _install_entry(cache: object, old_caches: list, entry: object) -> None:
    url = _entry_url(entry.url)
    for old in old_caches:
        kept = await old.match(url)
        if kept is not None and await _digest_starts_with(kept.clone(), entry.revision):
            await _put(cache, url, kept)
            return
    await _put(cache, url, await _fetch_checked(entry.url, entry.revision))


def _install_once(cache: object, entry: object) -> object:
    """Fetches each file only once for concurrent callers."""
    running = _running.get(entry.url)
    if running is None:
        running = _install_entry(cache, [], entry)['finally'](lambda: _running.delete(entry.url))
        _running.set(entry.url, running)
    return running


async def install() -> None:
    """Without a cache everything works while there is a network, so a first installation succeeds even if nothing can
    be stored."""
    old_caches = await _old_caches()
    if len(old_caches) > 0:
        await _install_update(old_caches)
        return
    try:
        await _install_entry(await _open_cache(), [], _entry_of(FIRST))
    except Exception as error:
        if not isinstance(error, NotKept):
            raise error
        console.warn(error)


async def _old_caches() -> list:
    found: list = []
    try:
        for name in await caches.keys():
            if name.startswith(cache_prefix()) and name != cache_name():
                found.append(await caches.open(name))
    except Exception as error:
        console.warn(error)
    return found


async def _install_update(old_caches: list) -> None:
    """Installs everything or nothing: until then the old version runs."""
    try:
        cache = await _open_cache()
        await Promise.all([_install_entry(cache, old_caches, entry) for entry in globalThis.TERRARIUM_PRECACHE])
        await _mark_complete(cache)
    except Exception as error:
        await caches.delete(cache_name())
        raise error


def _entry_of(name: str) -> object:
    return globalThis.TERRARIUM_PRECACHE.find(lambda entry: entry.url == name)


async def _mark_complete(cache: object) -> None:
    await _put(cache, _entry_url(COMPLETE), Response(''))


async def complete() -> None:
    """Fetches the missing files; then everything works offline. Raises when the host doesn't serve a file, or
    NotKept."""
    cache = await _open_cache()
    if await cache.match(_entry_url(COMPLETE)) is not None:
        return
    for entry in globalThis.TERRARIUM_PRECACHE:
        if await cache.match(_entry_url(entry.url)) is None:
            await _install_once(cache, entry)
    await _mark_complete(cache)


async def remove_old() -> None:
    try:
        for name in await caches.keys():
            if name.startswith(cache_prefix()) and name != cache_name():
                await caches.delete(name)
    except Exception as error:
        console.warn(error)


async def find(name: str) -> object:
    """A file of this revision, None if it isn't in the list."""
    wanted = FIRST if name == '' else name
    try:
        return await _find_kept(wanted)
    except Exception as error:
        if not isinstance(error, NotKept):
            raise error
        entry = _entry_of(wanted)
        return None if entry is None else await _fetch_checked(entry.url, entry.revision)


async def _find_kept(wanted: str) -> object:
    """From the cache; a missing file is added first."""
    entry = _entry_of(wanted)
    if entry is None:
        return None
    cache = await _open_cache()
    for attempt in range(2):
        found = await cache.match(_entry_url(wanted), {'ignoreSearch': True})
        genuine = None if found is None else await _genuine(found, entry.revision)
        if genuine is not None:
            return genuine
        await cache.delete(_entry_url(wanted), {'ignoreSearch': True})
        await _install_once(cache, entry)
    raise NotKept(Error(f'{wanted} is changed as soon as it is kept'))


async def _genuine(response: object, revision: str) -> object:
    """The response, if it is what the build made: any code on this origin, including a preview, can write into the
    cache."""
    body = await response.arrayBuffer()
    digest = Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', body))
    if len(revision) >= MINIMAL_REVISION and not to_hex(digest).startswith(revision):
        return None
    return Response(body, {'status': response.status, 'statusText': response.statusText, 'headers': response.headers})


async def serve(request: object, embedder_policy: str) -> object:
    """Serves a file of Terrarium, or else the host's, with the isolation headers."""
    name = URL(request.url).pathname.removeprefix(base_path())
    cached = await find(name)
    head_only = request.method == 'HEAD'
    if cached is not None:
        respond = RESPONSES.get(FIRST if name == '' else name) or isolated_response
        return respond(cached, embedder_policy, head_only)
    return isolated_response(await fetch(request), embedder_policy, head_only)

"""Settings from the machine's pages: the embedder policy, how previews are instrumented, and where they are.

A page is served before it can send settings, so the policy is stored. Nothing else is: the store belongs to the origin,
so a preview on it could write there. A restarted service worker asks the pages. Must not know which pages may send
settings (page_clients.py)."""

from service_worker.page_clients import pages
from service_worker.precache import base_path

STORED = 'coep'
POLICIES = ['require-corp', 'credentialless', 'none']
WAIT_FOR_PAGE_MS = 2000

_state: dict = {'policy': None}
_told = Map()  # name -> value
_waiting: list = []


def _cache_name() -> str:
    return f'terrarium-settings:{base_path()}'


def _key() -> str:
    return base_path() + '.settings'


async def _stored() -> str:
    """'' if there is none. A browser may deny access to the cache: then the policy lasts as long as this worker."""
    try:
        stored = await (await caches.open(_cache_name())).match(_key())
        policy = None if stored is None else (await stored.json())[STORED]
        return policy if policy in POLICIES else ''
    except Exception as error:
        console.warn(error)
        return ''


async def policy() -> str:
    """The embedder policy for our pages, '' for the usual one."""
    if _state['policy'] is None:
        found = await _stored()
        if _state['policy'] is None:
            _state['policy'] = found
    return _state['policy']


def _end(machine: int) -> str:
    """For machine 0, the names have no suffix."""
    return '' if machine == 0 else f'-{machine}'


async def _ask_pages(machine: int) -> None:
    """Waits until a page has sent the settings of this machine."""
    name = 'previewScripts' + _end(machine)
    if _told.has(name):
        return
    told = Promise(lambda resolve: _waiting.append(resolve))
    asked = await pages()
    if len(asked) == 0 or _told.has(name):
        return
    for page in asked:
        page.postMessage({'type': 'terrarium:settings?'})
    await Promise.race([told, Promise(lambda resolve: setTimeout(resolve, WAIT_FOR_PAGE_MS))])


async def load_for(machine: int) -> object:
    """How previews of this machine are instrumented: `previewScripts` ([{text or url, type, defer, async}]) and
    `forwardPreviewErrors` (False, True or 'exceptions-only')."""
    await _ask_pages(machine)
    return {
        'previewScripts': _told.get('previewScripts' + _end(machine)),
        'forwardPreviewErrors': _told.get('forwardPreviewErrors' + _end(machine)),
    }


async def origins_of(machine: int) -> object:
    """`{pattern, machine}` if this machine's previews are on separate origins (platform/preview_origins.py), otherwise
    None."""
    await _ask_pages(machine)
    return _told.get('previewOrigins' + _end(machine))


async def change(values: object) -> None:
    """A value of null removes the setting."""
    for name in Object.keys(values):
        if name == STORED:
            await _store(values[name])
        elif values[name] is None:
            _told.delete(name)
        else:
            _told.set(name, values[name])
    for resolve in list(_waiting):
        resolve(True)
    _waiting.clear()


async def _store(policy: str) -> None:
    _state['policy'] = policy if policy in POLICIES else ''
    try:
        await (await caches.open(_cache_name())).put(_key(), Response(JSON.stringify({'coep': _state['policy']})))
    except Exception as error:
        console.warn(error)

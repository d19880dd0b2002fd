"""What pages have told the service worker, kept over its terminations: the embedder policy and how previews are instrumented."""

from service_worker.precache import base_path

_state = {'values': None}


def _cache_name() -> str:
    return f'terrarium-settings:{base_path()}'


def _key() -> str:
    return base_path() + '.settings'


async def _stored() -> object:
    """A browser may refuse the cache: then settings last as long as this worker."""
    try:
        stored = await (await caches.open(_cache_name())).match(_key())
        return {} if stored is None else await stored.json()
    except Exception as error:
        console.warn(error)
        return {}


async def load() -> object:
    """Fields: coep, forwardPreviewErrors (False, True or 'exceptions-only'), previewScripts ([{text or url, type, defer, async}])."""
    if _state['values'] is None:
        found = await _stored()
        if _state['values'] is None:
            _state['values'] = found
    return _state['values']


async def load_for(machine: int) -> object:
    """How previews of this machine are instrumented: `previewScripts` and `forwardPreviewErrors`. Machine 0 has the names themselves."""
    values = await load()
    end = '' if machine == 0 else f'-{machine}'
    return {'previewScripts': values['previewScripts' + end], 'forwardPreviewErrors': values['forwardPreviewErrors' + end]}


async def origins_of(machine: int) -> object:
    """`{pattern, machine}` where this machine's previews are on origins of their own (platform/preview_origins.py), None elsewhere."""
    values = await load()
    return values['previewOrigins' + ('' if machine == 0 else f'-{machine}')] or None


async def change(values: object) -> None:
    """A value of null takes it away."""
    merged = Object.assign({}, await load(), values)
    for name in Object.keys(merged):
        if merged[name] is None:
            js_delete(merged, name)
    _state['values'] = merged
    try:
        await (await caches.open(_cache_name())).put(_key(), Response(JSON.stringify(merged)))
    except Exception as error:
        console.warn(error)

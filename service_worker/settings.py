"""What pages have told the service worker, kept over its terminations: the embedder policy and how previews are instrumented."""

from service_worker.precache import base_path

_state = {'values': None}


def _cache_name() -> str:
    return f'terrarium-settings:{base_path()}'


def _key() -> str:
    return base_path() + '.settings'


async def load() -> object:
    """Fields: coep, forwardPreviewErrors (False, True or 'exceptions-only'), previewScripts ([{src, type, defer, async}])."""
    if _state['values'] is None:
        stored = await (await caches.open(_cache_name())).match(_key())
        found = {} if stored is None else await stored.json()
        if _state['values'] is None:
            _state['values'] = found
    return _state['values']


async def change(values: object) -> None:
    merged = Object.assign({}, await load(), values)
    _state['values'] = merged
    await (await caches.open(_cache_name())).put(_key(), Response(JSON.stringify(merged)))

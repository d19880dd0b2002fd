"""The transformers' scripts and their WebAssembly: loaded when they are first needed, the WebAssembly kept in the browser's cache for later visits, on line or not."""
from runtime_py.platform.futures import Future
from runtime_py.platform.host import (
    HostMessageChannel,
    HostTextDecoder,
    HostTextEncoder,
    clear_timeout,
    host_caches,
    host_compile_streaming,
    host_console,
    host_crypto,
    host_fetch,
    performance,
    queue_microtask,
    set_timeout,
)
from runtime_py.platform.workers import load_runtime_script, script_url

CACHE = 'terrarium-tools'
_TOOLS = globalThis.TERRARIUM_TOOLS     # from the build: file -> {version, integrity}
_loading = Map()


async def tool(name: str) -> object:
    """What the script's `load` gives; loaded once."""
    found = _loading.get(name)
    if found is None:
        found = Future()
        _loading.set(name, found)
        try:
            found.resolve(await _load(name))
        except Exception as error:
            _loading.delete(name)
            found.reject(error)
    return await found.wait()


async def _load(name: str) -> object:
    globalThis.terrarium_host = {
        'MessageChannel': HostMessageChannel, 'TextDecoder': HostTextDecoder, 'TextEncoder': HostTextEncoder, 'clear_timeout': clear_timeout, 'console': host_console,
        'crypto': host_crypto, 'performance': performance, 'queue_microtask': queue_microtask, 'set_timeout': set_timeout}
    try:
        load_runtime_script(f'serve-{name}.js')
        load = globalThis.terrarium_serve_tool
    finally:
        js_delete(globalThis, 'terrarium_serve_tool')
        js_delete(globalThis, 'terrarium_host')
    return await load(await host_compile_streaming(await _kept(f'serve-{name}.wasm')))


async def _kept(name: str) -> object:
    """The response, from our cache or from the host. Its address has the version that the build gave it, so another version is another entry."""
    url = f'{script_url(name)}?{_TOOLS[name].version}'
    cache = None
    try:
        cache = await host_caches.open(CACHE)
        found = await cache.match(url)
        if found is not None:
            return found
    except Exception as error:
        host_console.warn(error)
    response = await _fetched(name, url)
    if cache is not None:
        try:
            await cache.put(url, response.clone())
            await _remove_others(cache, script_url(name), url)
        except Exception as error:
            host_console.warn(error)
    return response


async def _fetched(name: str, url: str) -> object:
    response = None
    try:
        response = await host_fetch(url, {'credentials': 'same-origin', 'integrity': _TOOLS[name].integrity})
    except Exception as error:
        raise Error(f'{name} could not be loaded ({error.message}): there is no network, or the host has another version by now; then load the page of the machine again')
    if not response.ok:
        raise Error(f'{name} could not be loaded: {response.status} {response.statusText}')
    return response


async def _remove_others(cache: object, address: str, url: str) -> None:
    for request in await cache.keys():
        if request.url != url and request.url.split('?')[0] == address:
            await cache['delete'](request)


async def own_text(name: str) -> str:
    """A script of ours for pages."""
    response = await host_fetch(script_url(name), {'credentials': 'same-origin'})
    if not response.ok:
        raise Error(f'{name} could not be loaded: {response.status} {response.statusText}')
    return await response.text()

"""What `serve` needs of dist/ besides its own scripts: the transformers' WebAssembly, compiled, and scripts for pages.
Its worker is behind the wall, and asks here.

The WebAssembly is kept in the browser's cache for later visits, on line or not. Must not know what the dev server does
with it."""

from runtime_py.platform.host import host_compile_streaming, host_console, host_fetch
from runtime_py.platform.worker_scripts import script_url

CACHE = 'terrarium-tools'
_TOOLS = globalThis.TERRARIUM_TOOLS  # from the build: file -> {version, integrity}
TEXTS = ['serve-client.js', 'serve-refresh.js', 'serve-compilers.js']


async def compiled_tool(name: str) -> object:
    """A WebAssembly.Module."""
    file = f'serve-{name}.wasm'
    if not Object.hasOwn(_TOOLS, file):
        raise TypeError(f'there is no tool {name}')
    return await host_compile_streaming(await _kept(file))


async def _kept(name: str) -> object:
    """The response, from our cache or from the host. The URL contains the version from the build, so that another
    version is another cache entry."""
    url = f'{script_url(name)}?{_TOOLS[name].version}'
    cache = None
    try:
        cache = await globalThis.caches.open(CACHE)
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
        raise Error(
            f'{name} could not be loaded ({error.message}): there is no network, or the host has another version by now; then load the page of the machine again'
        )
    if not response.ok:
        raise Error(f'{name} could not be loaded: {response.status} {response.statusText}')
    return response


async def _remove_others(cache: object, address: str, url: str) -> None:
    for request in await cache.keys():
        if request.url != url and request.url.split('?')[0] == address:
            await cache['delete'](request)


async def page_script(name: str) -> str:
    """The text of a script of ours for pages, or for programs that `serve` starts."""
    if name not in TEXTS:
        raise TypeError(f'there is no script {name}')
    response = await host_fetch(script_url(name), {'credentials': 'same-origin'})
    if not response.ok:
        raise Error(f'{name} could not be loaded: {response.status} {response.statusText}')
    return await response.text()

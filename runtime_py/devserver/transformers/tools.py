"""The transformers' scripts, loaded when they are first needed, over their WebAssembly, which the kernel gives
(kernel/serve_tools.py)."""

from runtime_py.platform.futures import Future
from runtime_py.platform.host import (
    HostMessageChannel,
    HostTextDecoder,
    HostTextEncoder,
    clear_timeout,
    host_console,
    host_crypto,
    performance,
    queue_microtask,
    set_timeout,
)
from runtime_py.platform.worker_scripts import load_runtime_script

_loading = Map()


async def tool(system: object, name: str) -> object:
    """The result of the script's `load`; loaded once."""
    found = _loading.get(name)
    if found is None:
        found = Future()
        _loading.set(name, found)
        try:
            found.resolve(await _load(system, name))
        except Exception as error:
            _loading.delete(name)
            found.reject(error)
    return await found.wait()


async def _load(system: object, name: str) -> object:
    globalThis.terrarium_host = {
        'MessageChannel': HostMessageChannel,
        'TextDecoder': HostTextDecoder,
        'TextEncoder': HostTextEncoder,
        'clear_timeout': clear_timeout,
        'console': host_console,
        'crypto': host_crypto,
        'performance': performance,
        'queue_microtask': queue_microtask,
        'set_timeout': set_timeout,
    }
    try:
        load_runtime_script(f'serve-{name}.js')
        load = globalThis.terrarium_serve_tool
    finally:
        js_delete(globalThis, 'terrarium_serve_tool')
        js_delete(globalThis, 'terrarium_host')
    return await load(await system.ask_kernel('tool', name))

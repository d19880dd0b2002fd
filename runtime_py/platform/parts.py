"""Parts of this worker's bundle: scripts that are loaded when they are first needed, and share the bundle's modules
(toolchain/parts.py divides them).

The bundle calls `share`, a part `offer`. Both use a global, which exists only while a part loads. JavaScript only. Must
not know what is in a part."""

from runtime_py.platform.worker_scripts import load_runtime_script

_shared = {}
_loaded = {}


def share(modules: object) -> None:
    """module -> the names that the parts may use."""
    Object.assign(_shared, modules)


def offer(members: object) -> None:
    globalThis.TERRARIUM_PART = members


def part(name: str) -> object:
    """The exports of a part; blocks until its script is loaded. Raises when it can't be loaded."""
    if not Object.hasOwn(_loaded, name):
        globalThis.TERRARIUM_SHARED = _shared
        try:
            load_runtime_script(name)
            _loaded[name] = globalThis.TERRARIUM_PART
        finally:
            js_delete(globalThis, 'TERRARIUM_SHARED')
            js_delete(globalThis, 'TERRARIUM_PART')
    return _loaded[name]

"""internalBinding('module_wrap'): ES modules aren't there yet. What CommonJS needs of it is: the callbacks are kept, a module can't be made."""
from __future__ import annotations

from runtime_py.node.wiring import unsupported


class ModuleWrap:
    def __init__(self, url: str, *rest) -> None:
        raise unsupported(f'the ES module {url}: import')


def create(realm: object, seed: object) -> object:
    return {
        'ModuleWrap': ModuleWrap, 'setImportModuleDynamicallyCallback': lambda callback: js_undefined,
        'setInitializeImportMetaObjectCallback': lambda callback: js_undefined,
    }

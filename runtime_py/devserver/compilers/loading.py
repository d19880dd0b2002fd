"""How the project's compilers are found: as its own files would require them."""


def require_from(folder: str) -> object:
    return globalThis.process.getBuiltinModule('module').createRequire(folder + '/index.js')

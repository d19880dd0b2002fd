"""Finds the project's compilers as `require` in its own files would."""


def require_from(folder: str) -> object:
    return globalThis.process.getBuiltinModule('module').createRequire(folder + '/index.js')

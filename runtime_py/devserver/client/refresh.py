"""React Fast Refresh in the page (/@react-refresh): registers a module's components, and rerenders them with their
state when the module exports nothing but components.

The runtime is React's own (`react-refresh`); it must be installed before React runs."""

from npm_modules.react_refresh import (
    createSignatureFunctionForTransform,
    injectIntoGlobalHook,
    isLikelyComponentType,
    performReactRefresh,
    register,
)

if js_typeof(globalThis.document) != 'undefined':
    injectIntoGlobalHook(globalThis)
    globalThis['$RefreshReg$'] = lambda kind, name: None
    globalThis['$RefreshSig$'] = lambda: lambda kind: kind

signature = createSignatureFunctionForTransform
_pending = {'scheduled': False}


def registrar(file: str) -> object:
    return lambda kind, name: register(kind, f'{file} {name}')


def _register_exports(file: str, exports: object) -> None:
    for name in Object.keys(exports):
        value = exports[name]
        if isLikelyComponentType(value):
            register(value, f'{file} export {name}')


def _incompatible(before: object, after: object) -> str:
    """Why the module's importers must take part in the change; '' when rerendering its components suffices."""
    for name in Object.keys(before):
        if not js_in(name, after):
            return f'Could not Fast Refresh (export "{name}" was removed)'
    for name in Object.keys(after):
        if not js_in(name, before):
            return f'Could not Fast Refresh (export "{name}" is new)'
    names = Object.keys(after)
    for name in names:
        if not isLikelyComponentType(after[name]) and before[name] is not after[name]:
            return f'Could not Fast Refresh ("{name}" export is incompatible)'
    return '' if len(names) > 0 else 'Could not Fast Refresh (nothing is exported)'


def _schedule() -> None:
    if not _pending['scheduled']:
        _pending['scheduled'] = True
        queueMicrotask(_perform)


def _perform() -> None:
    _pending['scheduled'] = False
    performReactRefresh()


def boundary(file: str, hot: object, load: object) -> object:
    """The function with which a module accepts itself. `load` returns its own exports, once it has run."""
    state = {'exports': None}

    def take(exports: object) -> None:
        state['exports'] = exports
        _register_exports(file, exports)

    load().then(take, lambda error: None)

    def accept(following: object) -> None:
        if following is None or state['exports'] is None:
            return
        message = _incompatible(state['exports'], following)
        if message != '':
            hot.invalidate(message)
        else:
            _register_exports(file, following)
            _schedule()

    return accept

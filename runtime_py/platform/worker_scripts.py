"""The scripts of a process's worker: where each is, and running one. From memory, or by its address; behind a wall
there are no addresses, so that what isn't in memory yet is asked for, piece by piece, through a little shared memory of
this worker's and the kernel's (kernel/script_pieces.py).

Must not know what the scripts do. JavaScript only."""

from runtime_py.platform.own_scripts import OWN_SCRIPT
from runtime_py.platform.script_line import pieces_of

_scope = globalThis
IMPORT_ATTEMPTS = 3
TYPE = 'text/javascript'
_HostBlob = _scope.Blob
_create_url = URL.createObjectURL
_revoke_url = URL.revokeObjectURL
_import_scripts = getattr(_scope, 'importScripts').bind(_scope) if getattr(_scope, 'importScripts') else None
# `folder`: where the scripts lie; `kept`: name -> those in memory, a URL or a Blob; `line`: shared memory, where there
# are no addresses
_scripts: object = {'folder': str(_scope.location), 'kept': {}, 'line': None}
_own_urls = js_new(_scope.Map)  # name -> the URL that this worker made for it
_runtime_names = js_new(_scope.Set)
_loaded_names: list = []
_runtime_urls = js_new(_scope.Set, [str(_scope.location)])  # names under which engines know the runtime's scripts


def use_line(line: object) -> None:
    """For a worker behind a wall."""
    _scripts['line'] = line


def use_scripts(folder: str, kept: object, own_name: str) -> None:
    """For a worker whose own script may have come from memory: sets where the other scripts are."""
    _scripts['folder'] = folder
    _scripts['kept'] = kept
    _runtime_urls.add(script_url(own_name))


def loaded_scripts() -> list:
    """Names of the scripts that have been asked for in this worker."""
    return _loaded_names


def load_script(name: str) -> None:
    """Runs another classic script in this worker; blocks until it is loaded. Raises when it can't be loaded."""
    _loaded_names.append(name)
    if Object.hasOwn(_scripts['kept'], name):
        try:
            _run(name, _scripts['kept'][name])
            return
        except Exception as error:
            if error.name != 'NetworkError':
                raise error
    if _scripts['line'] is None:
        _load_by_address(script_url(name) + OWN_SCRIPT)
    else:
        _run(name, js_new(_HostBlob, pieces_of(name, _scripts['line']), {'type': TYPE}))


def _run(name: str, kept: object) -> None:
    """By the URL of a Blob; a Blob itself gets one for this, under which the engine knows the script from then on."""
    if js_typeof(kept) == 'string':
        _import_scripts(kept)
        return
    url = _create_url(kept)
    _own_urls.set(name, url)
    if _runtime_names.has(name):
        _runtime_urls.add(url)
    try:
        _import_scripts(url)
    finally:
        _revoke_url(url)


def _load_by_address(url: str) -> None:
    for attempt in range(IMPORT_ATTEMPTS):
        try:
            _import_scripts(url)
            return
        except Exception as error:
            # a connection was refused or reset; exceptions of the script itself are passed on
            if error.name != 'NetworkError' or attempt == IMPORT_ATTEMPTS - 1:
                raise error


def load_runtime_script(name: str) -> None:
    """As `load_script`, for a script of the runtime, whose frames are hidden from stacks."""
    _runtime_names.add(name)
    for url in loaded_script_urls(name):
        _runtime_urls.add(url)
    load_script(name)


def is_runtime_script(url: object) -> bool:
    return _runtime_urls.has(url)


def loaded_script_urls(name: str) -> list:
    """The URLs under which engines know a script that `load_script` ran: its own address (WebKit drops the query), or
    one in memory."""
    url = script_url(name)
    kept = _scripts['kept'][name] if Object.hasOwn(_scripts['kept'], name) else None
    return [
        url + OWN_SCRIPT,
        url,
        *([kept] if js_typeof(kept) == 'string' else []),
        *([_own_urls.get(name)] if _own_urls.has(name) else []),
    ]


def script_url(name: str) -> str:
    """The URL of a file in the folder of this worker's own script."""
    return URL(name, _scripts['folder']).href

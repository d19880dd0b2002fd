"""Puts the permission model before the bindings when it is turned on; until then no call pays for it.

The tables list the checks of Node's C++, in its order. Functions that the library reads from its binding when it
loads (Worker, WASI, loadEnvFile, dlopen) check by themselves. Must not know what the bindings do."""

from __future__ import annotations

from runtime_py.node.fs.requests import is_promise_request, is_request, path_text
from runtime_py.node.permission.model import CHILD, FS_READ, FS_WRITE, INSPECTOR, Permission, access_denied
from runtime_py.node.realm.callbacks import call_back
from runtime_py.vfs.flags import O_ACCMODE, O_APPEND, O_CREAT, O_TRUNC, O_WRONLY

_CHANGING = O_CREAT | O_TRUNC | O_APPEND

# member of internalBinding('fs') -> [permission, index of the path argument] for each check
_PATHS: list[list] = [
    ['access', [[FS_READ, 0]]],
    ['stat', [[FS_READ, 0]]],
    ['statfs', [[FS_READ, 0]]],
    ['readdir', [[FS_READ, 0]]],
    ['realpath', [[FS_READ, 0]]],
    ['existsSync', [[FS_READ, 0]]],
    ['getFormatOfExtensionlessFile', [[FS_READ, 0]]],
    ['unlink', [[FS_WRITE, 0]]],
    ['rmSync', [[FS_WRITE, 0]]],
    ['chown', [[FS_WRITE, 0]]],
    ['lchown', [[FS_WRITE, 0]]],
    ['rename', [[FS_READ, 0], [FS_WRITE, 0], [FS_WRITE, 1]]],
    ['link', [[FS_READ, 0], [FS_WRITE, 0], [FS_WRITE, 1]]],
    ['copyFile', [[FS_READ, 0], [FS_WRITE, 1]]],
    ['cpSyncCheckPaths', [[FS_READ, 0], [FS_WRITE, 1]]],
    ['cpSyncOverrideFile', [[FS_READ, 0], [FS_WRITE, 1]]],
    ['cpSyncCopyDir', [[FS_READ, 0], [FS_WRITE, 1]]],
]
# the same for calls that always throw, however they report other errors
_THROWING_PATHS: list[list] = [
    ['readlink', [[FS_READ, 0]]],
    ['mkdir', [[FS_WRITE, 0]]],
    ['rmdir', [[FS_WRITE, 0]]],
    ['chmod', [[FS_WRITE, 0]]],
    ['utimes', [[FS_WRITE, 0]]],
    ['lutimes', [[FS_WRITE, 0]]],
]


def guard_bindings(realm: object, permission: Permission) -> None:
    """Called once, before the program begins."""
    fs = realm.get_binding('fs')
    for member, questions in _PATHS:
        guard(realm, fs, member, paths_denied(permission, questions), False)
    for member, questions in _THROWING_PATHS:
        guard(realm, fs, member, paths_denied(permission, questions), True)
    for member in ['open', 'openFileHandle', 'readFileUtf8']:
        guard(realm, fs, member, lambda given: opening_denied(permission, given[0], given[1]), False)
    guard(realm, fs, 'writeFileUtf8', lambda given: opening_denied(permission, given[0], given[2]), False)
    guard(realm, fs, 'mkdtemp', lambda given: permission.denial(FS_WRITE, f'{path_text(given[0])}XXXXXX'), False)
    guard(
        realm,
        fs,
        'legacyMainResolve',
        lambda given: permission.denial(FS_READ, f'{given[0]}/{given[1] or "index.js"}'),
        True,
    )
    folders = realm.get_binding('fs_dir')
    guard(realm, folders, 'opendir', paths_denied(permission, [[FS_READ, 0]]), False)
    guard(realm, folders, 'opendirSync', paths_denied(permission, [[FS_READ, 0]]), True)
    guard(realm, fs.StatWatcher.prototype, 'start', paths_denied(permission, [[FS_READ, 0]]), True)
    guard(
        realm,
        realm.get_binding('fs_event_wrap').FSEvent.prototype,
        'start',
        paths_denied(permission, [[FS_READ, 0]]),
        True,
    )
    # the search for the nearest package.json skips files that may not be read (bindings/modules.py)
    guard(
        realm, realm.get_binding('modules'), 'readPackageJSON', lambda given: permission.denial(FS_READ, given[0]), True
    )
    guard_process(realm, permission)


def guard_process(realm: object, permission: Permission) -> None:
    methods = realm.get_binding('process_methods')
    guard(realm, methods, 'chdir', lambda given: permission.denial(FS_READ, String(given[0])), True)
    report = realm.get_binding('report')
    guard(
        realm,
        report,
        'writeReport',
        lambda given: permission.denial(FS_WRITE, given[2] or report.getDirectory() or realm.system.getcwd()),
        True,
    )
    guard(
        realm,
        realm.get_binding('spawn_sync'),
        'spawn',
        lambda given: permission.denial(CHILD, String(given[0].file)),
        True,
    )
    guard(
        realm,
        realm.get_binding('process_wrap').Process.prototype,
        'spawn',
        lambda given: permission.denial(CHILD, String(given[0])),
        True,
    )
    guard(
        realm, realm.get_binding('inspector'), 'open', lambda given: permission.denial(INSPECTOR, 'StartIoThread'), True
    )


def paths_denied(permission: Permission, questions: list) -> object:
    def denied(given):
        for wanted, place in questions:
            error = permission.denial(wanted, path_text(given[place]))
            if error is not None:
                return error
        return None

    return denied


def opening_denied(permission: Permission, path: object, flags: int) -> object:
    """An open descriptor is not checked."""
    if js_typeof(path) == 'number':
        return None
    text = path_text(path)
    if (flags & O_ACCMODE) != O_WRONLY and not permission.grants(FS_READ, text):
        return access_denied(FS_READ, text)
    if ((flags & O_ACCMODE) != 0 or (flags & _CHANGING) != 0) and not permission.grants(FS_WRITE, text):
        return access_denied(FS_WRITE, text)
    return None


def guard(realm: object, owner: object, member: str, denied: object, throws: bool) -> None:
    """`denied`: arguments -> error or None. If the call has a request and doesn't throw, the request gets the error,
    and its callback is called at once."""
    inner = owner[member]

    def asked(*given):
        error = denied(given)
        if error is None:
            return inner.apply(js_this, given)
        req = given.find(is_request)
        if throws or req is None:
            raise error
        if is_promise_request(req):
            return Promise.reject(error)
        call_back(req, req.oncomplete, [error])
        return js_undefined

    made = js_func(asked)
    Object.defineProperty(made, 'name', {'value': inner.name, 'configurable': True})
    Object.defineProperty(
        owner,
        member,
        {
            'value': made,
            'writable': True,
            'enumerable': Object.prototype.propertyIsEnumerable.call(owner, member),
            'configurable': True,
        },
    )

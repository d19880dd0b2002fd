"""Node's permission model (--permission; src/permission/): what this process was granted, and the error for everything
else.

States: off (everything is granted, and bindings don't check) -> on, permanently, before the program begins. Must not
know which calls check."""

from __future__ import annotations

from runtime_py.node.permission.grants import Grants
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

FS_READ = 'FileSystemRead'
FS_WRITE = 'FileSystemWrite'
CHILD = 'ChildProcess'
WORKER = 'WorkerThreads'
WASI = 'WASI'
INSPECTOR = 'Inspector'
ADDON = 'Addon'

_FLAGS = globalThis.Map(
    [
        [FS_READ, '--allow-fs-read'],
        [FS_WRITE, '--allow-fs-write'],
        [CHILD, '--allow-child-process'],
        [WORKER, '--allow-worker'],
        [WASI, '--allow-wasi'],
        [INSPECTOR, '--allow-inspector'],
        [ADDON, '--allow-addons'],
    ]
)
_SCOPES = globalThis.Map(
    [
        ['fs.read', FS_READ],
        ['fs.write', FS_WRITE],
        ['child', CHILD],
        ['worker', WORKER],
        ['wasi', WASI],
        ['inspector', INSPECTOR],
        ['addon', ADDON],
    ]
)


class Permission:
    def __init__(self, realm: object) -> None:
        self.is_on = False
        self._realm = realm
        self._read = Grants()
        self._write = Grants()
        self._flags = {}

    def turn_on(self, options: object, argv: list) -> None:
        """`argv`: the program's name, then its arguments. The first argument, the main module, is granted to be
        read."""
        self.is_on = True
        self._flags = options
        readable = [*(options['--allow-fs-read'] or [])]
        if not options['[has_eval_string]'] and not options['--interactive']:
            readable.push(*(options['--require'] or []))
            if argv.length > 1 and argv[1] != 'inspect' and argv[1] != '':
                readable.push(argv[1])
        self._grant(self._read, readable)
        self._grant(self._write, options['--allow-fs-write'] or [])

    def _grant(self, grants: Grants, paths: list) -> None:
        stat = Float64Array(18)
        for given in paths:
            if given == '*':
                grants.all = True
                return
            path = self.resolve(given)
            grants.add(path, self._realm.system.stat(path, stat) == 0 and (stat[1] & S_IFMT) == S_IFDIR)

    def resolve(self, path: str) -> str:
        """Removes `.` and `..` from the text alone."""
        full = path if path.startswith('/') else f'{self._realm.system.getcwd()}/{path}'
        names = []
        for name in full.split('/'):
            if name == '..':
                names.pop()
            elif name != '' and name != '.':
                names.push(name)
        return '/' + names.join('/')

    def grants(self, permission: str, resource: str = '') -> bool:
        if not self.is_on:
            return True
        if permission == FS_READ or permission == FS_WRITE:
            return (self._read if permission == FS_READ else self._write).cover(
                '' if resource == '' else self.resolve(resource)
            )
        return self._flags[_FLAGS.get(permission)] == True  # noqa: E712

    def has(self, scope: str, resource: object = None) -> bool:
        """process.permission.has. An unknown scope is not granted."""
        if scope == 'fs':
            return self.grants(FS_READ) and self.grants(FS_WRITE)
        permission = _SCOPES.get(scope)
        return permission is not None and self.grants(permission, '' if resource is None else String(resource))

    def denial(self, permission: str, resource: str) -> object:
        """The error if access is denied, otherwise None."""
        return None if self.grants(permission, resource) else access_denied(permission, resource)

    def check(self, permission: str, resource: str = '') -> None:
        """Raises ERR_ACCESS_DENIED."""
        if self.is_on and not self.grants(permission, resource):
            raise access_denied(permission, resource)


def access_denied(permission: str, resource: str) -> object:
    error = coded_error(
        Error,
        'ERR_ACCESS_DENIED',
        f'Access to this API has been restricted. Use {_FLAGS.get(permission)} to manage permissions.',
    )
    error.permission = permission
    error.resource = resource
    return error

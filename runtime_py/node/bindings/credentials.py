"""internalBinding('credentials'): one user, uid 1000. Changing to another is refused as the kernel of a real machine would."""
from __future__ import annotations

from runtime_py.node.uv_errors import uv_exception
from runtime_py.platform.errno import EPERM

USER = 1000


def refuse(syscall: str) -> object:
    def change(*args):
        if args.length > 0 and (args[0] == USER or args[0] == 'user'):
            return 0
        raise uv_exception(-EPERM, syscall)
    return change


def temporary_folder(env: object) -> str:
    for name in ['TMPDIR', 'TMP', 'TEMP']:
        path = env[name] if Object.hasOwn(env, name) else ''
        if path != '':
            return path[:len(path) - 1] if len(path) > 1 and path.endswith('/') else path
    return '/tmp'


def create(realm: object, seed: object) -> object:
    return {
        'safeGetenv': lambda name: realm.env[name] if Object.hasOwn(realm.env, name) else js_undefined,
        'getTempDir': lambda: temporary_folder(realm.env),
        'getuid': lambda: USER, 'geteuid': lambda: USER, 'getgid': lambda: USER, 'getegid': lambda: USER, 'getgroups': lambda: [USER],
        'setuid': refuse('setuid'), 'seteuid': refuse('seteuid'), 'setgid': refuse('setgid'), 'setegid': refuse('setegid'),
        'setgroups': refuse('setgroups'), 'initgroups': refuse('initgroups'),
    }

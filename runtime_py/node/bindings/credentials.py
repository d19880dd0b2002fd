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


def create(realm: object, seed: object) -> object:
    return {
        'safeGetenv': lambda name: realm.env[name] if Object.hasOwn(realm.env, name) else js_undefined,
        'getTempDir': lambda: realm.env['TMPDIR'] or '/tmp',
        'getuid': lambda: USER, 'geteuid': lambda: USER, 'getgid': lambda: USER, 'getegid': lambda: USER, 'getgroups': lambda: [USER],
        'setuid': refuse('setuid'), 'seteuid': refuse('seteuid'), 'setgid': refuse('setgid'), 'setegid': refuse('setegid'),
        'setgroups': refuse('setgroups'), 'initgroups': refuse('initgroups'),
    }

"""internalBinding('credentials'): one user, uid 1000. Changing to another is refused, as by a real kernel."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from runtime_py.platform.errno import EPERM, name_of

USER = 1000
USERS = '/etc/passwd'
GROUPS = '/etc/group'


def id_of(realm: object, file: str, given: object) -> int | None:
    """The id of a name in /etc/passwd or /etc/group; None for an unknown one."""
    if js_typeof(given) == 'number':
        return given
    content = realm.system.read_file(file)
    lines = [] if js_typeof(content) == 'number' else decode(content).split('\n')
    for line in lines:
        fields = line.split(':')
        if fields[0] == given and fields.length > 2:
            return Number(fields[2])
    return None


def refusal(syscall: str) -> object:
    """An exception as from C++'s ErrnoException."""
    name = name_of(EPERM)
    error = Error(f'{name}, Operation not permitted')
    error.errno = EPERM
    error.code = name
    error.syscall = syscall
    return error


class Changes:
    """Results of the calls: 0, or the number of the argument, or group, that is unknown."""

    def __init__(self, realm: object) -> None:
        self._realm = realm

    def one(self, syscall: str, file: str) -> object:
        def change(given):
            number = id_of(self._realm, file, given)
            return 1 if number is None else self._finish(syscall, [number])

        return change

    def groups(self, given: list) -> object:
        numbers = [id_of(self._realm, GROUPS, one) for one in given]
        unknown = numbers.indexOf(None)
        return unknown + 1 if unknown >= 0 else self._refuse('setgroups')

    def initial_groups(self, user: object, group: object) -> int:
        number = id_of(self._realm, GROUPS, group)
        if js_typeof(user) == 'number' and not self._is_user(user):
            return 1
        return 2 if number is None else self._refuse('initgroups')

    def _is_user(self, number: int) -> bool:
        content = self._realm.system.read_file(USERS)
        return js_typeof(content) != 'number' and decode(content).split('\n').some(
            lambda line: line.split(':')[2] == str(number)
        )

    def _refuse(self, syscall: str) -> int:
        """Only root may do this."""
        raise refusal(syscall)

    def _finish(self, syscall: str, numbers: list) -> int:
        if not numbers.every(lambda number: number == USER):
            raise refusal(syscall)
        return 0


def temporary_folder(env: object) -> str:
    for name in ['TMPDIR', 'TMP', 'TEMP']:
        path = env[name] if Object.hasOwn(env, name) else ''
        if path != '':
            return path[: len(path) - 1] if len(path) > 1 and path.endswith('/') else path
    return '/tmp'


def create(realm: object, binding_data: object) -> object:
    changes = Changes(realm)
    return {
        'safeGetenv': lambda name: realm.env[name] if Object.hasOwn(realm.env, name) else js_undefined,
        'getTempDir': lambda: temporary_folder(realm.env),
        'getuid': lambda: USER,
        'geteuid': lambda: USER,
        'getgid': lambda: USER,
        'getegid': lambda: USER,
        'getgroups': lambda: [USER],
        'setuid': changes.one('setuid', USERS),
        'seteuid': changes.one('seteuid', USERS),
        'setgid': changes.one('setgid', GROUPS),
        'setegid': changes.one('setegid', GROUPS),
        'setgroups': lambda given: changes.groups(given),
        'initgroups': lambda user, group: changes.initial_groups(user, group),
    }

"""Kinds of files: what a path is to the program that reads or writes it. Pure; compares names only, so it must not be
used to decide whether an access is allowed."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Map
from runtime_py.security.objects import clean_path

PROJECT = 0
PACKAGES = 1  # node_modules
SECRETS = 2  # tokens and keys of the user
SETTINGS = 3  # the project's .env and .npmrc, which often contain secrets and which servers read
HOME = 4  # the user's files outside of the project
STARTUP = 5  # files that are executed later without a request: profiles of shells, hooks of git
PROGRAMS = 6  # folders of PATH
POLICY = 7  # what decides about programs, and the audit log
SYSTEM = 8
SCRATCH = 9  # temporary files and caches
OUTPUT = 10  # folders of the project that builds fill
AREAS = 11

NAMES = [
    'the project',
    'installed packages',
    'secrets',
    'settings of the project',
    'files outside of the project',
    'files that start programs',
    'folders of programs',
    'policies',
    'the system',
    'temporary files',
    'build output',
]

_SECRET_NAMES = ['.npmrc', '.netrc', '.git-credentials', '.pgpass', '.pypirc', '.vault-token']
_SECRET_FOLDERS = [
    '.ssh',
    '.aws',
    '.gnupg',
    '.azure',
    '.kube',
    '.docker',
    '.config/gh',
    '.config/gcloud',
    '.password-store',
]
_STARTUP_NAMES = [
    '.profile',
    '.bashrc',
    '.bash_profile',
    '.bash_login',
    '.bash_logout',
    '.bash_aliases',
    '.inputrc',
    '.ashrc',
    '.shrc',
    '.zshrc',
    '.zprofile',
    '.envrc',
]
_STARTUP_FOLDERS = ['.git/hooks', '.husky', '.config/autostart', '.vscode']
_SCRATCH_IN_HOME = ['.cache', '.npm', '.local/share', '.node-gyp']
_OUTPUT = [
    'dist',
    'build',
    'out',
    'coverage',
    'target',
    '.next',
    '.nuxt',
    '.output',
    '.cache',
    '.git',
    '.vite',
    '.turbo',
    '.parcel-cache',
    '.svelte-kit',
]
_PROGRAMS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin']
_SCRATCH = ['/tmp', '/var/tmp', '/var/cache', '/dev', '/proc']


class Surroundings:
    """The folders of one process. `project`: the folder that it works in, which may be outside of `home`. A folder that
    contains `home` is none: the files there belong to no project, and none is outside of one."""

    def __init__(self, home: str, project: str) -> None:
        self.home = home
        self.project = '' if project == '' or _is_below(home, project) else project


def area_of(path: str, around: Surroundings) -> int:
    """`path` is absolute and without `..`."""
    if around.project != '' and _is_below(path, around.project):
        return _in_project(path[len(around.project) + 1 :])
    if _is_below(path, around.home):
        found = _in_home(path[len(around.home) + 1 :])
        return PROJECT if found == HOME and around.project == '' else found
    if path.find('/node_modules/') >= 0:
        return PACKAGES
    for folder in _SCRATCH:
        if _is_below(path, folder):
            return SCRATCH
    for folder in _PROGRAMS:
        if _is_below(path, folder):
            return PROGRAMS
    if _is_below(path, '/var/log/audit') or _is_below(path, '/var/lib/terrarium'):
        return POLICY
    return STARTUP if path == '/etc/profile' or _is_below(path, '/etc/profile.d') else SYSTEM


def _is_below(path: str, folder: str) -> bool:
    return path == folder or folder == '/' or path.startswith(folder + '/')


def _in_project(rest: str) -> int:
    if rest.startswith('node_modules/') or rest.find('/node_modules/') >= 0 or rest == 'node_modules':
        return PACKAGES
    name = rest[rest.rfind('/') + 1 :]
    if name.startswith('.'):
        if name == '.npmrc' or name == '.env' or (name.startswith('.env.') and not _is_sample(name)):
            return SETTINGS
        if name in _SECRET_NAMES:
            return SECRETS
        if name in _STARTUP_NAMES:
            return STARTUP
    first = rest if rest.find('/') < 0 else rest[: rest.find('/')]
    if first == '.terrarium':
        return POLICY
    for folder in _STARTUP_FOLDERS:
        if _is_below(rest, folder):
            return STARTUP
    if first in _OUTPUT:
        return OUTPUT
    return _in_home(rest) if _is_secret(rest) else PROJECT


def _is_sample(name: str) -> bool:
    return name in ['.env.example', '.env.sample', '.env.template', '.env.defaults']


def _is_secret(rest: str) -> bool:
    for folder in _SECRET_FOLDERS:
        if _is_below(rest, folder):
            return True
    return False


def _in_home(rest: str) -> int:
    name = rest[rest.rfind('/') + 1 :]
    if (
        _is_secret(rest)
        or name in _SECRET_NAMES
        or name == '.env'
        or (name.startswith('.env.') and not _is_sample(name))
    ):
        return SECRETS
    if rest in _STARTUP_NAMES:
        return STARTUP
    for folder in _STARTUP_FOLDERS:
        if _is_below(rest, folder) or rest.find('/' + folder + '/') >= 0:
            return STARTUP
    if _is_below(rest, '.terrarium'):
        return POLICY
    for folder in _SCRATCH_IN_HOME:
        if _is_below(rest, folder):
            return SCRATCH
    if _is_below(rest, '.local/bin') or _is_below(rest, 'bin'):
        return PROGRAMS
    return PACKAGES if rest.find('node_modules/') >= 0 else HOME


_SLASH = 47
_DOT = 46
_KEPT_PATHS = 500


class Areas:
    """Remembers the area of each folder's files, so that a path costs a look at its last name. Names that begin with a
    dot, and those in the project's own folder, may differ from their neighbours: these paths are remembered one by
    one. `absolute(path)` joins a relative path to the working folder."""

    def __init__(self, around: Surroundings, absolute: Callable[[str], str]) -> None:
        self._around = around
        self._absolute = absolute
        self._of_folders: Map[str, int] = Map()
        self._of_paths: Map[str, int] = Map()
        self._last_path = ''
        self._last_area = -1
        self._last_folder = ''
        self._last_of_folder = -1

    def full(self, path: str) -> str:
        """Absolute and clean; what can't be made so stays as it is."""
        found = clean_path(self._joined(path))
        return found if found is not None else path

    def of(self, path: str) -> int:
        joined = self._joined(path)
        if joined == self._last_path and self._last_area >= 0:
            return self._last_area
        found = self._by_folder(joined)
        if found < 0:
            found = self._by_path(joined)
        self._last_path = joined
        self._last_area = found
        return found

    def _joined(self, path: str) -> str:
        return path if path != '' and ord(path[0]) == _SLASH else self._absolute(path)

    def _by_path(self, path: str) -> int:
        found = self._of_paths.get(path)
        if found is None:
            if self._of_paths.size >= _KEPT_PATHS:
                self._of_paths.clear()
            found = area_of(self.full(path), self._around)
            self._of_paths.set(path, found)
        return found

    def _by_folder(self, path: str) -> int:
        """-1 for a name that may differ from its neighbours."""
        at = len(path) - 1
        while at >= 0 and ord(path[at]) != _SLASH:
            at -= 1
        if at < 0 or at + 1 == len(path) or ord(path[at + 1]) == _DOT:
            return -1
        folder = path[:at]
        if folder == self._last_folder and self._last_of_folder >= 0:
            return self._last_of_folder
        found = self._of_folders.get(folder)
        if found is None:
            found = self._look_up(path, folder)
            if found < 0:
                return -1
        self._last_folder = folder
        self._last_of_folder = found
        return found

    def _look_up(self, path: str, folder: str) -> int:
        """-1 for a folder whose names differ among each other."""
        full = self.full(path)
        if full == self._around.project or full.startswith('/etc/'):
            return -1
        found = area_of(self.full(folder + '/x'), self._around)
        self._of_folders.set(folder, found)
        return found

"""Which commands destroy much at once, judged by their words after expansion: nothing that quoting, variables or
functions could hide is left by then.

Pure: looks at the file system by the functions that it is given. Must not know what follows from the answer."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Set
from runtime_py.vfs.path_text import normal

REMOVED_MOST = 2  # entries of a folder, when they are all it has, that aren't yet a folder's content
_MARKS = ['package.json', '.git']
_ABOVE_ALL = ['/', '/home', '/usr', '/bin', '/etc']
_HARMLESS_TESTS = ['-depth', '-xdev', '-mount', '-print', '-noleaf']
_TESTS_WITH_VALUE = ['-mindepth', '-maxdepth', '-type']

# name -> the function that judges its arguments
CHECKED: Set[str] = Set(['rm', 'find', 'git', 'truncate', 'tee', 'shred'])


class Place:
    """What the judgement needs to know: folders, and two looks at the file system. `list_of` gives the names in a
    folder, `real` a path without links."""

    def __init__(
        self,
        home: str,
        cwd: str,
        search: str,
        exists: Callable[[str], bool],
        list_of: Callable[[str], list[str]],
        real: Callable[[str], str],
    ) -> None:
        self.home = home.rstrip('/')
        self.cwd = cwd
        self.search = search
        self.exists = exists
        self.list_of = list_of
        self.real = real

    def full(self, path: str) -> str:
        return normal(path if path.startswith('/') else f'{self.cwd}/{path}')

    def name_of(self, path: str) -> str:
        """What a folder is to the person: '' when it is neither a home, nor a project, nor above one."""
        if path in _ABOVE_ALL:
            return 'the whole system' if path != '/home' else 'the home folder'
        if self.home == '' or path == '':
            return ''
        if path == self.home or self.home.startswith(path + '/'):
            return 'the home folder'
        return 'the project' if self._is_project(path) else ''

    def _is_project(self, path: str) -> bool:
        """A folder in the home folder that is worked in: with a package.json, or the folder of the shell."""
        parent = path[: path.rfind('/')]
        if parent != self.home or path[path.rfind('/') + 1 :].startswith('.'):
            return False
        if self.cwd == path or self.cwd.startswith(path + '/') or f'{path}/node_modules/.bin' in self.search.split(':'):
            return True
        return len([mark for mark in _MARKS if self.exists(f'{path}/{mark}')]) > 0


def danger(argv: list[str], place: Place) -> str:
    """What the command would destroy, in words for people; '' for nothing much."""
    name = base_name(argv[0])
    if name == 'rm':
        return _danger_of_rm(argv[1:], place)
    if name == 'find':
        return _danger_of_find(argv[1:], place)
    if name == 'git':
        return _danger_of_git(argv[1:])
    if name == 'truncate' or name == 'tee' or name == 'shred':
        return _danger_of_writing(name, argv[1:], place)
    return ''


def base_name(path: str) -> str:
    return path[path.rfind('/') + 1 :]


class _Split:
    """Options and operands; `--` ends the options."""

    def __init__(self, args: list[str]) -> None:
        self.letters = ''
        self.long: list[str] = []
        self.operands: list[str] = []
        ended = False
        for arg in args:
            if ended or not arg.startswith('-') or arg == '-':
                self.operands.append(arg)
            elif arg == '--':
                ended = True
            elif arg.startswith('--'):
                self.long.append(arg)
            else:
                self.letters += arg[1:]


def _danger_of_rm(args: list[str], place: Place) -> str:
    split = _Split(args)
    recursive = 'r' in split.letters or 'R' in split.letters or '--recursive' in split.long
    targets = [place.full(operand) for operand in split.operands]
    if recursive:
        for target in targets:
            # a link itself is removed, unless a slash follows
            name = place.name_of(target)
            if name != '':
                return f'removes {name}'
    return _danger_of_all(targets, place, 'removes all of')


def _danger_of_all(targets: list[str], place: Place, verb: str) -> str:
    """`rm *`: each name by itself is harmless."""
    if len(targets) <= REMOVED_MOST:
        return ''
    folder = targets[0][: targets[0].rfind('/')]
    name = place.name_of(folder if folder != '' else '/')
    if name == '':
        return ''
    given: Set[str] = Set(targets)
    shown = [entry for entry in place.list_of(folder) if not entry.startswith('.')]
    for entry in shown:
        if not given.has(f'{folder}/{entry}'):
            return ''
    return f'{verb} {name}' if len(shown) > REMOVED_MOST else ''


def _danger_of_find(args: list[str], place: Place) -> str:
    if '-delete' not in args:
        return ''
    starts: list[str] = []
    k = 0
    while k < len(args) and not args[k].startswith('-') and args[k] not in ('(', '!', ')'):
        starts.append(args[k])
        k += 1
    if len(starts) == 0:
        starts = ['.']
    while k < len(args):
        if args[k] in _TESTS_WITH_VALUE:
            k += 1
        elif args[k] != '-delete' and args[k] not in _HARMLESS_TESTS:
            return ''  # something chooses among the files
        k += 1
    for start in starts:
        name = place.name_of(place.real(place.full(start)))
        if name != '':
            return f'removes all of {name}'
    return ''


def _danger_of_git(args: list[str]) -> str:
    k = 0
    while k < len(args) and args[k].startswith('-'):
        k += 2 if args[k] in ('-C', '-c') else 1
    if k >= len(args):
        return ''
    rest = args[k + 1 :]
    split = _Split(rest)
    if args[k] == 'clean' and ('f' in split.letters or '--force' in split.long) and 'n' not in split.letters:
        return 'removes files that git does not know'
    if args[k] == 'reset' and '--hard' in rest:
        return 'discards changes that are not committed'
    if args[k] in ('checkout', 'restore') and '.' in split.operands:
        return 'discards changes that are not committed'
    return ''


def _danger_of_writing(name: str, args: list[str], place: Place) -> str:
    """Files of the home folder that are emptied or overwritten at once."""
    split = _Split(args)
    if name == 'tee' and ('a' in split.letters or '--append' in split.long):
        return ''
    targets: list[str] = []
    for operand in split.operands:
        path = place.full(operand)
        if path.startswith(place.home + '/') and place.exists(path):
            targets.append(path)
    return f'overwrites {len(targets)} files' if len(targets) > REMOVED_MOST else ''

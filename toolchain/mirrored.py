"""`python -m toolchain.mirrored`: checks that every module of the pure rooms has a test of its own.

A module's own test is the file of its name where `tests/` mirrors the tree (tests/ipc/test_tty.py, also
test_tty_property.py), or one for a whole folder (tests/shell/utilities/test_awk.py for utilities/awk/), or a file there
that imports the module itself. A utility has one if its scripts run it and compare it with the native tool, or if a
test of tests/shell/utilities names it as a command."""

import ast
import re
import sys
from pathlib import Path

from toolchain import sources
from toolchain.environment import ROOT

ROOMS = ('vfs', 'ipc', 'sys', 'archive', 'security', 'resources', 'shell', 'npm', 'devserver')


def imports_of(path: Path) -> set[str]:
    """What a file imports of the rooms, as `ipc/tty`."""
    return {
        node.module.removeprefix('runtime_py.').replace('.', '/')
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8')))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith('runtime_py.')
    }


def modules(files: list[Path]) -> list[str]:
    """Modules as `ipc/tty`, of the rooms that also run under CPython, and those of platform that they import."""
    names = [
        path.relative_to(ROOT / 'runtime_py').with_suffix('').as_posix()
        for path in files
        if path.is_relative_to(ROOT / 'runtime_py')
    ]
    pure = [
        name
        for name in names
        if name.split('/')[0] in ROOMS and not sources.touches_javascript(ROOT / 'runtime_py' / f'{name}.py')
    ]
    used = {each for name in pure for each in imports_of(ROOT / 'runtime_py' / f'{name}.py')}
    pure += sorted(name for name in used if name.startswith('platform/'))
    return sorted(name for name in pure if not name.endswith(('/table', '/states')))  # data, which other tests read


def imported_by_tests(folder: str) -> set[str]:
    """What the test files of a folder import of the rooms, as `ipc/tty`."""
    return {name for path in (ROOT / 'tests' / folder).rglob('test_*.py') for name in imports_of(path)}


def utilities_in_scripts() -> set[str]:
    """Utilities as `shell/utilities/rev`: every word of the scripts that tests run. A part of a larger utility
    (`sed/parser`) counts with it."""
    folder = ROOT / 'tests' / 'shell' / 'utilities'
    texts = [path.read_text(encoding='utf-8') for path in [folder / 'native_scripts.txt', *folder.glob('test_*.py')]]
    return {
        f'shell/utilities/{word.replace("-", "_")}' for text in texts for word in re.findall(r'[a-z][a-z0-9-]*', text)
    }


def has_test(name: str, imported: set[str], tests: Path) -> bool:
    folder, _, last = name.rpartition('/')
    own = [tests / folder / f'test_{last}{kind}.py' for kind in ('', '_property')]
    return (
        name in imported
        or any(path.exists() for path in own)
        or (tests / Path(folder).parent / f'test_{Path(folder).name}.py').exists()
    )


def main() -> int:
    there = modules(sources.runtime_files())
    imported = {name for folder in sources.PURE_TESTS for name in imported_by_tests(folder)}
    run = utilities_in_scripts()
    without = [
        name
        for name in there
        if not has_test(name, imported, ROOT / 'tests') and '/'.join(name.split('/')[:3]) not in run
    ]
    problems = [
        f'runtime_py/{name}.py: has no test of its own (tests/{Path(name).parent}/test_{Path(name).name}.py)'
        for name in without
    ]
    print('\n'.join([*problems, f'modules with a test of their own: {len(there) - len(without)} of {len(there)}']))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())

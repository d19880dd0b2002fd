"""Determines which files are dialect code, and which may use JavaScript."""

from pathlib import Path

from toolchain import tables
from toolchain.lowering.signatures import ROOT

JAVASCRIPT_ROOMS = (
    'runtime_py/platform',
    'runtime_py/ide',
    'runtime_py/api',
    'runtime_py/node',
    'runtime_py/kernel',
    'runtime_py/network',
    'runtime_py/devserver/client',
    'runtime_py/devserver/compilers',
    'runtime_py/devserver/transformers',
    'service_worker',
)
PURE_TESTS = (
    'dialect',
    'platform',
    'vfs',
    'ipc',
    'sys',
    'security',
    'resources',
    'archive',
    'shell',
    'npm',
    'devserver',
    'kernel',
    'gateway',
    'network',
    'node',
    'api',
    'ide',
    'service_worker',
)
# tests of rooms that only JavaScript can run: pytest leaves them out
JAVASCRIPT_TESTS = '_javascript'


def runtime_files() -> list[Path]:
    """Modules that are lowered and shipped; the CPython twins are not. The tables of folders are generated first,
    because they belong to these modules."""
    tables.write()
    files = list((ROOT / 'runtime_py').rglob('*.py')) + list((ROOT / 'service_worker').rglob('*.py'))
    return sorted(f for f in files if f.name != '__init__.py' and 'cpython' not in f.parts)


def pure_test_files() -> list[Path]:
    """Tests that run in both worlds, and those that run in JavaScript alone."""
    files = [f for room in PURE_TESTS for f in (ROOT / 'tests' / room).rglob('test_*.py')]
    return sorted(f for f in files if not f.stem.endswith('_property'))


def test_support_files() -> list[Path]:
    """Modules that tests import in both worlds: helpers, and tables of facts generated from a reference."""
    shared = [
        f for room in PURE_TESTS for kind in ('*_support.py', '*_facts.py') for f in (ROOT / 'tests' / room).rglob(kind)
    ]
    return [ROOT / 'tests' / 'support.py', *sorted(shared)]


def dialect_files() -> list[Path]:
    return runtime_files() + pure_test_files()


def touches_javascript(path: Path) -> bool:
    """Whether the room may use JavaScript globals and plain objects."""
    name = path.resolve().relative_to(ROOT).as_posix()
    return name.startswith(JAVASCRIPT_ROOMS) or path.stem.endswith(JAVASCRIPT_TESTS)


def is_test(path: Path) -> bool:
    return path.resolve().relative_to(ROOT).parts[0] == 'tests'

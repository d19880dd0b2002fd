"""Tests that are coroutines run in an event loop of their own; in JavaScript the runner awaits them.

CPython resumes a chain of coroutines from its first one, so a thousand nested calls of a shell function need a deep
stack: that of a thread, which can be larger than the main one. The shipped JavaScript unwinds its stack at each
`await`."""

from __future__ import annotations

import asyncio
import inspect
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, settings

from toolchain import sources, tables, worlds

threading.stack_size(256 * 1024 * 1024)
sys.setrecursionlimit(100000)
DEEP = ThreadPoolExecutor(1)
tables.write()

# a busy computer says nothing about a test
settings.register_profile('terrarium', deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile('terrarium')

collect_ignore_glob = [f'*{sources.JAVASCRIPT_TESTS}.py']


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        '--worlds',
        action='append',
        metavar='ROOM',
        default=[],
        help='fail where this pure room would compute something else in JavaScript',
    )


def pytest_configure(config: pytest.Config) -> None:
    rooms = config.getoption('--worlds')
    if rooms:
        worlds.watch(rooms)


def pytest_sessionfinish(session: pytest.Session) -> None:
    for place, what in sorted(worlds.notes.items()):
        print(f'\n{place}: {what}', end='')
    if worlds.notes:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A function with the parameter `fact` becomes a test for each of its module's CASES, in both worlds
    (toolchain/transpiled_runner.js)."""
    cases = getattr(metafunc.module, 'CASES', None)
    if 'fact' in metafunc.fixturenames and cases is not None:
        metafunc.parametrize('fact', cases, ids=[f'{number}: {_shown(case)}' for number, case in enumerate(cases)])


def _shown(case: object) -> str:
    """The beginning of the fact's subject."""
    first = str(case[0] if isinstance(case, (list, tuple)) else case)
    return ''.join(
        letter if letter.isascii() and letter.isprintable() and letter not in '[]' else ' ' for letter in first
    )[:60].strip()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    DEEP.submit(lambda: asyncio.run(pyfuncitem.obj(**arguments))).result()
    return True

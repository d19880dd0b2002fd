"""`build.py test`: every check in order, each with its name, its time and its findings; ends with 'N passed, N failed'.

A check is a function without arguments that returns a Result. All of them run, even after failures: one run shows
everything."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from toolchain import build as builder
from toolchain import sources, tables, transpiled_tests
from toolchain.bundle import BundleError
from toolchain.environment import ROOT, WORK
from toolchain.transpile import TranspileError

# Read by tests/firefox/machine/conftest.py: run only every n-th test, and how long the service worker lives without an
# event, in ms.
SAMPLE = 'TERRARIUM_FIREFOX_SAMPLE'
SHORT_LIFE = 'TERRARIUM_FIREFOX_IDLE'
# More failures than these aren't one slow moment; if a browser crashes, the tests of its module fail with it.
MOST_REPEATED = 40
# A defect fails again: this many failures of repeated tests are enough to recognize it.
MOST_FAILED_AGAIN = 5
FURTHER_TRIES = 2
# Rooms that run unchanged under CPython, so that mypy can check them.
PURE_ROOMS = ('vfs', 'ipc', 'sys', 'security', 'resources', 'archive', 'shell', 'npm', 'devserver')


@dataclass
class Result:
    """`failures` names what failed, for pytest. `unsteady` counts the tests that failed first and passed when they were
    run again alone."""

    passed: int
    failed: int
    skipped: int = 0
    unsteady: int = 0
    failures: list[str] = field(default_factory=list)


def _command(*arguments: str) -> Result:
    """A command as one check: it passed if it exits with 0."""
    code = subprocess.run([sys.executable, '-m', *arguments], cwd=ROOT, check=False).returncode
    return Result(1, 0) if code == 0 else Result(0, 1)


def check_build() -> Result:
    try:
        missing = builder.build()
    except (tables.TableError, TranspileError, BundleError) as error:
        print(error)
        return Result(0, 1)
    return Result(1, len(missing))


def check_ruff() -> Result:
    """Names and style everywhere, JavaScript's names (javascript.toml lists them), then the format."""
    check = ('ruff', 'check', '--quiet', '--output-format=concise')
    results = [
        _command(*check, '.'),
        _command(*check, '--config', 'toolchain/javascript.toml', *sources.JAVASCRIPT_ROOMS),
        _command('ruff', 'format', '--quiet', '--check', '.'),
    ]
    return Result(sum(each.passed for each in results), sum(each.failed for each in results))


def fix_style() -> None:
    """Mends what `check_ruff` finds and ruff can mend. Says nothing: the check says what is left."""
    for arguments in (('check', '--fix', '--exit-zero'), ('format',)):
        subprocess.run(
            [sys.executable, '-m', 'ruff', *arguments, '--quiet', '.'], cwd=ROOT, check=False, stdout=subprocess.DEVNULL
        )


def check_mypy() -> Result:
    tables.write()
    rooms = [f'runtime_py/{room}' for room in PURE_ROOMS if list((ROOT / 'runtime_py' / room).rglob('*.py'))]
    return _command('mypy', '--no-error-summary', *rooms) if rooms else Result(0, 0)


def check_types() -> Result:
    """Checks the rooms that use JavaScript names."""
    return _command('toolchain.typed_rooms')


def check_lint() -> Result:
    return _command('toolchain.lint')


def check_imports() -> Result:
    return _command('toolchain.imports')


def _pytest(*arguments: str, name: str = 'pytest', output: IO[str] | None = None) -> Result:
    """`name`: of the report; two at a time need two, and an `output` each."""
    report = WORK / f'{name}.xml'
    report.unlink(missing_ok=True)
    command = [sys.executable, '-m', 'pytest', '-q', f'--junitxml={report}', *arguments]
    subprocess.run(command, cwd=ROOT, check=False, stdout=output, stderr=output)
    if not report.exists():
        return Result(0, 1)
    total = failed = skipped = 0
    failures = []
    for suite in ElementTree.parse(report).getroot().iter('testsuite'):
        total += int(suite.get('tests', 0))
        failed += int(suite.get('failures', 0)) + int(suite.get('errors', 0))
        skipped += int(suite.get('skipped', 0))
        failures += [
            _node_id(case)
            for case in suite.iter('testcase')
            if case.find('failure') is not None or case.find('error') is not None
        ]
    return Result(total - failed - skipped, failed, skipped, failures=failures)


def _node_id(case: ElementTree.Element) -> str:
    return f'{case.get("classname", "").replace(".", "/")}.py::{case.get("name")}'


def check_links() -> Result:
    return _command('toolchain.links')


def check_maps() -> Result:
    return _command('toolchain.room_maps')


def check_unused() -> Result:
    return _command('toolchain.unused')


def check_mirrored() -> Result:
    return _command('toolchain.mirrored')


def check_quick() -> Result:
    """The pure rooms' tests except those of vfs, archive, shell and npm, which try thousands of inputs. Each list of
    QUICK_TESTS on a processor of its own."""
    with ThreadPoolExecutor() as pool:
        parts = list(pool.map(_quick_part, range(len(QUICK_TESTS))))
    return Result(
        sum(part.passed for part in parts),
        sum(part.failed for part in parts),
        sum(part.skipped for part in parts),
        failures=[name for part in parts for name in part.failures],
    )


def _quick_part(number: int) -> Result:
    with tempfile.TemporaryFile('w+') as output:
        result = _pytest(*[f'tests/{name}' for name in QUICK_TESTS[number]], name=f'pytest-{number}', output=output)
        output.seek(0)
        print(output.read(), end='', flush=True)
    return result


def check_cpython() -> Result:
    return _pytest('tests', '--ignore=tests/machine', '--ignore=tests/firefox')


def check_worlds() -> Result:
    return _command(
        'pytest',
        '-q',
        '--worlds',
        'shell',
        'tests/shell/test_dash.py',
        'tests/shell/test_bash.py',
        'tests/shell/test_language.py',
    )


def check_transpiled() -> Result:
    found = transpiled_tests.run_all(sources.pure_test_files(), tries_again=True)
    return Result(found.passed, found.failed, unsteady=found.unsteady)


def browser_is_there() -> bool:
    return shutil.which('chromium') is not None and shutil.which('chromedriver') is not None


def _install_browser(*packages: str) -> None:
    """Installs Debian's packages, if permitted."""
    if os.geteuid() != 0 or shutil.which('apt-get') is None:
        return
    print(f'installing {", ".join(packages)}', flush=True)
    environment = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
    subprocess.run(['apt-get', 'update', '-qq'], check=False, env=environment)
    subprocess.run(
        ['apt-get', 'install', '-y', '-qq', *packages], check=False, env=environment, stdout=subprocess.DEVNULL
    )


def check_machine(*targets: str) -> Result:
    """All tests that need a browser, or these."""
    if not browser_is_there():
        _install_browser('chromium', 'chromium-driver')
    if not browser_is_there():
        print('SKIPPED: there is no chromium with chromedriver, and it could not be installed')
        return Result(0, 0, 1)
    return _with_further_tries(*(targets or ['tests/machine']))


# where processes, handles, sockets, mounts, the journal and ports take all their steps; all tests would take half an hour
DEBUG_TESTS = (
    'first_machine',
    'processes',
    'mounts',
    'persistence',
    'malformed_messages',
    'stuck_locks',
    'watching',
)


def check_debug() -> Result:
    """Tests in a debug build, which checks locks, sequence words and state machines; leaves an ordinary build."""
    try:
        builder.build(is_debug=True)
        return check_machine(*[f'tests/machine/test_{name}.py' for name in DEBUG_TESTS])
    except (TranspileError, BundleError) as error:
        print(error)
        return Result(0, 1)
    finally:
        check_build()


def _with_further_tries(*targets: str) -> Result:
    """Runs failed tests again, in new browsers, and names those that pass then: they are unsteady and need mending. A
    browser shares its cores with everything else that runs, so one slow moment may fail one test of hundreds; a defect
    fails every time."""
    result = _pytest(*targets)
    for _ in range(FURTHER_TRIES):
        if not 0 < result.failed <= MOST_REPEATED:
            break
        print(f'\n==== {result.failed} failed: again, by themselves: {" ".join(result.failures)}', flush=True)
        with _variables({SAMPLE: '1'}):
            again = _pytest(f'--maxfail={MOST_FAILED_AGAIN}', *result.failures)
        result = Result(
            result.passed + again.passed,
            again.failed,
            result.skipped + again.skipped,
            unsteady=result.unsteady + again.passed,
            failures=again.failures,
        )
        if again.failed >= MOST_FAILED_AGAIN:  # pytest has stopped: not all were run again
            break
    return result


def check_firefox() -> Result:
    """All tests that run there, and a sample with the service worker stopped 0.2 s after its last event."""
    _install_firefox()
    whole = _with_further_tries('tests/firefox')
    with _variables({SAMPLE: '20', SHORT_LIFE: '200'}):
        hasty = _with_further_tries('tests/firefox/machine')
    return Result(
        whole.passed + hasty.passed,
        whole.failed + hasty.failed,
        whole.skipped + hasty.skipped,
        unsteady=whole.unsteady + hasty.unsteady,
    )


def check_firefox_sample() -> Result:
    _install_firefox()
    with _variables({SAMPLE: '20'}):
        return _with_further_tries('tests/firefox')


def _install_firefox() -> None:
    if shutil.which('firefox-esr') is None:
        _install_browser('firefox-esr')


@contextmanager
def _variables(values: dict[str, str]) -> Iterator[None]:
    """Sets variables of the environment, and restores them afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


STEPS: dict[str, Callable[[], Result]] = {
    'build': check_build,
    'ruff': check_ruff,
    'mypy': check_mypy,
    'types': check_types,
    'lint': check_lint,
    'imports': check_imports,
    'links': check_links,
    'maps': check_maps,
    'unused': check_unused,
    'mirrored': check_mirrored,
    'cpython': check_cpython,
    'worlds': check_worlds,
    'transpiled': check_transpiled,
    'machine': check_machine,
    'debug': check_debug,
}
# `build.py check`: what should run before every commit, in a minute on two idle processors.
QUICK = ('ruff', 'mypy', 'types', 'lint', 'imports', 'links', 'maps', 'unused', 'mirrored', 'quick')
QUICK_TESTS = (
    ('toolchain', 'dialect', 'platform', 'kernel', 'gateway', 'network', 'node', 'ide', 'devserver'),
    ('ipc', 'sys'),
)
# Run only if they are named.
FURTHER: dict[str, Callable[[], Result]] = {
    'quick': check_quick,
    'firefox': check_firefox,
    'firefox-sample': check_firefox_sample,
}


def main(only: list[str]) -> int:
    """Runs the steps with these names, all of STEPS if there are none, and prints a line for each. Returns the exit
    code."""
    steps = {**STEPS, **{name: step for name, step in FURTHER.items() if name in only}}
    unknown = [name for name in only if name not in steps]
    if unknown:
        print(f'no such step: {", ".join(unknown)}; there are {", ".join([*STEPS, *FURTHER])}', file=sys.stderr)
        return 2
    passed = failed = skipped = 0
    lines = []
    for name, step in steps.items():
        if only and name not in only:
            continue
        print(f'\n==== {name}', flush=True)
        started = time.monotonic()
        result = step()
        passed, failed, skipped = passed + result.passed, failed + result.failed, skipped + result.skipped
        verdict = 'FAILED' if result.failed else 'ok'
        unsteady = f'   {result.unsteady} of them passed only at a further try' if result.unsteady else ''
        lines.append(
            f'{name:<12}{verdict:<8}{result.passed:>6} passed {result.failed:>4} failed {time.monotonic() - started:>7.1f} s{unsteady}'
        )
        print(f'---- {lines[-1]}', flush=True)
    print('\n' + '\n'.join(lines))
    print(f'\n{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed else 0

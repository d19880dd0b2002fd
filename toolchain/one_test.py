"""`build.py test PATH[::NAME] … [--world cpython|js|browser]`: runs single tests within seconds, in each world for
which they exist.

`cpython` is pytest without a browser. `js` runs the same test of a pure room as shipped JavaScript. `browser` is pytest
with Chromium or Firefox against dist/, which is built first."""

import os
import subprocess
import sys
from pathlib import Path

from toolchain import build as builder
from toolchain import checks, sources, transpiled_tests
from toolchain.environment import ROOT

WORLDS = ('cpython', 'js', 'browser')
BROWSER_TESTS = ('tests/machine', 'tests/firefox')


class NoSuchTest(Exception):
    """The path isn't a test, or the test doesn't run in that world."""


def is_path(target: str) -> bool:
    """Whether it names a test, not a step of checks.py."""
    return '::' in target or '/' in target or target.endswith('.py')


def worlds_of(path: Path) -> list[str]:
    """The worlds in which a test file, or a folder of them, runs."""
    name = path.relative_to(ROOT).as_posix()
    if any(name == folder or name.startswith(folder + '/') for folder in BROWSER_TESTS):
        return ['browser']
    if path.stem.endswith(sources.JAVASCRIPT_TESTS):
        return ['js']
    return ['cpython', 'js'] if _pure_files(path) else ['cpython']


def _pure_files(path: Path) -> list[Path]:
    return [file for file in sources.pure_test_files() if file == path or path in file.parents]


def _path_of(target: str) -> Path:
    path = (ROOT / target.partition('::')[0]).resolve()
    if not path.exists():
        raise NoSuchTest(f'no such test: {target}')
    if not path.is_relative_to(ROOT / 'tests'):
        raise NoSuchTest(f'{target} is not in tests/')
    return path


def main(targets: list[str], world: str | None) -> int:
    """Returns the exit code: 0 when all passed, 2 for a target that can't run."""
    chosen: dict[str, list[str]] = {}
    try:
        for target in targets:
            there = worlds_of(_path_of(target))
            if world and world not in there:
                raise NoSuchTest(f'{target} does not run in {world}, only in {" and ".join(there)}')
            for name in [world] if world else there:
                chosen.setdefault(name, []).append(target)
    except NoSuchTest as error:
        print(error, file=sys.stderr)
        return 2
    return max(_run(name, found) for name, found in chosen.items())


def _run(world: str, targets: list[str]) -> int:
    print(f'==== {world}', flush=True)
    if world == 'js':
        return max(_run_lowered(target) for target in targets)
    if world == 'browser' and not checks.browser_is_there():
        print(
            'there is no chromium with chromedriver: install the packages chromium and chromium-driver', file=sys.stderr
        )
        return 2
    if world == 'browser' and builder.main():
        return 1
    return subprocess.run([sys.executable, '-m', 'pytest', '-q', *targets], cwd=ROOT, check=False).returncode


def _run_lowered(target: str) -> int:
    name = target.partition('::')[2]
    os.environ[transpiled_tests.ONLY] = name
    outcome = transpiled_tests.run_all(_pure_files(_path_of(target)))
    del os.environ[transpiled_tests.ONLY]
    if name and not outcome.passed + outcome.failed:
        print(f'no test has that name: {target}', file=sys.stderr)
        return 2
    return 1 if outcome.failed else 0

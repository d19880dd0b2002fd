"""`python -m toolchain.transpiled_tests [FILES]`: runs the pure rooms' tests again, lowered to JavaScript, on the
pinned native Node.

Each test file is bundled and run by itself, so that one that can't be lowered, or hangs, doesn't affect the others."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from toolchain import sources
from toolchain.bundle import BundleError, alias_arguments, run_esbuild
from toolchain.environment import ROOT, WORK, alone, node
from toolchain.transpile import JS, TranspileError, transpile

OUT = WORK / 'tests'
RUNNER = ROOT / 'toolchain' / 'transpiled_runner.js'
TIME_LIMIT = 600  # for one that hangs: other programs may have the processors for minutes
# A defect fails again: with more failed files than these, none is run once more.
MOST_REPEATED = 10
# For the runner: the one test to run; empty means all.
ONLY = 'TERRARIUM_ONE_TEST'

_problems: dict[Path, str] = {}  # test files that can't be lowered, with the reason


def bundle_test(path: Path) -> Path:
    """A script with the test file, everything that it imports and the runner. Raises TranspileError or BundleError."""
    problem = _problems.get(path)
    if problem:
        raise TranspileError(problem)
    name = path.relative_to(ROOT).with_suffix('')
    output = OUT / (str(name).replace(os.sep, '-') + '.mjs')
    module = './' + (JS / name).with_suffix('.js').relative_to(ROOT).as_posix()
    options = [
        '--bundle',
        '--format=esm',
        '--platform=node',
        '--target=es2023',
        '--sourcemap=inline',
        '--loader:.wasm=binary',
        '--define:globalThis.TERRARIUM_DEBUG=true',
        f'--outfile={output}',
    ]
    run_esbuild(
        [*options, *alias_arguments()],
        f'import * as tests from {module!r};\nimport {{run}} from "./{RUNNER.relative_to(ROOT)}";\nawait run(tests);\n',
    )
    return output


def run_file(path: Path) -> tuple[int, int, str]:
    """Runs one test file: numbers of passed and failed tests, and the text to show."""
    try:
        script = bundle_test(path)
    except (TranspileError, BundleError) as error:
        return 0, 1, str(error)
    try:
        done = subprocess.run(
            [node(), '--enable-source-maps', str(script)],
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
            cwd=ROOT,
        )
    except subprocess.TimeoutExpired:
        return 0, 1, f'no end after {TIME_LIMIT} s'
    *lines, last = done.stdout.strip().split('\n') or ['']
    words = last.split()
    if len(words) != 4 or words[1] != 'passed,':
        return 0, 1, (done.stdout + done.stderr).strip() or f'exit code {done.returncode} without any output'
    return int(words[0]), int(words[2]), '\n'.join(lines)


@dataclass
class Outcome:
    """Numbers of tests. `unsteady` are those that passed when their file was run once more by itself."""

    passed: int = 0
    failed: int = 0
    unsteady: int = 0


@dataclass
class Failure:
    """A file with failed tests: how many passed and failed, and what it said."""

    path: Path
    good: int
    bad: int
    text: str


def run_all(paths: list[Path], tries_again: bool = False) -> Outcome:
    """Runs the files and prints a line for each. At the end, where a reader of a long log looks first, the failed tests
    are told again. With `tries_again`, failed files run once more, by themselves."""
    OUT.mkdir(parents=True, exist_ok=True)
    outcome = Outcome()
    failures: list[Failure] = []
    _lower(paths)
    with ThreadPoolExecutor(2) as pool:
        for path, (good, bad, text) in zip(paths, pool.map(run_file, paths), strict=True):
            outcome.passed += good
            outcome.failed += bad
            _show(path, good, bad, text)
            if bad:
                failures.append(Failure(path, good, bad, text))
    is_long = len(paths) > 1
    for failure in failures:
        if is_long:
            print(f'\n==== {failure.path.relative_to(ROOT)}: {failure.bad} failed\n{_indented(failure.text)}')
        if tries_again and len(failures) <= MOST_REPEATED:
            _try_again(failure, outcome)
    return outcome


def _try_again(failure: Failure, outcome: Outcome) -> None:
    """What the second run finds holds; tests that pass now are unsteady."""
    name = failure.path.relative_to(ROOT)
    good, bad, text = run_file(failure.path)
    outcome.passed += good - failure.good
    outcome.failed += bad - failure.bad
    outcome.unsteady += max(0, failure.bad - bad)
    if bad == 0:
        print(f'---- UNSTEADY: {name} passed at a further try')
    else:
        print(f'---- {name} again: {bad} failed\n{_indented(text)}')


def _show(path: Path, good: int, bad: int, text: str) -> None:
    print(f'{path.relative_to(ROOT)}: {good} passed, {bad} failed')
    if text:
        print(_indented(text))


def _indented(text: str) -> str:
    return '    ' + text.replace('\n', '\n    ')


def _lower(paths: list[Path]) -> None:
    with alone():
        try:
            transpile([*sources.runtime_files(), *sources.test_support_files()], say=lambda text: None)
        except TranspileError as error:
            print(error)  # files that need the module fail below, the others run
        for path in paths:
            try:
                transpile([path], say=lambda text: None)
            except TranspileError as error:
                _problems[path] = str(error)


def main() -> int:
    paths = [Path(name).resolve() for name in sys.argv[1:]] or sources.pure_test_files()
    outcome = run_all(paths)
    unsteady = f', {outcome.unsteady} of them only at a further try' if outcome.unsteady else ''
    print(f'{outcome.passed} passed{unsteady}, {outcome.failed} failed')
    return 1 if outcome.failed else 0


if __name__ == '__main__':
    sys.exit(main())

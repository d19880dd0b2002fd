"""`python -m toolchain.transpiled_tests [FILES]`: runs the pure rooms' tests again, lowered to JavaScript, on the
pinned native Node.

Each test file is bundled and run by itself, so that one that can't be lowered, or hangs, doesn't affect the others."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from toolchain import sources
from toolchain.bundle import BundleError, alias_arguments, run_esbuild
from toolchain.environment import ROOT, WORK, alone, node
from toolchain.transpile import JS, TranspileError, transpile

OUT = WORK / 'tests'
RUNNER = ROOT / 'toolchain' / 'transpiled_runner.js'
TIME_LIMIT = 120
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


def run_all(paths: list[Path]) -> tuple[int, int]:
    """Runs the files and prints a line for each; returns the numbers of passed and failed tests."""
    OUT.mkdir(parents=True, exist_ok=True)
    passed = failed = 0
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
    with ThreadPoolExecutor(2) as pool:
        for path, (good, bad, text) in zip(paths, pool.map(run_file, paths), strict=True):
            passed += good
            failed += bad
            print(f'{path.relative_to(ROOT)}: {good} passed, {bad} failed')
            if text:
                print('    ' + text.replace('\n', '\n    '))
    return passed, failed


def main() -> int:
    paths = [Path(name).resolve() for name in sys.argv[1:]] or sources.pure_test_files()
    passed, failed = run_all(paths)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

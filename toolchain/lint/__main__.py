"""`python -m toolchain.lint [FILES]`: all of the project's dialect code by default; exit code 1 if anything was found.
Skips files of the project that only CPython runs (property tests, browser tests)."""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from toolchain.lint import check_file
from toolchain.lint.checker import Finding
from toolchain.lint.typed import check_types, typed_files
from toolchain.lowering.signatures import ROOT
from toolchain.sources import dialect_files, test_support_files

# a process more costs as much as this many files
FEW = 40


def findings_in(paths: list[Path]) -> list[Finding]:
    """Each file by itself on all processors, while this one has mypy tell the types."""
    typed = {*typed_files()}
    with_types = [path for path in paths if path in typed]
    if len(paths) < FEW:
        return [finding for path in paths for finding in check_file(path)] + check_types(with_types)
    with ProcessPoolExecutor() as pool:
        found = pool.map(check_file, paths, chunksize=FEW)
        of_types = check_types(with_types)
        return [finding for each in found for finding in each] + of_types


def main(names: list[str]) -> int:
    dialect = {*dialect_files(), *test_support_files()}
    named = [Path(name).resolve() for name in names]
    paths = [path for path in named if path in dialect or ROOT not in path.parents] if named else dialect_files()
    findings = findings_in(paths)
    for finding in findings:
        print(finding)
    print(f'dialect lint: {len(paths)} files, {len(findings)} findings (root {ROOT.name})')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

"""`python -m toolchain.lint [FILES]`: all of the project's dialect code by default; exit code 1 if anything was found.
Skips files of the project that only CPython runs (property tests, browser tests)."""

import sys
from pathlib import Path

from toolchain.lint import check_file
from toolchain.lint.typed import check_types, typed_files
from toolchain.lowering.signatures import ROOT
from toolchain.sources import dialect_files, test_support_files

dialect = {*dialect_files(), *test_support_files()}
named = [Path(name).resolve() for name in sys.argv[1:]]
paths = [path for path in named if path in dialect or ROOT not in path.parents] if named else dialect_files()
typed = {*typed_files()}
findings = [finding for path in paths for finding in check_file(path)]
findings += check_types([path for path in paths if path in typed])
for finding in findings:
    print(finding)
print(f'dialect lint: {len(paths)} files, {len(findings)} findings (root {ROOT.name})')
sys.exit(1 if findings else 0)

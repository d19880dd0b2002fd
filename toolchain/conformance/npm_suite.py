"""npm's conformance: runs the comparisons in tests/npm, and lists the shared cases that they don't cover.

A comparison's expectations come from npm or from native Node themselves; others, written by hand, are marked as
such."""

import subprocess
import sys

from toolchain.conformance.suites import SHARED, complain, say
from toolchain.environment import ROOT

COMPARISONS = {
    'tests/npm/formats/test_semver.py': "facts that npm's own semver package told (semver_facts.py, made by make_semver_facts.js)",
    'tests/npm/test_against_native_property.py': 'our npm beside the native one: the same commands, the same made registry, both folders equal afterwards',
    'tests/npm/tree/test_ideal_tree.py': 'ideal trees over a made-up registry; NOT a comparison, expectations are written by hand',
}


def main() -> int:
    there = [path for path in COMPARISONS if (ROOT / path).exists()]
    if not there:
        complain('there are no comparisons in tests/npm')
        return 2
    for path in there:
        say(f'{path}: {COMPARISONS[path]}')
    cases = sorted(path.stem for path in (SHARED / 'npm').glob('*.json'))
    text = '\n'.join(path.read_text() for path in (ROOT / 'tests').rglob('*.py'))
    unused = cases if 'conformance/npm' not in text and "'conformance' / 'npm'" not in text else []
    if unused:
        say(f'NOT COMPARED: the {len(unused)} cases of {SHARED / "npm"}: no test reads them yet')
    return subprocess.run([sys.executable, '-m', 'pytest', '-q', *there], cwd=ROOT, check=False).returncode

"""The readers of what comes from pages, embedders and previews, 10,000 mutated inputs each, as those of
tests/security/test_inputs_property.py; these name JavaScript, so native Node runs them."""

import re
import subprocess
from pathlib import Path

from toolchain.bundle import alias_arguments, run_esbuild
from toolchain.environment import ROOT, WORK, node
from toolchain.transpile import JS

SCRIPT = Path(__file__).with_name('fuzzed_inputs.js')
KINDS = ['requests', 'trees', 'snapshots', 'gateway headers', 'workspace names', 'environments', 'links']


def test_each_is_accepted_or_refused_with_a_code() -> None:
    bundle = WORK / 'tests' / 'fuzzed-inputs.mjs'
    bundle.parent.mkdir(parents=True, exist_ok=True)
    source = SCRIPT.read_text(encoding='utf-8').replace('BUILT', './' + JS.relative_to(ROOT).as_posix())
    run_esbuild(
        ['--bundle', '--format=esm', '--platform=node', '--target=es2023', f'--outfile={bundle}', *alias_arguments()],
        source,
    )
    done = subprocess.run([node(), str(bundle)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r'([a-z ]+) \d+/10000', done.stdout) == [
        ' ' + kind if kind != KINDS[0] else kind for kind in KINDS
    ]

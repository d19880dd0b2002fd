"""Programs' workers get the scripts of a list: it has all that the build makes for them, and nothing else."""

import pytest

from runtime_py.kernel.program_scripts import SCRIPTS
from toolchain.environment import DIST

# of pages, of other workers, and of previews
OTHERS = {
    'page.js',
    'monitor.js',
    'audit.js',
    'terrarium.js',
    'machine.js',
    'utils.js',
    'connect.js',
    'kernel.js',
    'network.js',
    'sw.js',
    'preview.js',
    'preview-worker.js',
    'sandbox.js',
    'serve-client.js',
    'serve-refresh.js',
}


def test_the_list_is_what_the_build_makes() -> None:
    if not (DIST / 'process.js').exists():
        pytest.skip('dist/ is not built')
    assert sorted(SCRIPTS) == sorted({path.name for path in DIST.glob('*.js')} - OTHERS)

"""The loaders' edits of source texts (node/async_context, node/esm), on the hundred packages and on published bundles,
unchanged and minified again.

Without a browser: the transpiled modules run on native Node."""

import subprocess

from tests.machine.npm_cache import NpmCache
from tests.machine.test_packages import install_natively
from toolchain.environment import NODE_MODULES, ROOT, WORK, node

BUNDLES = ROOT / 'tests' / 'bundles'


def test_edits_of_published_code_keep_every_token(npm_cache: NpmCache) -> None:
    packages = install_natively(npm_cache, ROOT / 'tests' / 'packages' / 'package.json', WORK / 'packages')
    bundles = install_natively(npm_cache, BUNDLES / 'package.json', WORK / 'bundles')
    folders = [str(packages / 'node_modules'), str(bundles / 'node_modules')]
    done = subprocess.run(
        [node(), '--no-warnings', str(BUNDLES / 'check_edits.mjs'), str(WORK / 'js'), str(NODE_MODULES), *folders],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[:-1] == []
    assert int(lines[-1].split()[0]) > 500

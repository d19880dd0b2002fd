"""The loaders' edits of source texts (node/async_context, node/esm) and their surveys (node/source/survey), on the
hundred packages and on published bundles, unchanged and minified again.

Without a browser: the transpiled modules run on native Node."""

import os
import subprocess

from tests.machine.npm_cache import NpmCache
from tests.machine.test_packages import install_natively
from toolchain.environment import NODE_MODULES, ROOT, WORK, node

BUNDLES = ROOT / 'tests' / 'bundles'


def check(script: str, npm_cache: NpmCache, environment: dict[str, str]) -> list[str]:
    """The lines that a script of tests/bundles prints about the packages and the bundles."""
    packages = install_natively(npm_cache, ROOT / 'tests' / 'packages' / 'package.json', WORK / 'packages')
    bundles = install_natively(npm_cache, BUNDLES / 'package.json', WORK / 'bundles')
    folders = [str(packages / 'node_modules'), str(bundles / 'node_modules')]
    done = subprocess.run(
        [node(), '--no-warnings', str(BUNDLES / script), str(WORK / 'js'), str(NODE_MODULES), *folders],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_edits_of_published_code_keep_every_token(npm_cache: NpmCache) -> None:
    lines = check('check_edits.mjs', npm_cache, {})
    assert lines[:-1] == []
    assert int(lines[-1].split()[0]) > 500


def test_surveys_of_published_code_find_what_the_parser_finds(npm_cache: NpmCache) -> None:
    lines = check('check_survey.mjs', npm_cache, {'EVERY': '4'})
    texts, unsure = (int(word) for word in lines[-1].split() if word.isdigit())
    assert lines[:-1] == []
    assert texts > 500
    assert unsure < texts / 100

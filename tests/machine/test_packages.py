"""The 100 pure-JavaScript packages with the most dependents (tests/packages/package.json): installed by our npm, each
loads by `require` and by `import`, with the same exports as on native Node."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.machine.alarms import alarms
from tests.machine.browser import Machine
from tests.machine.npm_cache import NpmCache
from toolchain.environment import ROOT, WORK, node

PACKAGES = ROOT / 'tests' / 'packages'


def install_natively(npm_cache: NpmCache, manifest: Path, folder: Path) -> Path:
    """`folder` with the packages of the package.json at `manifest`; cached while that stays the same."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = manifest.read_text()
    installed = folder / 'installed.json'
    if not installed.exists() or installed.read_text() != wanted:
        shutil.rmtree(folder / 'node_modules', ignore_errors=True)
        shutil.copy(manifest, folder)
        npm_cache.install(folder)
        installed.write_text(wanted)
    return folder


def natively(npm_cache: NpmCache) -> list[str]:
    """The output of load.cjs on native Node."""
    folder = install_natively(npm_cache, PACKAGES / 'package.json', WORK / 'packages')
    shutil.copy(PACKAGES / 'load.cjs', folder)
    done = subprocess.run([node(), 'load.cjs'], cwd=folder, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout.splitlines()


def test_a_hundred_packages_load(machine: Machine, npm_cache: NpmCache) -> None:
    count = len(json.loads((PACKAGES / 'package.json').read_text())['dependencies'])
    expected = natively(npm_cache)
    assert count == 100 and len(expected) == 2 * count
    assert [line for line in expected if 'failed:' in line] == []
    machine.api("await wc.fs.mkdir('hundred', {recursive: true})")
    for name in ('package.json', 'load.cjs'):
        machine.write_file(f'hundred/{name}', (PACKAGES / name).read_text())
    machine.run('cd ~/project/hundred')
    for command in ('npm install --ignore-scripts', 'npm ci'):  # the second time with their install scripts
        said = machine.run(f'{command} 2>&1 | tail -n 20', timeout=180)
        assert 'added' in said, said
        machine.run('node load.cjs > found.txt 2> errors.txt', timeout=120)
    found = str(machine.api("return await wc.fs.readFile('hundred/found.txt', 'utf8')")).splitlines()
    assert found == expected, machine.api("return await wc.fs.readFile('hundred/errors.txt', 'utf8')")
    assert alarms(machine) == []

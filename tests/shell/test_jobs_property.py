"""Checks the facts of job_facts.py with dash and bash on a pseudo-terminal of this computer."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.shell.job_facts import AS_BASH, BUSY, CASES
from tests.shell.test_jobs import KEYS, equals, shown

# by then the terminal is quiet; a busy computer gets more time
SETTLES_S = [0.2, 0.6, 2]
DASH = ['dash', '-i']
BASH = ['bash', '--norc', '--noediting', '-i']


@pytest.mark.skipif(shutil.which('dash') is None, reason='needs dash')
@pytest.mark.parametrize('case', [*CASES, *BUSY], ids=range(len(CASES) + len(BUSY)))
def test_dash_agrees(case: list, tmp_path: Path) -> None:
    agrees(case, DASH, tmp_path)


@pytest.mark.skipif(shutil.which('bash') is None, reason='needs bash')
@pytest.mark.parametrize('case', AS_BASH, ids=range(len(AS_BASH)))
def test_bash_agrees(case: list, tmp_path: Path) -> None:
    agrees(case, BASH, tmp_path)


def agrees(case: list, argv: list, folder: Path) -> None:
    said = None
    for settle in SETTLES_S:
        said = equals(native(argv, case[0], folder, settle))
        if said == case[1]:
            return
    assert said == case[1]


def native(argv: list, steps: list, folder: Path, settle: float) -> str:
    """What the terminal shows; then the shell is killed."""
    pid, master = pty.fork()
    if pid == 0:
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(folder)
        os.execvpe(argv[0], argv, {'PATH': os.environ['PATH'], 'PS1': '$ ', 'TERM': 'dumb', 'HOME': str(folder)})
    shown = read_for(master, settle)
    for step in steps:
        try:
            os.write(master, (step if step in KEYS else step + '\n').encode())
        except OSError:
            break
        shown += read_for(master, settle)
    shown += read_for(master, settle)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(master)
    return shown.decode()


def read_for(master: int, seconds: float) -> bytes:
    """What comes within a time, or until no process has the terminal open any more."""
    shown = b''
    end = time.monotonic() + seconds
    while select.select([master], [], [], max(0, end - time.monotonic()))[0]:
        try:
            data = os.read(master, 65536)
        except OSError:
            return shown
        if not data:
            return shown
        shown += data
    return shown


@pytest.mark.parametrize('case', BUSY, ids=range(len(BUSY)))
def test_what_never_waits_hears_keys(case: list) -> None:
    assert asyncio.run(shown(case[0], len(case[1]))) == [case[1], []]

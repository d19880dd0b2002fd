"""Checks the facts of signals_facts.py with dash on a pseudo-terminal of this computer."""

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

from tests.shell.signals_facts import BUSY, CASES
from tests.shell.test_signals import shown

# by then dash has started the command; the terminal doesn't show it, so a busy computer gets more time
SETTLES_S = [0.2, 1, 3]
PATIENCE_S = 15


@pytest.mark.skipif(shutil.which('dash') is None, reason='needs dash')
@pytest.mark.parametrize('case', [*CASES, *BUSY], ids=range(len(CASES) + len(BUSY)))
def test_dash_agrees(case: list, tmp_path: Path) -> None:
    script, steps, out, status = case
    (tmp_path / 'sh').symlink_to(shutil.which('dash'))
    said = None
    for settle in SETTLES_S:
        said = dash_says(script, steps, tmp_path, settle)
        if said == (out, status):
            return
    assert said == (out, status)


def dash_says(script: str, steps: list, folder: Path, settle: float) -> tuple[str, int]:
    """The final content of the terminal, and the exit code; a dash that doesn't end is killed."""
    pid, master = pty.fork()
    if pid == 0:
        for number in (signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)  # a test run started in the background ignores them
        os.chdir(folder)
        os.execvpe('dash', ['dash', '-c', script], {'PATH': f'{folder}:{os.environ["PATH"]}'})
    shown = b''
    end = time.monotonic() + PATIENCE_S
    for text, keys in steps:
        while text.encode() not in shown:
            data = read_until(master, end)
            if not data:
                break
            shown += data
        time.sleep(settle)
        if isinstance(keys, str):
            os.write(master, keys.encode())
        else:
            os.kill(pid, keys)
    data = read_until(master, end)
    while data:
        shown += data
        data = read_until(master, end)
    if time.monotonic() >= end:
        os.kill(pid, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(master)
    return shown.decode().replace('\r\n', '\n'), ended


def read_until(master: int, end: float) -> bytes:
    """Empty when no process has the terminal open any more, or after the timeout."""
    if not select.select([master], [], [], max(0, end - time.monotonic()))[0]:
        return b''
    try:
        return os.read(master, 65536)
    except OSError:
        return b''


@pytest.mark.parametrize('case', BUSY)
def test_a_busy_loop_hears_signals(case: list) -> None:
    script, steps, out, status = case
    assert asyncio.run(shown(script, steps)) == [out, status, []]

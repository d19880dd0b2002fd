"""The facts of signals_facts.py, asked of dash on a pseudo-terminal of this machine."""
from __future__ import annotations

import asyncio
import os
import pty
import shutil
import time
from pathlib import Path

import pytest

from tests.shell.signals_facts import BUSY, CASES
from tests.shell.test_signals import shown

SETTLE_S = 0.2          # dash has started the command by then
PATIENCE_S = 30


@pytest.mark.skipif(shutil.which('dash') is None, reason='needs dash')
@pytest.mark.parametrize('case', [*CASES, *BUSY], ids=range(len(CASES) + len(BUSY)))
def test_dash_agrees(case: list, tmp_path: Path) -> None:
    script, steps, out, status = case
    (tmp_path / 'sh').symlink_to(shutil.which('dash'))
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.execvpe('dash', ['dash', '-c', script], {'PATH': f'{tmp_path}:{os.environ["PATH"]}'})
    shown = b''
    end = time.monotonic() + PATIENCE_S
    for text, keys in steps:
        while text.encode() not in shown and time.monotonic() < end:
            shown += os.read(master, 65536)
        time.sleep(SETTLE_S)
        if isinstance(keys, str):
            os.write(master, keys.encode())
        else:
            os.kill(pid, keys)
    while time.monotonic() < end:
        try:
            data = os.read(master, 65536)
        except OSError:
            break       # the last one that had the terminal open has gone
        if not data:
            break
        shown += data
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(master)
    assert (shown.decode().replace('\r\n', '\n'), ended) == (out, status)


@pytest.mark.parametrize('case', BUSY)
def test_a_busy_loop_hears_signals(case: list) -> None:
    script, steps, out, status = case
    assert asyncio.run(shown(script, steps)) == [out, status, []]

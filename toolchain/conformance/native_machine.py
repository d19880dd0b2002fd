"""A machine in native Node instead of a browser, for suites: starts native_machine.mjs and gives it the jobs.

It takes a fifth of a browser's time, and several may run at once. What only a browser shows (its limits of stacks, its
promise events, the network) is not shown here, so a test goes into the ratchet only after it passed in the browser.
Must not know the suites."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from toolchain.bundle import utility_names
from toolchain.conformance.machine import Job, Outcome
from toolchain.environment import DIST, ROOT, WORK, node

FOLDER = WORK / 'conformance' / 'native'
SCRIPT = ROOT / 'toolchain' / 'conformance' / 'native_machine.mjs'
MOUNT_POINT = '/suite'
# A machine that has run this many jobs is replaced, so that what they left doesn't make later ones fail.
JOBS_PER_MACHINE = 300


def link_files(top: Path, names: list[str]) -> None:
    """Makes a folder with these files, which the machine copies at its start."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in names:
        target = FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(top / name, target, follow_symlinks=False)


def _run_one_machine(jobs: list[Job], slots: int, seen: Callable[[Outcome], None]) -> None:
    command = [
        str(node()),
        '--no-warnings',
        '--experimental-vm-modules',
        str(SCRIPT),
        str(DIST),
        str(FOLDER),
        MOUNT_POINT,
    ]
    left = {job.name: job for job in jobs}
    lines = ''.join(json.dumps({**vars(job), 'cwd': MOUNT_POINT}) + '\n' for job in jobs)
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, 'JOBS': str(slots), 'UTILITIES': utility_names()},
    ) as machine:
        assert machine.stdin is not None and machine.stdout is not None
        machine.stdin.write(lines)
        machine.stdin.close()
        for line in machine.stdout:
            outcome = Outcome(**json.loads(line))
            left.pop(outcome.name)
            seen(outcome)
    for job in left.values():
        seen(Outcome(job.name, -1, f'the machine ended with status {machine.returncode}', job.limit))


def run(jobs: Iterable[Job], slots: int, seen: Callable[[Outcome], None]) -> None:
    """Runs every job once; calls `seen` for each."""
    waiting = list(jobs)
    while waiting:
        given, waiting = waiting[:JOBS_PER_MACHINE], waiting[JOBS_PER_MACHINE:]
        _run_one_machine(given, slots, seen)

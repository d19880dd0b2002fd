"""Records what programs want of the cores, for scheduler_simulator.py: runs each command natively, and looks every few
ms whether a process of it wants to compute (state R of /proc/PID/stat), however many others do.

    python -m benchmarks.record_trace FILE FOLDER 'BEGINS_MS COMMAND'...

A step's time is scaled so that a program computes in the trace as long as it really did: on a busy computer it waits
for the cores meanwhile."""

import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from toolchain.environment import node

STEP = 0.1
LOOK = 0.004
TICK_MS = 1000 / os.sysconf('SC_CLK_TCK')


def state(pid: int) -> tuple[str, float]:
    """R, S, ... and ms of CPU time of the main thread; '' when it is gone."""
    try:
        fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    except OSError:
        return '', 0.0
    return fields[0], (int(fields[11]) + int(fields[12])) * TICK_MS


def record(command: str, folder: Path, begins: int) -> dict:
    argv = shlex.split(command)
    started = subprocess.Popen(
        [node() if argv[0] == 'node' else argv[0], *argv[1:]],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    demand: list[float] = []
    used = 0.0
    while started.poll() is None and len(demand) < 1200:
        end = time.monotonic() + STEP
        looks = wants = 0
        while time.monotonic() < end:
            letter, cpu = state(started.pid)
            used = max(used, cpu)
            looks += 1
            wants += letter == 'R'
            time.sleep(LOOK)
        demand.append(round(wants / max(1, looks), 2))
    started.kill()
    started.wait()
    scale = used / max(1.0, sum(demand) * STEP * 1000)
    return {'argv': argv[:6], 'begins': begins, 'step': round(STEP * 1000 * min(1.0, scale), 1), 'demand': demand}


def main() -> None:
    programs = []
    for each in sys.argv[3:]:
        begins, _space, command = each.partition(' ')
        programs.append(record(command, Path(sys.argv[2]), int(begins)))
    Path(sys.argv[1]).write_text(json.dumps({'programs': programs}) + '\n')


if __name__ == '__main__':
    main()

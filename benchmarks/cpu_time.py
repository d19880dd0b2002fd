"""How much of a core a browser takes: the CPU time of all its processes (pages, workers, GPU process, the browser's own), as /proc tells."""
import os
import time
from pathlib import Path


def family(root: int) -> list[int]:
    """The process and all below it."""
    children: dict[int, list[int]] = {}
    for entry in Path('/proc').iterdir():
        if entry.name.isdigit():
            fields = stat_fields(int(entry.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def stat_fields(pid: int) -> list[str]:
    """Of /proc/PID/stat, behind the name; empty when the process has gone."""
    try:
        return Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    except OSError:
        return []


def cpu_seconds(pids: list[int]) -> float:
    ticks = 0
    for pid in pids:
        fields = stat_fields(pid)
        if fields:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf('SC_CLK_TCK')


def share_of_core(root: int, seconds: float) -> float:
    """Percent of one core that the processes below `root` take from now on for so long."""
    pids = family(root)
    before = cpu_seconds(pids)
    started = time.monotonic()
    time.sleep(seconds)
    return (cpu_seconds(pids) - before) / (time.monotonic() - started) * 100

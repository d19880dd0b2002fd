"""free, uptime, vmstat, top, time, times, nice and renice: formats as in procps and bash, figures from the accounts."""

from __future__ import annotations

from runtime_py.platform.regexp import Regexp
from runtime_py.resources.monitor import compare
from runtime_py.resources.reading import MachineReading, ProcessReading
from runtime_py.shell.stopwatch import minutes
from runtime_py.shell.utilities.free import scaled
from runtime_py.shell.utilities.top.screen import HEAD, Picture
from runtime_py.shell.utilities.uptime import pretty
from tests.shell.machine_support import Box
from tests.shell.process_support import Machines

CLOCK = '[0-9]+m[0-9]+\\.[0-9]{3}s'


async def fits(box: Box, script: str, source: str) -> bool:
    found = await box.out(script)
    return Regexp('^' + source + '$', 's').test(found)


async def test_formats():
    box = Box()
    assert (
        await box.out('free | head -1')
        == '               total        used        free      shared  buff/cache   available\n'
    )
    assert (
        await box.out('free -w -k | head -1')
        == '               total        used        free      shared     buffers       cache   available\n'
    )
    assert await fits(box, 'free', '.*\nMem:  +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+ +0 +[0-9]+\nSwap: {14}0 {11}0 {11}0\n')
    assert await fits(box, 'free -ht | tail -1', 'Total: {4,}[0-9.]+[KMG]i .*\n')
    assert (
        await box.out('free -s 0.01 -c 2 | grep -c Mem; free -c x 2>&1')
        == "2\nfree: failed to parse count argument: 'x'\n[1]"
    )
    assert await fits(box, 'uptime', ' [0-9:]{8} up [0-9]+ min,  1 user,  load average: [0-9.]+, [0-9.]+, [0-9.]+\n')
    assert await fits(box, 'uptime -p', 'up [0-9]+ minutes?\n')
    assert await fits(
        box,
        'vmstat | tail -1',
        ' [0-9] {2}0 {6}0 +[0-9]+ {6}0 {6}0 {4}0 {4}0 +[0-9]+ +[0-9]+ {4}0 {4}0 .. .. .{2,3} {2}0 {2}0\n',
    )
    assert await fits(box, 'times', f'{CLOCK} {CLOCK}\n{CLOCK} {CLOCK}\n')
    assert await fits(box, 'time true', f'\nreal\t{CLOCK}\nuser\t{CLOCK}\nsys\t{CLOCK}\n')
    assert await fits(box, 'command time -p true', 'real [0-9.]+\nuser [0-9.]+\nsys [0-9.]+\n')
    assert await fits(
        box,
        'top -b -n 1 | head -3',
        'top - [0-9:]{8} up .*\nTasks: +[0-9]+ total, +[0-9]+ running, .*\n%Cpu\\(s\\): +[0-9.]+ us,.* st \n',
    )
    assert (
        await box.out('top -b -n1 | sed -n 7p; top -b -n1 -p 1 | sed 1,7d | wc -l; top -n x 2>&1; top 2>&1')
        == HEAD + "\n1\ntop: bad iterations argument 'x'\ntop: failed tty get\n[1]"
    )


def test_scales():
    assert [scaled(each, 1024) for each in [0, 1023, 1024, 814 * 1048576, 1902370816, 23.54 * 1073741824]] == [
        '0B',
        '1023B',
        '1.0Ki',
        '814Mi',
        '1.8Gi',
        '23Gi',
    ]
    assert scaled(25276510208, 1000) == '25G'
    assert [pretty(each) for each in [0, 1, 60, 61, 1440, 10081, 1501]] == [
        'up 0 minutes',
        'up 1 minute',
        'up 1 hour',
        'up 1 hour, 1 minute',
        'up 1 day',
        'up 1 week, 1 minute',
        'up 1 day, 1 hour, 1 minute',
    ]
    assert [minutes(each) for each in [0, 61250]] == ['0m0.000s', '1m1.250s']


def machine(at: float, times: list[float]) -> MachineReading:
    found: list[ProcessReading] = []
    for k, cpu in enumerate(times):
        process = ProcessReading(k + 1, 0, f'/usr/bin/p{k} -x', 'script')
        process.user = cpu
        process.heap = 1024 * 1024 * (k + 1)
        found.append(process)
    reading = MachineReading(at, 2, found)
    reading.memory_total = 1073741824
    reading.memory_used = 104857600
    return reading


def test_top_draws_what_it_is_given():
    before = machine(0, [0, 0, 50])
    after = machine(1000, [500, 65432, 60])
    picture = Picture(after, compare(before, after), 64 * 1048576)
    picture.user_share = 71.44
    assert picture.summary(' 12:00:00 up 1 min')[1:] == [
        'Tasks:   3 total,   0 running,   3 sleeping,   0 stopped,   0 zombie',
        '%Cpu(s): 71.4 us,  0.0 sy,  0.0 ni, 28.6 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
        'MiB Mem :   1024.0 total,    924.0 free,    100.0 used,      0.0 buff/cache     ',
        'MiB Swap:      0.0 total,      0.0 free,      0.0 used.    924.0 avail Mem ',
    ]
    assert picture.rows('%CPU', False) == [
        '      2 user      20   0   67584   2048      0 S 6543.2   0.2   1:05.43 p1',
        '      1 user      20   0   66560   1024      0 S  50.0   0.1   0:00.50 p0',
        '      3 user      20   0   68608   3072      0 S   1.0   0.3   0:00.06 p2',
    ]
    assert [row[6] for row in picture.rows('%MEM', False)] == ['3', '2', '1']
    assert [row[6] for row in picture.rows('PID', True)] == ['1', '2', '3']


async def test_nice_is_inherited_by_programs():
    machines = Machines()
    assert (
        await machines.sh('nice; nice nice; nice -n 7 sh -c "nice; nice nice"; nice -n 30 nice; nice -n -3 nice 2>&1')
        == '0\n10\n7\n17\n19\nnice: cannot set niceness: Permission denied\n0\n'
    )
    assert (
        await machines.sh(
            'sh -c "sleep 9; :" & renice -n 3 $! | sed "s/^[0-9]*/PID/"; ps -o ni= -p $!; renice 1 $! 2>&1 | sed "s/for [0-9]*/for PID/"; '
            'renice 5 999999; kill $!; wait 2> /dev/null'
        )
        == 'PID (process ID) old priority 0, new priority 3\n  3\nrenice: failed to set priority for PID (process ID): Permission denied\n'
        'renice: failed to get priority for 999999 (process ID): No such process\n'
    )
    assert machines.errors == []

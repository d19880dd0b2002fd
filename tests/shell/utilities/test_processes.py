"""ps, pgrep and pkill on real processes: which are found, and their output (procps). The test's own shell is process
2."""

from __future__ import annotations

from tests.shell.machine_support import Box
from tests.shell.process_support import Machines

TWO = 'sh -c "sleep 9; : one" & sh -c "sleep 9; : two" & '
END = '; kill $(pgrep -P $$) 2> /dev/null; wait 2> /dev/null'


async def shown(script: str) -> str:
    machines = Machines()
    out = await machines.sh('{ ' + TWO + script + '; }' + END)
    assert machines.errors == []
    return out


async def bare(script: str) -> str:
    """Removes the blanks that pad columns."""
    return (await shown(script)).replace(' ', '')


async def test_ps_lists_what_is_asked_for():
    assert await bare('ps --ppid $$ --no-headers -o pid') == '3\n4\n'
    assert (
        await bare(
            'ps -o pid --no-heading --ppid=$$; ps -o pid= -p 3; ps -opid= -p3,4; ps -o pid= 4; ps h -o pid p 3; ps -o pid= -q "3 4"'
        )
        == '3\n4\n3\n3\n4\n4\n3\n3\n4\n'
    )
    assert await bare('ps -eo pid=_,ppid=_ | sort -n') == '__\n10\n21\n32\n42\n'
    assert (
        await bare('ps -C sh -o pid= | wc -l; ps -C node -o pid=; echo $?; ps -p 99 -o pid; echo $?')
        == '3\n1\nPID\n1\n'
    )
    assert (
        await bare(
            'ps -N -C sh -o pid=; ps --sort=-pid -o pid= -C sh; ps -u user -o pid= | wc -l; ps -u 0 -o pid=; echo $?'
        )
        == '1\n4\n3\n2\n4\n1\n'
    )
    assert await bare('ps -o sid=,pgid= -p 3; ps -s 1 -o pid= | wc -l; ps -s 7 -o pid=; echo $?') == '12\n4\n1\n'
    assert (
        await shown(
            'ps -o nothing 2>&1 | head -1; ps --nothing 2>&1 | head -1; ps -p x 2>&1 | head -1; ps -u nobody 2>&1 | head -1'
        )
        == 'ps: error: unknown user-defined format specifier "nothing"\nps: unsupported option \'--nothing\'\nps: error: process ID list syntax error\n'
        'ps: error: user name does not exist: nobody\n'
    )


async def test_columns_are_as_wide_as_those_of_procps():
    """A pid takes seven columns: /proc/sys/kernel/pid_max has as many digits."""
    assert await shown('ps -o pid,ppid,comm -p 3') == '    PID    PPID COMMAND\n      3       2 sh\n'
    assert (
        await shown('ps -o pid=P,comm=NAME -p 3; ps -o args:6,pid:5 -p 4; ps -o pid= -o ppid= -p 3')
        == '      P NAME\n      3 sh\nCOMMAND  PID\nsh -c      4\n      3       2\n'
    )
    assert (
        await shown(
            'ps -f -p 3 | head -1; ps -j -p 3 | head -1; ps aux | head -1; ps -A | head -1; ps x | head -1; ps -l | head -1; ps -F | head -1'
        )
        == 'UID          PID    PPID  C STIME TTY          TIME CMD\n    PID    PGID     SID TTY          TIME CMD\n'
        'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n    PID TTY          TIME CMD\n'
        '    PID TTY      STAT   TIME COMMAND\nF S   UID     PID    PPID  C PRI  NI ADDR    SZ WCHAN  TTY          TIME CMD\n'
        'UID          PID    PPID  C    SZ   RSS STIME TTY          TIME CMD\n'
    )
    assert (
        await shown('ps -o ni,pri,nlwp,cls,time,cputimes,bsdtime,kind -p 3')
        == ' NI PRI NLWP CLS     TIME     TIME   TIME KIND\n  0  19    1  TS 00:00:00        0   0:00 shell\n'
    )


async def test_pgrep_finds_processes():
    assert (
        await shown('pgrep -P $$; pgrep -P $$ -l; pgrep -fP $$ "one$"; pgrep -f ": two" -a | tail -1')
        == '3\n4\n3 sh\n4 sh\n3\n4 sh -c sleep 9; : two\n'
    )
    assert (
        await shown(
            'pgrep -x s; echo $?; pgrep -x sh -d,; pgrep -o sh; pgrep -c sh; pgrep -v -x sh; pgrep -i ^SH$ | wc -l; pgrep -n -P $$ > /dev/null && echo one'
        )
        == '1\n2,3,4\n2\n3\n1\n3\none\n'
    )
    assert (
        await shown(
            'pgrep -u user -P $$ | wc -l; pgrep -u 0; echo $?; pgrep -g 0 | wc -l; pgrep -P 3; echo $?; pgrep -P 3,2 | wc -l'
        )
        == '2\n1\n3\n1\n2\n'
    )
    assert (
        await shown(
            'pgrep 2>&1 | head -1; pgrep a b 2>&1 | head -1; pgrep "(" 2>&1; echo $?; pgrep -u nobody 2>&1; pgrep -P x 2>&1'
        )
        == 'pgrep: no matching criteria specified\npgrep: only one pattern can be provided\npgrep: regex error: Unmatched ( or \\(\n2\npgrep: invalid user name: nobody\n'
        'pgrep: invalid argument of --parent\n'
    )


async def test_pkill_sends_signals():
    assert await shown('pkill -f "sh -c .* two$"; wait $!; echo $?; pgrep -P $$') == 'Terminated\n143\n3\n'
    assert (
        await shown('pkill -9 -n -P $$ -e; pkill -HUP -P $$; wait 2> /dev/null; pgrep -P $$; pkill -x nothing; echo $?')
        == 'sh killed (pid 4)\n1\n'
    )
    assert (
        await shown('pkill --signal FOO x 2>&1 | head -1; pkill 2>&1 | head -1')
        == "pkill: unknown signal name 'FOO'\npkill: no matching criteria specified\n"
    )


async def test_pids():
    """The kernel has a name, and utilities in the shell's worker have a pid like any other process."""
    box = Box()
    assert await box.out('ps -p 1 -o comm=,cmd=') == 'kernel          [kernel]\n'
    assert (
        await box.out('(exit 3) & wait $!; echo $?; sleep 0 & [ $! -lt 10000 ] && [ $! -gt 1 ] && echo small; wait')
        == '3\nsmall\n'
    )
    assert (
        await box.out(
            'sleep 9 & first=$!; sleep 9 & [ $first != $! ] && kill $first $! && { wait $first; } 2> /dev/null; echo $?'
        )
        == '143\n'
    )

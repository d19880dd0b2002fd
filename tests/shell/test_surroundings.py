"""How commands are found, read's options, and other features that need processes and files in /usr/bin."""

from __future__ import annotations

from runtime_py.sys.layout import RUNNING, STARTING, STATE
from tests.shell.machine_support import Box
from tests.shell.process_support import Machines
from tests.shell.surroundings_facts import CASES


async def out(script: str, stdin: str = '') -> str:
    machines = Machines()
    found = await machines.sh(script, stdin)
    return found + ''.join(machines.errors)


async def test_commands_are_found_as_in_dash():
    wrong = []
    for script, expected, status in CASES:
        found = await out('exec 2> /dev/null; ' + script)
        if found != expected + ('' if status == 0 else f'[{status}]'):
            wrong.append(f'{script}: {found}, expected {expected}')
    assert wrong == []


async def test_a_missing_command_is_told_and_counts():
    assert await out('set -o pipefail; echo x | nope | cat; echo $?') == 'sh: 1: nope: not found\n127\n'


async def test_read_waits_as_long_as_it_is_told():
    assert (
        await out('mkfifo p; { printf te; read y < p; echo st; } | { read -t 0.2 x; echo "$x $?"; echo > p; }')
        == ' 142\n'
    )
    assert await out('{ printf te; sleep 0.1; echo st; } | { read -t 30 x; echo "$x $?"; }') == 'test 0\n'
    assert (
        await out(
            'echo x | { until read -t 0; do :; done; echo $?; read y; echo $y; }; mkfifo p; read x < p | { read -t 0; echo $?; echo > p; }'
        )
        == '0\nx\n1\n'
    )
    assert await out('read -t x y') == 'sh: 1: read: Illegal number: x\n[2]'


async def test_read_takes_what_it_is_told():
    assert await out('read -n 3 x; read -rn2 y; read z; echo "$x|$y|$z"', 'abcdéfg\n') == 'abc|dé|fg\n'
    assert await out('read -d : x; read -d "" y; echo "$x|$y"', 'a\nb:c\nd\0e') == 'a\nb|c\nd\n'
    assert await out('read -rs -p prompt x y; printf "%s\n" "$x|$y"', 'a b\\c d\n') == 'a|b\\c d\n'


async def test_a_password_is_not_shown():
    terminal = Machines().terminal(['sh', '-c', 'read -s -p "Password: " x; echo; echo "<$x>"; read y; echo done'])
    await terminal.expect('Password: ')
    terminal.type('secret\r')
    assert await terminal.expect('<secret>') == '\r\n<secret>'
    terminal.type('shown\r')
    assert await terminal.expect('done') == '\r\nshown\r\ndone'
    assert await terminal.end() == 0


async def test_a_substitution_of_trap_sees_the_traps_of_its_shell():
    assert (
        await out("trap 'echo x' EXIT; trap 'echo w' WINCH; v=$(trap); trap - EXIT; echo \"$v\"")
        == "trap -- 'echo x' EXIT\ntrap -- 'echo w' WINCH\n"
    )
    assert (
        await out(
            "trap 'echo x' INT; trap -p INT TERM; trap -p; trap -p FOO; trap '' 15; eval \"$(trap -p TERM)\"; trap"
        )
        == "trap -- 'echo x' INT\ntrap -- - TERM\ntrap -- 'echo x' INT\ntrap: FOO: bad trap\ntrap -- 'echo x' INT\ntrap -- '' TERM\n"
    )


async def test_verbose_shows_a_script_as_it_is_read():
    assert await out("printf 'set -v\\necho a\\n# c\\necho b\\n' > s; sh ./s 2>&1") == 'echo a\na\n# c\necho b\nb\n'
    assert await out("sh -c 'set -v\necho a' 2>&1") == 'a\n'


async def test_a_shell_that_sends_a_signal_has_begun():
    box = Box()
    processes = box.system.machine.processes
    processes.set(0, STATE, STARTING)
    await box.sh('kill -0 $$')
    assert processes.get(0, STATE) == RUNNING

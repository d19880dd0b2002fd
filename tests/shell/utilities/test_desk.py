"""bc and file, as those of Debian; cal, man, and what an editor that isn't here says."""

from __future__ import annotations

from tests.shell.machine_support import Box
from tests.shell.process_support import Machines
from tests.shell.utilities.desk_facts import CASES


async def test_as_in_debian():
    wrong = []
    for script, expected in CASES:
        found = await Box().out(script)
        if found != expected:
            wrong.append([script, found, expected])
    assert wrong == []


async def test_errors_of_bc():
    assert await Box().out("echo '1/0; 2' | bc") == 'Runtime error (func=(main)): Divide by zero\n'
    assert await Box().out("echo 'f(1)' | bc") == 'Runtime error (func=(main)): Function f not defined.\n'
    assert await Box().out('bc nope') == 'File nope is unavailable.\n[1]'
    endless = await Box().out("printf 'define f(x) {\\n return (f(x))\\n}\\nf(1)\\n5\\n' | bc")
    assert endless == '5\nRuntime error (func=f): Stack error: too many calls\n'


async def test_months():
    assert await Box().out('cal 9 1752') == (
        '   September 1752     \nSu Mo Tu We Th Fr Sa  \n       1  2 14 15 16  \n17 18 19 20 21 22 23  \n24 25 26 27 28 29 30  \n'
        + ''.join(['                      \n' for _ in range(3)])
    )
    assert '29' in await Box().out('cal 2 2024') and '29' not in await Box().out('cal 2 1900')
    assert (await Box().out('cal -M feb 2024')).split('\n')[2] == '          1  2  3  4  '
    year = (await Box().out('cal 2023')).split('\n')
    assert year[0] == '                            2023' and len(year) == 34 and len(year[2]) == 66
    assert await Box().out('cal 13 2024') == 'cal: 13 is neither a month number (1..12) nor a name\n[64]'


async def test_man_shows_what_a_command_says_of_itself():
    assert (await Box().out('man rev')).startswith('Usage: rev')
    assert await Box().out('man nope echo') == 'No manual entry for nope\nNo manual entry for echo\n[16]'
    assert 'builtin of the shell' in await Box().out('man umask')


async def test_other_editors_say_which_one_is_here():
    assert await Box().out('vim x.js') == (
        "vim: not here: 'nano x.js' edits in the terminal, 'code x.js' in the page's editor\n[127]"
    )
    assert await Box().out('nano x') == 'nano: standard input and output must be a terminal\n[1]'


async def test_nano_takes_what_moves_with_meta_as_characters():
    machines = Machines()
    terminal = machines.terminal(['sh', '-c', 'echo two > f; nano f; cat f; echo status $?'])
    await terminal.expect('Read 1 line')
    terminal.type('a/b\\c\r\x1b/x\x1b\\y\x13')
    await terminal.expect('Wrote')
    terminal.type('\x18')
    shown = await terminal.expect('status 0')
    assert shown.replace('\r', '').endswith('ya/b\\c\ntwo\nx\nstatus 0')
    assert machines.errors == []


async def test_nano_changes_a_file():
    machines = Machines()
    terminal = machines.terminal(['sh', '-c', 'echo two > f; nano f; cat f; echo status $?'])
    shown = await terminal.expect('Read 1 line')
    assert not shown.startswith('not shown')
    terminal.type('one\r\x1b[B\x0b')
    await terminal.expect('one')
    terminal.type('three\x13')
    await terminal.expect('Wrote')
    terminal.type('\x18')
    shown = await terminal.expect('status 0')
    assert shown.replace('\r', '').endswith('one\ntwo\nthree\nstatus 0')
    assert machines.errors == []

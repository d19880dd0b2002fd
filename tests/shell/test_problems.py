"""Errors in the shell are reported, have a status, and end no more than necessary."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.text import repeat
from runtime_py.shell.context import Context
from runtime_py.shell.interpreter import Interpreter
from runtime_py.shell.io import Io
from runtime_py.shell.main import make_state, run_text
from runtime_py.shell.shell import Shell
from tests.shell.machine_support import Box


async def broken(context: Context) -> int:
    await context.write('before\n')
    raise ValueError('out of order')


async def run(script: str) -> list:
    """Output, errors and status, in a shell with the utility `broken`."""
    box = Box()
    shell = Shell(box.system)
    shell.utilities = Map([[name, utility] for name, utility in shell.utilities.entries()])
    shell.utilities.set('broken', broken)
    io = Io()
    for fd, path in [[0, '/tmp/in'], [1, '/tmp/out'], [2, '/tmp/err']]:
        io.put(fd, box.system.open(path, 0o102, 0o666), True)
    status = await run_text(
        Interpreter(shell, make_state(box.system, 'sh', box.env), shell.interrupts, None), script, io
    )
    io.close(box.system)
    return [box.read('/tmp/out'), box.read('/tmp/err'), status]


async def test_an_internal_error_of_a_command_is_told_and_the_script_goes_on():
    assert await run('broken; echo $?; echo on') == ['1\non\n', 'broken: internal error: out of order\n', 0]
    assert await run('broken') == ['', 'broken: internal error: out of order\n', 1]
    assert await run('broken | cat; x=$(broken); echo "$? [$x]"; (broken) || echo failed') == [
        '1 []\nfailed\n',
        'broken: internal error: out of order\n'
        + 'broken: internal error: out of order\n'
        + 'broken: internal error: out of order\n',
        0,
    ]
    assert await run('set -e; broken; echo never') == ['', 'broken: internal error: out of order\n', 1]


async def test_an_internal_error_around_commands_ends_no_script():
    box = Box()
    shell = Shell(box.system)
    io = Io()
    for fd, path in [[0, '/tmp/in'], [1, '/tmp/out'], [2, '/tmp/err']]:
        io.put(fd, box.system.open(path, 0o102, 0o666), True)

    def fail(*values: object) -> object:
        raise ValueError('out of order')

    box.system.pipe = fail
    shell.jobs.add = fail
    script = 'echo a | cat; echo "$? on"; true & echo "$?"; x=$(echo b | cat) || echo "failed $x"; if echo c | cat; then echo never; else echo other; fi'
    await run_text(Interpreter(shell, make_state(box.system, 'sh', box.env), shell.interrupts, None), script, io)
    io.close(box.system)
    assert box.read('/tmp/out') == '1 on\n1\nfailed \nother\n'
    assert box.read('/tmp/err').count('internal error: out of order') == 4


async def test_a_source_that_the_parser_gives_up_is_told():
    box = Box()
    depth = 100000
    result = await box.sh(repeat('if ', depth) + '\necho never')
    assert result.status != 0 and result.err != '' and 'never' not in result.out


async def test_runaway_recursion_is_told():
    box = Box()
    assert await box.out('f() { f; }; (f); echo $?') == '2\nsh: 1: Maximum function recursion depth (1000) reached\n'


async def test_line_numbers():
    box = Box()
    script = (
        'echo $LINENO\nf() {\n  echo $LINENO\n}\nf\necho "$LINENO" $((LINENO))\ncat <<E\n$LINENO\nE\n'
        'eval "echo \\$LINENO"; x=$(\necho $LINENO); echo $x $LINENO\nfor i in 1; do\necho $LINENO; done\nLINENO=5; echo $LINENO'
    )
    assert await box.out(script) == '1\n3\n6 6\n7\n10\n11 11\n13\n5\n'


async def test_a_file_substituted():
    box = Box()
    assert await box.out('printf "a\\n\\n" > f; x=$(<f); echo "[$x]" "$(< f)" `<f`; x=$(<none); echo "$? [$x]"') == (
        '[a] a a\n2 []\nsh: 1: cannot open none: No such file\n'
    )


async def test_characters_beyond_16_bits_are_one():
    box = Box()
    assert (
        await box.out(
            'x=a😀b; echo ${#x} "${x#a?}" "${x%?b}" "${x#??}"; case 😀 in ?) echo one;; esac; case 😁 in [😀-😂]) echo in;; esac'
        )
        == '3 b a b\none\nin\n'
    )
    assert await box.out('x=😀é; echo "${x%?}" "${x#?}" "${x:0:1}" "${x:1}"; touch 😀; echo ?') == '😀 é 😀 é\n😀\n'

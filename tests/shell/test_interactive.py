"""The loop of an interactive shell: prompts, continuation lines, history, jobs, errors, the end."""

from __future__ import annotations

from tests.shell.process_support import Terminal
from tests.shell.prompt_support import shell, typed

ARGV = ['sh', '-i']


async def leave(terminal: Terminal) -> None:
    assert terminal.machines.errors == []
    terminal.type('exit\r')
    await terminal.end()


async def test_lines_run_one_after_the_other() -> None:
    terminal = await shell([], ARGV)
    assert 'a\n' in await typed(terminal, 'x=a; echo $x')
    assert '[a]' in await typed(terminal, 'echo "[$x]"')
    await leave(terminal)


async def test_an_error_does_not_end_the_shell() -> None:
    terminal = await shell([], ARGV)
    for line in ['nonesuch', '. ./none', 'shift 9', 'readonly r; r=1', '${x:?gone}', ')', 'exit x']:
        await typed(terminal, line)
        assert 'alive' in await typed(terminal, 'echo al""ive')
    await leave(terminal)


async def test_a_command_may_have_several_lines() -> None:
    terminal = await shell([], ARGV)
    terminal.type('for x in 1 2\r')
    await terminal.expect('> ')
    terminal.type('do echo "<$x>"\r')
    await terminal.expect('> ')
    assert '<1>\n<2>\n' in await typed(terminal, 'done')
    terminal.type("echo 'one\r")
    await terminal.expect('> ')
    assert 'one\ntwo\n' in await typed(terminal, "two'")
    await leave(terminal)


async def test_ctrl_c_drops_what_was_typed() -> None:
    terminal = await shell([], ARGV)
    terminal.type('for x in 1\r')
    await terminal.expect('> ')
    terminal.type('\x03')
    await terminal.expect('$ ')
    assert '130' in await typed(terminal, 'echo $?')
    terminal.type('echo never\x03')
    await terminal.expect('$ ')
    assert 'next' in await typed(terminal, 'echo ne""xt')
    await leave(terminal)


async def test_the_last_line_comes_back() -> None:
    terminal = await shell([], ARGV)
    await typed(terminal, 'echo fir""st')
    terminal.type('\x1b[A\r')
    await terminal.expect('first')
    await terminal.expect('$ ')
    await leave(terminal)


async def test_jobs_are_told_at_the_next_prompt() -> None:
    terminal = await shell([], ARGV)
    assert '[1] ' in await typed(terminal, 'sleep 0 &')
    await typed(terminal, 'wait')
    assert 'Done' not in await typed(terminal, 'jobs')
    await leave(terminal)


async def test_the_end_of_the_input_ends_the_shell() -> None:
    terminal = await shell([], ARGV)
    terminal.type('\x04')
    await terminal.end()


async def test_an_exit_trap_runs() -> None:
    terminal = await shell([], ARGV)
    await typed(terminal, 'trap \'echo by""e\' EXIT')
    terminal.type('exit\r')
    await terminal.expect('bye')
    await terminal.end()

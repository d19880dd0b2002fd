"""Ctrl-Z, fg, bg, and kill -STOP for what runs in the shell's own worker: utilities and pipelines (POSIX XCU 2.11)."""

from __future__ import annotations

from tests.shell.process_support import Machines, Terminal

PROMPT = ' $ '


async def interactive() -> Terminal:
    terminal = Machines().terminal(['sh', '-i'])
    await terminal.expect(PROMPT)
    return terminal


async def run(terminal: Terminal, line: str) -> str:
    """What a command shows, up to the next prompt."""
    terminal.type(line + '\r')
    return await terminal.expect(PROMPT)


async def running(terminal: Terminal, line: str) -> None:
    terminal.type(line + '\r')
    await terminal.expect('\n')
    await terminal.settle()


async def leave(terminal: Terminal) -> None:
    assert terminal.machines.errors == []
    terminal.type('exit\r')
    await terminal.end()


async def test_a_utility_stops_and_goes_on() -> None:
    terminal = await interactive()
    await running(terminal, 'cat > /tmp/out')
    terminal.type('one\r')
    await terminal.settle()
    terminal.type('\x1a')
    assert '[1]+  Stopped                 cat > /tmp/out' in await terminal.expect(PROMPT)
    assert '148' in await run(terminal, 'echo $?')
    assert 'two' in await run(terminal, 'echo two')  # a stopped utility doesn't take what is typed
    await running(terminal, 'fg')
    terminal.type('three\r')
    await terminal.settle()
    terminal.type('\x04')
    await terminal.expect(PROMPT)
    shown = await run(terminal, 'cat /tmp/out; jobs')
    assert 'one\r\nthree\r\n' in shown and 'Stopped' not in shown
    await leave(terminal)


async def test_a_pipeline_and_commands_of_commands() -> None:
    for line in [
        'sleep 100 | cat',
        'yes | sleep 100 | cat',
        'timeout 100 sleep 90',
        'env sleep 100',
        '(sleep 100)',
        'for k in 1 2; do sleep 100; done',
    ]:
        terminal = await interactive()
        await running(terminal, line)
        terminal.type('\x1a')
        assert 'Stopped' in await terminal.expect(PROMPT), line
        await run(terminal, 'kill %1; wait')
        assert 'Stopped' not in await run(terminal, 'jobs'), line
        await leave(terminal)


async def test_stopped_again_and_continued_in_the_background() -> None:
    terminal = await interactive()
    await running(terminal, 'sleep 100')
    terminal.type('\x1a')
    await terminal.expect(PROMPT)
    await running(terminal, 'fg')
    terminal.type('\x1a')
    assert '[1]+  Stopped' in await terminal.expect(PROMPT)
    await run(terminal, 'bg')
    assert '[1]+  Running                 sleep 100 &' in await run(terminal, 'jobs')
    await running(terminal, 'fg')
    terminal.type('\x03')
    await terminal.expect(PROMPT)
    assert '130' in await run(terminal, 'echo $?')
    assert 'sleep' not in (await run(terminal, 'jobs'))[5:]
    await leave(terminal)


async def test_what_follows_a_stopped_command_runs() -> None:
    terminal = await interactive()
    await running(terminal, 'sleep 100; echo after $?')
    terminal.type('\x1a')
    shown = await terminal.expect(PROMPT)
    assert 'Stopped' in shown and 'after 148' in shown
    assert 'status 143' in await run(terminal, 'kill %1; wait %1; echo status $?')
    await leave(terminal)


async def test_kill_stops_and_continues() -> None:
    terminal = await interactive()
    await run(terminal, 'sleep 100 &')
    assert 'Stopped' in await run(terminal, 'kill -STOP %1; jobs')
    assert 'Running' in await run(terminal, 'kill -CONT %1; jobs')
    await run(terminal, 'kill -TSTP %1')
    await run(terminal, 'kill -KILL %1; wait')
    assert 'sleep' not in (await run(terminal, 'jobs'))[5:]
    await leave(terminal)


async def test_a_substitution_goes_on() -> None:
    """Its command hasn't begun, so there is no job yet."""
    terminal = await interactive()
    terminal.type('echo $(sleep 0.3)done\r')
    await terminal.expect('\n')
    await terminal.settle()
    terminal.type('\x1a')
    assert 'done' in await terminal.expect(PROMPT)
    await leave(terminal)


async def test_traps_after_a_stop() -> None:
    """The signals of the terminal are for the foreground: a stopped utility doesn't hear them, nor is its trap lost."""
    terminal = await interactive()
    await running(terminal, 'sleep 100')
    terminal.type('\x1a')
    await terminal.expect(PROMPT)
    await run(terminal, "trap 'echo trapped' INT")
    await running(terminal, 'sleep 90')
    terminal.type('\x03')
    assert 'trapped' in await terminal.expect(PROMPT)
    assert 'Stopped                 sleep 100' in await run(terminal, 'jobs')
    await run(terminal, 'kill %1')
    await leave(terminal)


async def test_a_job_in_the_background_does_not_read_the_terminal() -> None:
    terminal = await interactive()
    shown = await run(terminal, 'cat > /tmp/out &')
    await terminal.settle()
    shown += await run(terminal, 'echo one')
    assert shown.count('[1]+  Stopped                 cat > /tmp/out') == 1
    shown = await run(terminal, 'bg')
    await terminal.settle()
    shown += await run(terminal, 'true')
    assert shown.count('[1]+  Stopped') == 1
    await running(terminal, 'fg')
    terminal.type('three\r')
    await terminal.settle()
    terminal.type('\x04')
    await terminal.expect(PROMPT)
    assert 'three' in await run(terminal, 'cat /tmp/out')
    await leave(terminal)


async def test_what_the_background_may_read() -> None:
    terminal = await interactive()
    await run(terminal, 'echo text > /tmp/in')
    await run(terminal, 'cat < /tmp/in > /tmp/out &')
    await run(terminal, 'wait')
    assert 'text' in await run(terminal, 'cat /tmp/out')
    await run(terminal, "(trap '' TTIN; cat; echo status $? > /tmp/out) &")
    await terminal.settle()
    await run(terminal, 'wait')
    assert 'status' in await run(terminal, 'cat /tmp/out')
    await leave(terminal)

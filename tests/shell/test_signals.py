"""Signals to a shell: commands end, traps run, the script continues; on a pseudo-terminal, with shells as processes."""

from __future__ import annotations

from runtime_py.platform.futures import gather
from tests.shell.process_support import Machines
from tests.shell.signals_facts import CASES, INT


async def shown(script: str, steps: list) -> list:
    """The final output of a script, its status, and internal errors."""
    machines = Machines()
    terminal = machines.terminal(['sh', '-c', script])
    for text, keys in steps:
        await terminal.expect(text)
        await terminal.settle()
        if isinstance(keys, str):
            terminal.type(keys)
        else:
            machines.system.kill(terminal.pid, keys)
    status = await terminal.end()
    return [terminal.shown.replace('\r\n', '\n'), status, machines.errors]


async def test_scripts_hear_signals_as_in_dash():
    wrong = []
    results = await gather([shown(fact[0], fact[1]) for fact in CASES])  # most of their time is waiting
    for k, fact in enumerate(CASES):
        script, _steps, out, status = fact
        found = results[k]
        if found[0] != out or found[1] != status or len(found[2]) > 0:
            wrong.append(f'{script}: {found}, expected {out} {status}')
    assert wrong == []


async def at_prompt(lines: list) -> str:
    """What an interactive shell shows after each line. A line is [text, text to wait for, keys]..."""
    machines = Machines()
    terminal = machines.terminal(['sh'])
    found = ''
    for text, waits_for, keys in lines:
        await terminal.expect('$ ')
        terminal.type(text + '\r')
        await terminal.expect('\x1b[?2004l')
        if keys != '':
            await terminal.expect(waits_for) if waits_for != '' else None
            await terminal.settle()
            terminal.type(keys)
        found += (await terminal.expect('\x1b[?2004h')).replace('\r\n', '\n').replace('\x1b[?2004h', '') + '|'
    assert machines.errors == []
    return found


async def test_the_prompt_comes_back():
    assert (
        await at_prompt(
            [
                ["trap 'echo hi' INT", '', ''],
                ['sleep 99', '', INT],
                ['echo $?', '', ''],
                ['cat', '', INT],
                ['sleep 99 | cat', '', INT],
            ]
        )
        == '|^Chi\n|130\n|^Chi\n|^Chi\n|'
    )
    assert (
        await at_prompt(
            [
                ["trap 'echo hi' INT", '', ''],
                ['sh -c "sleep 99"; echo next $?', '', INT],
                ['(sleep 99); echo $?', '', INT],
            ]
        )
        == '|^Chi\nnext 130\n|^Chi\n130\n|'
    )
    assert (
        await at_prompt(
            [
                ['sleep 99; echo next', '', INT],
                ['echo $?', '', ''],
                ['sh -c "sleep 99"; echo next', '', INT],
                ['echo $?', '', ''],
            ]
        )
        == '|^C\n|130\n|^C\n|130\n|'[1:]
    )
    assert (
        await at_prompt([["trap '' INT", '', ''], ['sleep 0.5; echo $?', '', INT], ['trap - INT; sleep 99', '', INT]])
        == '|^C0\n|^C\n|'
    )
    assert (
        await at_prompt(
            [["trap 'echo hi; exit' INT; sh -c 'trap exit INT; while :; do sleep 99; done'; echo no", '', INT + INT]]
        )
        == 'not shown: ^C^Chi\n|'
    )
    assert (
        await at_prompt(
            [['sleep 99; echo $?', '', '\x1c'], ['read x', '', INT], ['sleep 0.2 &', '', ''], ['wait', '', '']]
        )
        == '^\\Quit\n131\n|^C\n|[1] 3\n||'
    )

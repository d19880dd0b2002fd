"""Traps run between two commands, one after the other, and at the end."""

from __future__ import annotations

from runtime_py.shell.io import Io
from runtime_py.shell.parser import Parser
from runtime_py.shell.trap_runner import TrapRunner, is_trap_alone
from runtime_py.sys.signals import SIGTERM, SIGUSR1
from tests.shell.machine_support import Box


async def ran(traps: list[list[str]], pending: list[int], status: int = 0) -> list[object]:
    """[x, $?, signals that are left] after these traps, of which each may set `x`."""
    interpreter = Box().interpreter()
    for name, text in traps:
        interpreter.state.traps.set(name, text)
    interpreter.state.status = status
    interpreter.interrupts.pending.extend(pending)
    await TrapRunner(interpreter).run_pending(Io())
    return [interpreter.state.get('x') or '', interpreter.state.status, len(interpreter.interrupts.pending)]


async def test_pending_signals_run_their_traps_in_order() -> None:
    traps = [['USR1', 'x=${x}a'], ['TERM', 'x=${x}b']]
    assert await ran(traps, [SIGTERM, SIGUSR1, SIGTERM]) == ['bab', 0, 0]


async def test_signals_without_a_trap_or_with_an_empty_one_are_taken() -> None:
    assert await ran([['USR1', '']], [SIGUSR1, SIGTERM]) == ['', 0, 0]


async def test_a_trap_sees_the_status_and_does_not_change_it() -> None:
    assert await ran([['USR1', 'x=$?; false']], [SIGUSR1], 7) == ['7', 7, 0]


async def test_a_trap_that_leaves_keeps_the_others_from_running() -> None:
    box = Box()
    result = await box.sh("trap 'echo bye; exit 4' EXIT; trap - INT; false")
    assert [result.out, result.status] == ['bye\n', 4]
    assert await box.out("trap 'exit 4' EXIT; trap 'echo inner' EXIT; exit 3") == 'inner\n[3]'


async def test_the_exit_trap_runs_once() -> None:
    interpreter = Box().interpreter()
    interpreter.state.traps.set('EXIT', 'x=${x}1')
    runner = TrapRunner(interpreter)
    interpreter.state.status = 5
    await runner.run_exit(Io())
    await runner.run_exit(Io())
    assert [interpreter.state.get('x'), interpreter.state.status] == ['1', 5]


def is_alone(text: str) -> bool:
    interpreter = Box().interpreter()
    return is_trap_alone(Parser(text, interpreter.state.aliases, False).program())


def test_substitutions_that_only_show_the_traps() -> None:
    assert is_alone('trap') and is_alone(' trap ')
    for text in ['trap -p', 'trap; :', 'trap | cat', 'trap &', '! trap && :', 'echo trap', '(trap)', '']:
        assert not is_alone(text)

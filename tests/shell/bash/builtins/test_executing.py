"""exec with another name, an empty environment, and without success."""

from __future__ import annotations

from tests.shell.process_support import Machines


async def test_exec_in_bash() -> None:
    machines = Machines()
    assert await machines.sh("(exec -a foo sh -c 'echo $0'); (exec -lc env); exec -a", '', 'bash') == (
        'foo\nbash: line 1: exec: -a: option requires an argument\nexec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]\n[2]'
    )
    assert await machines.sh('shopt -s execfail; exec nope; echo $?', '', 'bash') == (
        'bash: line 1: exec: nope: not found\n127\n'
    )
    assert await machines.sh('exec nope; echo $?', '', 'bash') == 'bash: line 1: exec: nope: not found\n[127]'

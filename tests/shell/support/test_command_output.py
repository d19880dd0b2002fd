"""Commands that a utility runs for their output, by sed's e."""

from __future__ import annotations

from tests.shell.process_support import Machines


async def test_sed_runs_commands() -> None:
    machines = Machines()
    assert await machines.sh("echo 'echo q' | sed 's/q/z/e'; printf 'a\\nb\\n' | sed '2e printf \"x\\\\ny\"'") == (
        'z\na\nx\nyb\n'
    )
    assert await machines.sh("printf 'exit 3\\nnope\\n' | sed e 2>/dev/null; echo $?; echo a | sed --sandbox e") == (
        '\n\n0\nsed: -e expression #1, char 1: e/r/w commands disabled in sandbox mode\n[1]'
    )

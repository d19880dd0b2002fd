"""The modes of bash (POSIX, restricted, `set -k` and the like), what it says with `set -x`, traps, and where it remembers
programs: as real processes."""

from __future__ import annotations

from tests.shell.bash.modes_facts import CASES as MODES
from tests.shell.process_support import Machines

CASES = MODES


async def test_as_in_bash(fact):
    machines = Machines()
    assert await machines.sh(fact[0], '', 'bash') == fact[1]
    assert len(machines.errors) == 0

"""wait -n, and disown."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.waiting_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_waiting(fact):
    assert await failures(fact) == []

"""trap with ERR, DEBUG and RETURN, and caller."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.tracing_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_traps(fact):
    assert await failures(fact) == []

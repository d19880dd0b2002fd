""". and source, and let."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.sourcing_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_sourcing(fact):
    assert await failures(fact) == []

"""The builtins that bash shares with other shells."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.all_posix_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_shared_builtins(fact):
    assert await failures(fact) == []

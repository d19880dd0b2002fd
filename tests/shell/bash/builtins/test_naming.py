"""type, command and builtin."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.naming_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_names(fact):
    assert await failures(fact) == []

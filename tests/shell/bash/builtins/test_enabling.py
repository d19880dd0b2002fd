"""enable, help and suspend."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.enabling_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_scripts(fact):
    assert await failures(fact) == []

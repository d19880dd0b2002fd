"""shopt, and set with the options of bash."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.shopts_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_options(fact):
    assert await failures(fact) == []

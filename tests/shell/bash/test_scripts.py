"""Scripts of bash: the language as a whole."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.scripts_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_scripts_do_what_they_do_in_bash(fact):
    assert await failures(fact) == []

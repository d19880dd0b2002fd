"""printf's -v, %q and %( )T."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.printing_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_printf(fact):
    assert await failures(fact) == []

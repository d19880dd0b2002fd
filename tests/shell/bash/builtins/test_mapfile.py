"""mapfile and readarray."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.mapfile_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_mapfile(fact):
    assert await failures(fact) == []

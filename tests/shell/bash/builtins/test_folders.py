"""cd, pushd, popd and dirs."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.folders_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_folders(fact):
    assert await failures(fact) == []

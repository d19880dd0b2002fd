"""declare, local, export, readonly and unset."""

from __future__ import annotations

from tests.shell.bash.bash_support import failures
from tests.shell.bash.builtins.declaring_facts import CASES as SCRIPTS

CASES = SCRIPTS


async def test_declare_and_its_kin(fact):
    assert await failures(fact) == []

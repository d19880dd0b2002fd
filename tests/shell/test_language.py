"""The shell's language: output and status of scripts, as in dash. Each script is a test of its own."""

from __future__ import annotations

from tests.shell.language_facts import CASES as SCRIPTS
from tests.shell.machine_support import same_as_native

CASES = SCRIPTS


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)

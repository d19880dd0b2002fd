"""The shell's language: output and status of scripts, as in dash. Each script is a test of its own."""

from __future__ import annotations

from tests.shell.language_facts import CASES as SCRIPTS
from tests.shell.machine_support import Box

CASES = SCRIPTS


async def test_a_script_prints_what_it_prints_in_dash(fact):
    script, out, status = fact
    box = Box()
    box.system.umask(0o022)
    ours = await box.sh(script)
    assert [ours.out, ours.status] == [out, status], ours.err

"""bash prints functions in its own layout."""

from __future__ import annotations

from tests.shell.bash.printer_facts import CASES as PRINTED
from tests.shell.machine_support import Box

CASES = PRINTED


async def test_a_function_is_printed_as_by_bash(fact):
    script, out = fact
    box = Box()
    box.shell_name = 'bash'
    assert await box.out(script) == out

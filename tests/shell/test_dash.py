"""What scripts print in dash they print here, with the same status."""
from __future__ import annotations

from tests.shell.arithmetic_facts import CASES as ARITHMETIC
from tests.shell.command_facts import CASES as COMMANDS
from tests.shell.grammar_facts import CASES as GRAMMAR
from tests.shell.leaving_facts import CASES as LEAVING
from tests.shell.machine_support import Box
from tests.shell.number_facts import CASES as NUMBERS
from tests.shell.quoting_facts import CASES as QUOTING
from tests.shell.script_facts import CASES as SCRIPTS
from tests.shell.variable_facts import CASES as VARIABLES
from tests.shell.zone_facts import CASES as ZONES


async def differing(cases: list) -> list[str]:
    found = []
    for script, out, status in cases:
        box = Box()
        box.system.umask(0o022)
        ours = await box.sh(script)
        if ours.out != out or ours.status != status:
            found.append(f'{script}: {ours.out} {ours.status} {ours.err}, expected {out} {status}')
    return found


async def test_arithmetic():
    assert await differing(ARITHMETIC) == []


async def test_variables():
    assert await differing(VARIABLES) == []


async def test_commands():
    assert await differing(COMMANDS) == []


async def test_whole_scripts():
    assert await differing(SCRIPTS) == []


async def test_large_numbers_in_utilities():
    assert await differing(NUMBERS) == []


async def test_grammar():
    assert await differing(GRAMMAR) == []


async def test_quoting():
    assert await differing(QUOTING) == []


async def test_time_zones():
    assert await differing(ZONES) == []


async def test_leaving():
    assert await differing(LEAVING) == []

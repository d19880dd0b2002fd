"""Scripts have the same output and status as in dash."""

from __future__ import annotations

from tests.shell.arithmetic_facts import CASES as ARITHMETIC
from tests.shell.command_facts import CASES as COMMANDS
from tests.shell.grammar_facts import CASES as GRAMMAR
from tests.shell.leaving_facts import CASES as LEAVING
from tests.shell.machine_support import same_as_native
from tests.shell.number_facts import CASES as NUMBERS
from tests.shell.quoting_facts import CASES as QUOTING
from tests.shell.script_facts import CASES as SCRIPTS
from tests.shell.variable_facts import CASES as VARIABLES
from tests.shell.zone_facts import CASES as ZONES

CASES = [*ARITHMETIC, *VARIABLES, *COMMANDS, *SCRIPTS, *NUMBERS, *GRAMMAR, *QUOTING, *ZONES, *LEAVING]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)

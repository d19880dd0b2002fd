"""The facts of test_dash.py agree with dash on the computer that runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.arithmetic_facts import CASES as ARITHMETIC
from tests.shell.builtins.test_control import CASES as CONTROL
from tests.shell.builtins.test_environment import CASES as ENVIRONMENT
from tests.shell.builtins.test_getopts import CASES as GETOPTS
from tests.shell.builtins.test_jobs import CASES as JOBS
from tests.shell.builtins.test_limits import CASES as LIMITS
from tests.shell.builtins.test_options import CASES as OPTIONS
from tests.shell.builtins.test_read import CASES as READ
from tests.shell.builtins.test_test import CASES as TEST
from tests.shell.builtins.test_trap import CASES as TRAP
from tests.shell.builtins.test_variables import CASES as VARIABLES
from tests.shell.command_facts import CASES as COMMANDS
from tests.shell.grammar_facts import CASES as GRAMMAR
from tests.shell.leaving_facts import CASES as LEAVING
from tests.shell.number_facts import CASES as NUMBERS
from tests.shell.quoting_facts import CASES as QUOTING
from tests.shell.script_facts import CASES as SCRIPTS
from tests.shell.surroundings_facts import CASES as SURROUNDINGS
from tests.shell.test_commands import CASES as COMMAND_FORMS
from tests.shell.test_lookup import CASES as LOOKUP
from tests.shell.test_loops import CASES as LOOPS
from tests.shell.test_redirection import CASES as REDIRECTION
from tests.shell.variable_facts import CASES as VARIABLES_OF_THE_SHELL
from tests.shell.zone_facts import CASES as ZONES


@pytest.mark.skipif(shutil.which('dash') is None, reason='needs dash')
@pytest.mark.parametrize(
    'case',
    [
        *ARITHMETIC,
        *COMMANDS,
        *COMMAND_FORMS,
        *CONTROL,
        *ENVIRONMENT,
        *GETOPTS,
        *GRAMMAR,
        *JOBS,
        *LEAVING,
        *LIMITS,
        *LOOKUP,
        *LOOPS,
        *NUMBERS,
        *OPTIONS,
        *QUOTING,
        *READ,
        *REDIRECTION,
        *SCRIPTS,
        *SURROUNDINGS,
        *TEST,
        *TRAP,
        *VARIABLES,
        *VARIABLES_OF_THE_SHELL,
        *ZONES,
    ],
    ids=lambda case: case[0][:60],
)
def test_dash_agrees(case: list, tmp_path: Path) -> None:
    script, out, status = case
    environment = {'HOME': '/home/user', 'PATH': os.environ['PATH'], 'USER': 'user', 'TZ': 'UTC', 'LC_ALL': 'C'}
    os.umask(0o022)
    native = subprocess.run(
        ['dash', '-c', script, 'sh'],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert [native.stdout.decode('utf-8', 'replace'), native.returncode] == [out, status]

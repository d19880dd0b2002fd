"""The facts of test_dash.py agree with dash on the computer that runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.arithmetic_facts import CASES as ARITHMETIC
from tests.shell.command_facts import CASES as COMMANDS
from tests.shell.grammar_facts import CASES as GRAMMAR
from tests.shell.leaving_facts import CASES as LEAVING
from tests.shell.number_facts import CASES as NUMBERS
from tests.shell.quoting_facts import CASES as QUOTING
from tests.shell.script_facts import CASES as SCRIPTS
from tests.shell.surroundings_facts import CASES as SURROUNDINGS
from tests.shell.variable_facts import CASES as VARIABLES
from tests.shell.zone_facts import CASES as ZONES


@pytest.mark.skipif(shutil.which('dash') is None, reason='needs dash')
@pytest.mark.parametrize(
    'case',
    [*ARITHMETIC, *COMMANDS, *GRAMMAR, *LEAVING, *NUMBERS, *QUOTING, *SCRIPTS, *SURROUNDINGS, *VARIABLES, *ZONES],
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

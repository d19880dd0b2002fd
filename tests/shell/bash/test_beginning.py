"""What bash does when it starts."""

from __future__ import annotations

from runtime_py.shell.bash.beginning import version_text
from tests.shell.bash.bash_support import bash


def test_the_version() -> None:
    assert version_text().startswith('GNU bash, version 5.2.')


async def test_where_a_script_comes_from():
    ours = await bash('echo "$-" "${BASH_SOURCE[0]}|"; f() { echo ${BASH_SOURCE[0]}; }; f')
    assert ours.out == 'hBc |\nenvironment\n'


async def test_the_file_of_bash_env_is_read_first():
    ours = await bash('echo \'x=1; f() { echo f $1; }\' > env; BASH_ENV=$PWD/env; echo "[$x]"')
    assert ours.out == '[]\n'  # only when it starts

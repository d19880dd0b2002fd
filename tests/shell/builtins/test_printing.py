"""echo and printf as builtins of each shell."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def out_of(shell: str, script: str) -> str:
    box = Box()
    box.shell_name = shell
    return await box.out(script)


async def test_echo_takes_backslashes_as_they_are():
    assert await out_of('sh', "echo 'a\\tb'; echo -e '\\x41'; echo -E 'a\\tb'; echo -n a") == 'a\\tb\nA\na\\tb\na'
    assert await out_of('bash', "echo 'a\\tb'; shopt -s xpg_echo; echo 'a\\tb'") == 'a\\tb\na\tb\n'
    assert await out_of('jsh', "echo 'a\\tb'") == 'a\\tb\n'
    assert await out_of('sh', "env echo 'a\\tb'") == 'a\\tb\n'


async def test_printf_speaks_as_dash_in_sh():
    assert await out_of('sh', 'printf %d x1; printf "%d\\n" 1x') == (
        '01\nsh: 1: printf: x1: expected numeric value\nsh: 1: printf: 1x: not completely converted\n[1]'
    )

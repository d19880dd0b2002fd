"""echo and printf of `sh`; those of bash and jsh, and the programs, take backslashes as they are."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def out_of(shell: str, script: str) -> str:
    box = Box()
    box.shell_name = shell
    return await box.out(script)


async def test_echo_interprets_backslashes_in_sh():
    assert await out_of('sh', "echo 'a\\tb\\0101\\x41'; echo 'c\\cd'; echo e") == 'a\tbA\\x41\nce\n'
    assert await out_of('sh', "echo -e '\\x41'; echo -E 'a\\tb'; echo -n a") == 'A\na\\tb\na'
    assert await out_of('bash', "echo 'a\\tb'; shopt -s xpg_echo; echo 'a\\tb'") == 'a\\tb\na\tb\n'
    assert await out_of('jsh', "echo 'a\\tb'") == 'a\\tb\n'
    assert await out_of('sh', "env echo 'a\\tb'") == 'a\\tb\n'


async def test_printf_speaks_as_dash_in_sh():
    assert await out_of('sh', 'printf %d x1; printf "%d\\n" 1x') == (
        '01\nsh: 1: printf: x1: expected numeric value\nsh: 1: printf: 1x: not completely converted\n[1]'
    )

"""`bash` is this shell under another name: features of bash that it doesn't have are refused by name, with status 2."""

from __future__ import annotations

from tests.shell.bash_facts import REFUSED, SUPPORTED
from tests.shell.machine_support import Box


async def bash(script: str) -> list:
    box = Box()
    box.shell_name = 'bash'
    result = await box.sh(script)
    return [result.out, result.err, result.status]


async def test_what_is_there_is_as_in_bash():
    found = []
    for script, out, status in SUPPORTED:
        ours = await bash(script)
        if ours[0] != out or ours[2] != status:
            found.append(f'{script}: {ours}, expected {out} {status}')
    assert found == []


async def test_what_is_not_there_is_refused_by_name():
    found = []
    for script, told in REFUSED:
        ours = await bash(script + '\necho never')
        if 'never' in ours[0] or ours[1] != told or ours[2] != 2:
            found.append(f'{script}: {ours}')
    assert found == []


async def test_what_came_before_has_run():
    assert await bash('echo one\nshopt -s extdebug\necho two') == [
        'one\n',
        'bash: line 2: shopt: extdebug: not supported by this bash\n',
        2,
    ]


async def test_sh_does_what_dash_does():
    box = Box()
    assert await box.out(
        '[[ a == a ]] 2>/dev/null; echo $?; ((echo nested)); declare x 2>/dev/null; echo $? [$BASH_VERSION] [$UID]; case a in a) echo 1;; esac'
    ) == ('127\nnested\n127 [] []\n1\n')
    assert (await box.sh('a=(1 2)')).status == 2
    assert (await box.sh('cat <(echo a)')).status == 2


async def test_own_functions_and_variables_are_not_refused():
    assert await bash('declare() { echo mine "$@"; }; declare -A x; UID=5; echo $UID; fc() { echo fc; }; fc') == [
        'mine -A x\n5\nfc\n',
        '',
        0,
    ]

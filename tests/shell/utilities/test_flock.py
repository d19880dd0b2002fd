"""flock: commands and descriptors that hold a lock; who has to wait gets a status."""

from __future__ import annotations

from tests.shell.machine_support import Box

HINT = "Try 'flock --help' for more information.\n"


async def test_a_command_runs_with_the_lock() -> None:
    box = Box()
    assert await box.out('flock f echo held; ls f') == 'held\nf\n'
    assert await box.out('flock f false') == '[1]'
    assert await box.out("flock f printf '%s\\n' -n -w") == '-n\n-w\n'


async def test_a_lock_that_another_holds() -> None:
    box = Box()
    held = 'exec 9>f; flock 9; '
    assert await box.out(held + 'flock -n f echo no; echo $?; flock -n -E 7 f echo no; echo $?') == '1\n7\n'
    assert await box.out(held + 'flock -w 0.01 f echo no; echo $?') == '1\n'
    assert await box.out(held + 'flock -u 9; flock -n f echo free') == 'free\n'
    assert await box.out('exec 9>f; flock -s 9; flock -s -n f echo shared; flock -n f echo no') == 'shared\n[1]'


async def test_misuse() -> None:
    assert await Box().out('flock') == f'flock: not enough arguments\n{HINT}[1]'
    assert await Box().out('flock f') == f"flock: bad file descriptor 'f'\n{HINT}[1]"
    assert await Box().out('flock -w x f true') == f"flock: invalid timeout value: 'x'\n{HINT}[1]"
    assert (
        await Box().out('flock none/f true') == 'flock: cannot open lock file none/f: No such file or directory\n[66]'
    )
    assert await Box().out('flock 8') == 'flock: 8: Bad file descriptor\n[65]'

"""tar -d."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def after(change: str) -> str:
    box = Box()
    return await box.out(
        f'mkdir d; echo a > d/f; ln -s f d/l; touch -d @5 d/f; tar cf t.tar d; {change}; tar df t.tar; echo $?'
    )


async def test_differences_are_told() -> None:
    assert await after(':') == '0\n'
    assert await after('chmod 600 d/f') == 'd/f: Mode differs\n1\n'
    assert await after('echo b > d/f; touch -d @5 d/f') == 'd/f: Contents differ\n1\n'
    assert await after('echo bc > d/f') == 'd/f: Mod time differs\nd/f: Size differs\n1\n'
    assert await after('ln -sf g d/l') == 'd/l: Symlink differs\n1\n'
    assert await after('rm d/f') == '1\ntar: d/f: Warning: Cannot stat: No such file or directory\n'

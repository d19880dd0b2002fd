"""The operands of cp, mv and ln."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.targets import find_targets
from tests.shell.support.context_support import context_with, written

HINT = "Try 'utility --help' for more information.\n"


async def pairs_of(args: list[str], action: str = 'copy') -> list[str]:
    """Each pair as `source > target`; otherwise the message."""
    context = context_with('')
    context.system.mkdir('/home/user/d', 0o777)
    context.system.write_file('/home/user/f', encode('x'))
    found = await find_targets(
        context, parse_options(args, 't:T', ['target-directory=', 'no-target-directory']), action
    )
    errors = (await written(context))[1]
    assert found.complete == (errors == '')
    return [f'{source} > {target}' for source, target in found.pairs] if found.complete else [errors]


async def test_one_source() -> None:
    assert await pairs_of(['f', 'g']) == ['f > g']
    assert await pairs_of(['a/f', 'd']) == ['a/f > d/f']
    assert await pairs_of(['f', 'd/']) == ['f > d/f']
    assert await pairs_of(['-T', 'f', 'd']) == ['f > d']
    assert await pairs_of(['d', 'new/']) == ['d > new']
    assert await pairs_of(['f', '/']) == ['f > /f']


async def test_several_sources() -> None:
    assert await pairs_of(['f', 'x/g', 'd']) == ['f > d/f', 'x/g > d/g']
    assert await pairs_of(['-t', 'd', 'f']) == ['f > d/f']
    assert await pairs_of(['f', 'x/g/', '--target-directory=d']) == ['f > d/f', 'x/g/ > d/g']


async def test_operands_that_are_missing() -> None:
    assert await pairs_of([]) == [f'utility: missing file operand\n{HINT}']
    assert await pairs_of(['f']) == [f"utility: missing destination file operand after 'f'\n{HINT}"]


async def test_targets_that_are_no_folders() -> None:
    assert await pairs_of(['f', 'g', 'none']) == ["utility: target 'none': No such file or directory\n"]
    assert await pairs_of(['f', 'g', 'f']) == ["utility: target 'f': Not a directory\n"]
    assert await pairs_of(['-t', 'f', 'f']) == ["utility: target 'f': Not a directory\n"]
    assert await pairs_of(['f', 'new/']) == ["utility: cannot create regular file 'new/': Not a directory\n"]
    assert await pairs_of(['f', 'new/'], 'move') == ["utility: cannot move 'f' to 'new/': Not a directory\n"]

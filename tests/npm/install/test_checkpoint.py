"""npm makes a checkpoint before it changes node_modules, where there is a kernel that keeps one."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def refuse(op: str, args: list) -> object:
    raise ValueError(op)


async def test_an_install_goes_on_without_one() -> None:
    box = project()
    box.system.context.asker = refuse
    assert (await said(box, 'install', '/packs/leaf-1.0.0.tgz')).startswith('\nadded 1 package in ')

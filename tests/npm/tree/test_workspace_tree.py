"""The parts of the tree that belong to selected workspaces."""

from __future__ import annotations

from tests.npm.project_support import said
from tests.npm.tree.test_workspaces import make


async def test_a_filtered_install_leaves_others_alone() -> None:
    box = make()
    assert (await said(box, 'install', '-w', 'one')).startswith('\nadded ')
    assert box.system.readlink('/app/node_modules/one') == '../packages/one'

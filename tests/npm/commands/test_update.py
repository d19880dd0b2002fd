"""npm update."""

from __future__ import annotations

from tests.npm.project_support import installed, said


async def test_nothing_newer() -> None:
    box = await installed()
    assert (await said(box, 'update')).startswith('\nup to date in ')
    assert 'EUPDATEARGS' in await said(box, 'update', 'leaf@1')

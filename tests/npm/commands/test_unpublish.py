"""npm unpublish, without a network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_refusals() -> None:
    box = project()
    assert 'Refusing to delete entire project' in await said(box, 'unpublish', 'leaf')
    assert 'Tags and ranges are not supported' in await said(box, 'unpublish', 'leaf@^1')
    assert 'EUSAGE' in await said(box, 'unpublish', 'a', 'b')

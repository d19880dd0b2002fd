"""npm view where nothing is in the cache and no network may be used."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_view_offline() -> None:
    assert 'ENOTCACHED' in await said(project(), 'view', 'none')

"""The audit beside an install."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_offline_nothing_is_claimed() -> None:
    box = project()
    assert 'vulnerabilities' not in await said(box, 'install', '/packs/user-1.0.0.tgz', '--audit')

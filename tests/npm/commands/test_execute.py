"""npm exec: a package that isn't here is fetched, which needs the network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_exec_offline() -> None:
    assert 'ENOTCACHED' in await said(project(), 'exec', '--yes', 'none')

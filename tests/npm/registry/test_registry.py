"""The registry, offline: only the cache answers."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_what_is_not_in_the_cache() -> None:
    box = project()
    found = await said(box, 'install', 'leaf')
    assert 'ENOTCACHED' in found and 'https://registry.npmjs.org/leaf' in found and found.endswith('[1]')

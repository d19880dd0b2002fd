"""npm deprecate, without a network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_usage() -> None:
    box = project()
    assert 'npm deprecate <package-spec> <message>' in await said(box, 'deprecate', 'leaf')
    assert 'invalid version range: next' in await said(box, 'deprecate', 'leaf@next', 'no')
    assert 'EUSAGE' in await said(box, 'undeprecate')

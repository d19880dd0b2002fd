"""npm dist-tag, without a network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_usage() -> None:
    box = project()
    assert 'npm dist-tag add <package-spec (with version)>' in await said(box, 'dist-tag', 'frob', 'x')
    assert 'must not be a valid SemVer range' in await said(box, 'dist-tag', 'add', 'leaf@1.0.0', '1.x')
    assert 'EUSAGE' in await said(box, 'dist-tag', 'rm')

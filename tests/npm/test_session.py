"""What a run of npm has: output, errors, levels of its log."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_silence() -> None:
    box = project()
    assert await said(box, 'install', '--silent', '/packs/leaf-1.0.0.tgz') == ''
    assert await said(box, 'run', 'none', '--loglevel', 'silent') == '[1]'


async def test_json() -> None:
    found = await said(project(), 'install', '--json', '/packs/leaf-1.0.0.tgz')
    assert '"added": 1' in found

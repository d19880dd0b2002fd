"""The tree that npm ls shows, with its problems."""

from __future__ import annotations

from tests.npm.project_support import installed, said


async def test_problems() -> None:
    box = await installed()
    box.system.mkdir('/app/node_modules/extra', 0o755)
    box.write('/app/node_modules/extra/package.json', '{"name": "extra", "version": "9.0.0"}')
    found = await said(box, 'ls', '--all')
    assert 'extra@9.0.0 extraneous' in found and not found.endswith('[1]')  # alone it is no error

"""The progress line is for terminals only."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_no_line_where_there_is_no_terminal() -> None:
    found = await said(project(), 'install', '--progress', '/packs/leaf-1.0.0.tgz')
    assert '\r' not in found and '\x1b' not in found

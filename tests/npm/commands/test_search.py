"""npm search, without a network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_no_words() -> None:
    assert 'search must be called with arguments' in await said(project(), 'search')

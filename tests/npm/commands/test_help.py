"""npm help."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_help() -> None:
    box = project()
    assert (await said(box, 'help')).startswith('npm <command>\n\nUsage:\n')
    assert (await said(box, 'help', 'install')).startswith('Install a package\n\nUsage:\nnpm install')
    assert 'Unknown command: "nonsense"' in await said(box, 'nonsense')

"""npm uninstall."""

from __future__ import annotations

from runtime_py.platform.json import parse
from tests.npm.project_support import installed, said


async def test_with_what_only_it_needed() -> None:
    box = await installed()
    assert (await said(box, 'uninstall', 'user')).startswith('\nremoved 2 packages in ')
    assert not parse(box.read('/app/package.json')).has('dependencies')
    assert (await said(box, 'uninstall', 'user')).startswith('\nup to date in ')
    assert 'EUSAGE' in await said(box, 'uninstall')

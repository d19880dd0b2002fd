"""npm ci: what the lockfile has, from scratch."""

from __future__ import annotations

from tests.npm.project_support import installed, project, said


async def test_from_scratch() -> None:
    box = await installed()
    box.write('/app/node_modules/leaf/lib/a.js', 'changed')
    assert (await said(box, 'ci')).startswith('\nadded 2 packages in ')
    assert box.read('/app/node_modules/leaf/lib/a.js') == 'A'


async def test_without_a_lockfile() -> None:
    assert 'EUSAGE' in await said(project(), 'ci')


async def test_a_lockfile_that_does_not_fit() -> None:
    box = await installed()
    box.system.mkdir('/app/x', 0o777)
    box.write('/app/x/package.json', '{"name": "x", "version": "1.0.0"}')
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0", "dependencies": {"x": "file:x"}}')
    found = await said(box, 'ci')
    assert (
        'EUSAGE' in found
        and 'Missing: x@1.0.0 from lock file' in found
        and box.read('/app/node_modules/leaf/lib/a.js') == 'A'
    )

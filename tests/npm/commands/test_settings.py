"""npm config, root, prefix, cache."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_config() -> None:
    box = project()
    assert await said(box, 'config', 'set', 'loglevel', 'warn') == ''
    assert box.read('/home/user/.npmrc') == 'loglevel=warn\n' or 'loglevel' in box.read('/home/user/.npmrc')
    assert await said(box, 'config', 'get', 'loglevel') == 'warn\n'
    assert 'loglevel = "warn"' in await said(box, 'config', 'list')
    assert await said(box, 'config', 'delete', 'loglevel') == ''
    assert await said(box, 'config', 'get', 'loglevel') == 'notice\n'


async def test_folders() -> None:
    box = project()
    assert await said(box, 'root') == '/app/node_modules\n' and await said(box, 'prefix') == '/app\n'
    assert await said(box, 'root', '-g') == '/usr/local/lib/node_modules\n'
    assert 'using --force' in await said(box, 'cache', 'clean', '--force')

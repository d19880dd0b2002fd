"""npm install, ci, update, uninstall: what they print and leave."""

from __future__ import annotations

from runtime_py.platform.json import parse
from tests.npm.project_support import project, said


async def test_install() -> None:
    box = project()
    assert (await said(box, 'install', '/packs/user-1.0.0.tgz')).startswith('\nadded 2 packages in ')
    assert (await said(box, 'install')).startswith('\nup to date in ')
    assert box.read('/app/node_modules/leaf/lib/a.js') == 'A'
    assert 'ENOENT' in await said(box, 'install', '/packs/none.tgz')


async def test_fields() -> None:
    box = project()
    await box.npm('install', '--save-dev', '/packs/leaf-1.0.0.tgz')
    found = parse(box.read('/app/package.json'))
    assert found.get('devDependencies').has('leaf') and not found.has('dependencies')
    await box.npm('install', '--no-save', '/packs/user-1.0.0.tgz')
    assert not parse(box.read('/app/package.json')).has('dependencies')

"""node_modules becomes the tree, in one step or not at all."""

from __future__ import annotations

from tests.npm.project_support import installed, said


async def test_what_is_broken_is_put_right() -> None:
    box = await installed()
    box.system.rename('/app/node_modules/leaf', '/tmp/leaf')
    assert (await said(box, 'install')).startswith('\nadded 1 package in ')
    assert box.read('/app/node_modules/leaf/lib/a.js') == 'A'


async def test_a_failure_leaves_the_old_tree() -> None:
    box = await installed()
    box.pack('bad-1.0.0.tgz', [['package.json', '{"name": "bad", "version": "1.0.0"}'], ['../../../x', 'X']])
    before = box.read('/app/package-lock.json')
    found = await said(box, 'install', '/packs/bad-1.0.0.tgz')
    assert found.endswith('[1]') and box.read('/app/package-lock.json') == before
    assert box.names('/app/node_modules') == ['.bin', '.package-lock.json', 'leaf', 'user']

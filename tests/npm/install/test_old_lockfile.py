"""A lockfile of version 1 is completed, and written as version 3."""

from __future__ import annotations

from tests.npm.machine_support import Box

LOCK = (
    '{"name": "app", "version": "1.0.0", "lockfileVersion": 1, "requires": true, "dependencies": {'
    '"leaf": {"version": "file:../packs/leaf-1.0.0.tgz", "requires": {"gone": "1"}}}}'
)


async def test_an_old_lockfile() -> None:
    box = Box()
    box.pack('leaf-1.0.0.tgz', [['package.json', '{"name": "leaf", "version": "1.0.0", "bin": "a.js"}'], ['a.js', '']])
    box.write(
        '/app/package.json',
        '{"name": "app", "version": "1.0.0", "dependencies": {"leaf": "file:../packs/leaf-1.0.0.tgz"}}',
    )
    box.write('/app/package-lock.json', LOCK)
    said = await box.npm('install')
    assert said.code == 0 and said.err.find('npm warn old lockfile The package-lock.json file was created') >= 0
    lock = box.read('/app/package-lock.json')
    assert lock.find('"lockfileVersion": 3') > 0 and lock.find('"bin"') > 0 and lock.find('gone') < 0
    again = await box.npm('install')
    assert again.err.find('old lockfile') < 0


async def test_what_can_not_be_fetched() -> None:
    box = Box()
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0", "dependencies": {"leaf": "1"}}')
    box.write('/app/package-lock.json', LOCK.replace('file:../packs/leaf-1.0.0.tgz', '1.0.0'))
    said = await box.npm('install')
    assert said.code == 1 and said.err.find('npm warn old lockfile Could not fetch metadata for leaf@1.0.0') >= 0

"""Workspaces: their folders, and the selection on the command line."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.files import Disk
from runtime_py.npm.tree.workspaces import map_workspaces, none_found, select
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from tests.npm.machine_support import Box
from tests.npm.project_support import said

MANIFEST = '{"name": "app", "version": "1.0.0", "workspaces": ["packages/*", "!packages/skipped"]}'


def make() -> Box:
    box = Box()
    box.write('/app/package.json', MANIFEST)
    box.system.mkdir('/app/packages', 0o755)
    for name in ['one', 'two', 'skipped']:
        box.system.mkdir('/app/packages/' + name, 0o755)
        box.write(f'/app/packages/{name}/package.json', f'{{"name": "{name}", "version": "1.0.0"}}')
    return box


def found(box: Box) -> Map[str, str]:
    manifest: Any = parse(MANIFEST)
    return map_workspaces(Disk(box.system), '/app', manifest)


def test_folders() -> None:
    assert sorted(list(found(make()).keys())) == ['one', 'two']


def test_selection() -> None:
    all_of = found(make())
    assert list(select(all_of, ['one'], '/app', '/app').keys()) == ['one']
    assert list(select(all_of, ['packages/two'], '/app', '/app').keys()) == ['two']
    assert sorted(list(select(all_of, ['packages'], '/app', '/app').keys())) == ['one', 'two']
    assert select(all_of, ['none'], '/app', '/app').size == 0
    assert 'none' in none_found(['none']).message


async def test_they_are_linked() -> None:
    box = make()
    assert (await said(box, 'install')).startswith('\nadded 2 packages in ')
    assert box.system.readlink('/app/node_modules/one') == '../packages/one'

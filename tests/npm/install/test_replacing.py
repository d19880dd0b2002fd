"""Packages that are native code."""

from __future__ import annotations

from tests.npm.machine_support import Box
from tests.npm.project_support import project, said


def with_addon() -> Box:
    box = project()
    box.pack(
        'addon-1.0.0.tgz',
        [['package.json', '{"name": "addon", "version": "1.0.0"}'], ['build/Release/addon.node', '\x7fELF and more']],
    )
    return box


async def test_native_code_is_named() -> None:
    box = with_addon()
    found = await said(box, 'install', '/packs/addon-1.0.0.tgz')
    assert 'added 1 package' in found and 'addon' in found

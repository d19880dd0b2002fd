"""Commands of packages."""

from __future__ import annotations

from runtime_py.npm.install.bins import folder_above
from tests.npm.project_support import installed


async def test_commands_are_links() -> None:
    box = await installed()
    assert box.system.readlink('/app/node_modules/.bin/leaf') == '../leaf/cli.js'
    await box.npm('uninstall', 'user')
    assert box.names('/app/node_modules/.bin') in [['-'], []]


def test_the_folder_above() -> None:
    assert folder_above('/app/node_modules/a') == '/app/node_modules'
    assert folder_above('/app/node_modules/@s/a') in ['/app/node_modules', '/app/node_modules/@s']

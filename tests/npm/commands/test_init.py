"""npm init."""

from __future__ import annotations

from runtime_py.npm.commands.init import create_name
from runtime_py.platform.json import parse
from tests.npm.machine_support import Box
from tests.npm.project_support import said


async def test_a_new_manifest() -> None:
    box = Box()
    assert (await said(box, 'init', '-y')).startswith('Wrote to /app/package.json:')
    found = parse(box.read('/app/package.json'))
    assert found.get('name') == 'app' and found.get('version') == '1.0.0' and found.get('main') == 'index.js'


def test_names_of_initialisers() -> None:
    assert create_name('vite') == 'create-vite' and create_name('vite@5') == 'create-vite@5'
    assert create_name('@scope') == '@scope/create' and create_name('@scope/name') == '@scope/create-name'

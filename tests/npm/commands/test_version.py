"""npm version."""

from __future__ import annotations

from runtime_py.platform.json import parse
from tests.npm.project_support import project, said


async def test_versions() -> None:
    box = project()
    assert "app: '1.0.0'" in await said(box, 'version')
    for word, version in [['patch', '1.0.1'], ['minor', '1.1.0'], ['major', '2.0.0'], ['3.0.0-rc.1', '3.0.0-rc.1']]:
        assert await said(box, 'version', word) == f'v{version}\n'
        assert parse(box.read('/app/package.json')).get('version') == version
    assert (await said(box, 'version', 'nonsense')).endswith('[1]')

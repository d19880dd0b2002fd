"""npm ping, whoami and logout, without a network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_without_a_login() -> None:
    box = project()
    assert 'ENEEDAUTH' in await said(box, 'whoami') and 'need auth' in await said(box, 'whoami')
    assert "so can't log out!" in await said(box, 'logout')


async def test_a_name_in_the_settings() -> None:
    box = project()
    box.write('/app/.npmrc', '//registry.npmjs.org/:username=ann\n//registry.npmjs.org/:_password=YWJj\nfund=false\n')
    assert await said(box, 'whoami') == 'ann\n'
    await said(box, 'logout')
    assert box.read('/app/.npmrc') == 'fund=false\n'

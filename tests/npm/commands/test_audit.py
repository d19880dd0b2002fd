"""npm audit, without a network."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_refusals() -> None:
    box = project()
    assert 'ENOLOCK' in await said(box, 'audit')
    assert 'EAUDITGLOBAL' in await said(box, 'audit', '-g')
    assert 'EUNSUPPORTED' in await said(box, 'audit', 'signatures')
    assert 'fix cannot be used without a package-lock' in await said(box, 'audit', 'fix', '--no-package-lock')

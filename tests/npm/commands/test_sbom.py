"""npm sbom, without a network."""

from __future__ import annotations

from tests.npm.project_support import installed, project, said


async def test_a_bill() -> None:
    box = await installed()
    found = await said(box, 'sbom', '--sbom-format=spdx')
    assert found.find('"SPDXID": "SPDXRef-Package-leaf-1.0.0"') > 0
    assert 'Must specify --sbom-format flag' in await said(project(), 'sbom')

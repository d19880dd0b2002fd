"""npm publish, without a network: what it refuses, and what it would send."""

from __future__ import annotations

from tests.npm.project_support import project, said


async def test_what_would_be_sent() -> None:
    box = project()
    found = await said(box, 'publish', '--dry-run')
    assert 'npm warn publish This command requires you to be logged in' in found
    assert found.find('+ app@1.0.0\n') >= 0 and found.find('with tag latest and default access (dry-run)') > 0


async def test_refusals() -> None:
    box = project()
    assert 'ENEEDAUTH' in await said(box, 'publish')
    assert 'must not be a valid SemVer range' in await said(box, 'publish', '--tag=1.x')
    assert 'EUSAGE' in await said(box, 'publish', 'a', 'b')
    assert 'EUNSUPPORTED' in await said(box, 'publish', '--provenance')
    box.write('/app/.npmrc', '//registry.npmjs.org/:_authToken=t\n')
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0", "private": true}')
    assert 'EPRIVATE' in await said(box, 'publish')
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0-rc.1"}')
    assert 'specify a tag using --tag when publishing a prerelease' in await said(box, 'publish')
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0"}')
    assert 'EUNSCOPED' in await said(box, 'publish', '--access=restricted')

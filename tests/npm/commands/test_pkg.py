"""npm pkg."""

from __future__ import annotations

from runtime_py.platform.json import parse
from tests.npm.project_support import project, said


async def test_reading_and_changing() -> None:
    box = project()
    assert await said(box, 'pkg', 'get', 'version') == '"1.0.0"\n'
    assert await said(box, 'pkg', 'set', 'keywords[]=a', 'scripts.start=node .') == ''
    found = parse(box.read('/app/package.json'))
    assert found.get('keywords') == ['a'] and found.get('scripts').get('start') == 'node .'
    assert await said(box, 'pkg', 'set', 'private=true', '--json') == ''
    assert parse(box.read('/app/package.json')).get('private') is True
    assert await said(box, 'pkg', 'delete', 'keywords') == ''
    assert not parse(box.read('/app/package.json')).has('keywords')
    assert 'EJSONPARSE' in await said(box, 'pkg', 'set', 'x=no json', '--json')

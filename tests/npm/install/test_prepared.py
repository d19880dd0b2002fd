"""What files beside package.json add to what is published."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.npm.install.prepared import prepare
from runtime_py.platform.json import stringify
from tests.npm.machine_support import Box


async def test_what_the_folder_adds() -> None:
    box = Box()
    box.write(
        '/app/package.json', '{"name": "app", "version": "1.0.0", "main": "lib.js", "bin": {"a": "gone.js"}, "_x": 1}'
    )
    for name, text in [
        ['README.md', '# App\n\nIt is.'],
        ['AUTHORS', '# we\nAnn\n'],
        ['lib.d.ts', ''],
        ['server.js', ''],
        ['binding.gyp', '{}'],
    ]:
        box.write('/app/' + name, text)
    box.system.mkdir('/app/.git', 0o777)
    box.write('/app/.git/HEAD', 'ref: refs/heads/main\n')
    box.write('/app/.git/packed-refs', '# x\n0123456789012345678901234567890123456789 refs/heads/main\n')
    found = prepare(Disk(box.system), '/app')
    manifest = found.manifest
    assert not manifest.has('_x') and manifest.get('_id') == 'app@1.0.0' and manifest.get('types') == './lib.d.ts'
    assert manifest.get('description') == 'It is.' and manifest.get('readmeFilename') == 'README.md'
    assert stringify(manifest.get('contributors')) == '[{"name":"Ann"}]'
    assert manifest.get('gitHead') == '0123456789012345678901234567890123456789'
    assert stringify(manifest.get('scripts')) == '{"install":"node-gyp rebuild","start":"node server.js"}'
    assert found.warnings == ['package-json app@1.0.0 No bin file found at gone.js'] and found.corrections == []

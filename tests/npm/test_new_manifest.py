"""What `npm init -y` finds in a folder, in both worlds; test_against_native_property.py compares with npm."""

from runtime_py.npm.new_manifest import name_of_folder
from runtime_py.platform.json import parse
from tests.npm.machine_support import Box


async def made(files):
    box = Box()
    for path, text in files:
        folder = '/app'
        box.system.mkdir(folder, 0o755)
        for part in path.split('/')[:-1]:
            folder += '/' + part
            box.system.mkdir(folder, 0o755)
        box.write('/app/' + path, text)
    said = await box.npm('init', '-y')
    assert [said.code, said.err] == [0, '']
    return parse(box.read('/app/package.json'))


async def test_fields_come_from_the_folder():
    found = await made(
        [
            ['README.mkd', '# App\n\nDoes\nthis.\n\nMore'],
            ['main.js', ''],
            ['a.js', ''],
            ['tests/a.js', ''],
            ['lib/a.js', ''],
        ]
    )
    assert [found.get('name'), found.get('description'), found.get('main')] == ['app', 'Does this.', 'main.js']
    assert [found.get('directories').get('test'), found.get('directories').get('lib')] == ['tests', 'lib']
    found = await made([['bin/run.js', ''], ['node_modules/mocha/package.json', '{"version": "3.0.0"}']])
    assert [found.get('bin').get('app'), found.get('scripts').get('test')] == ['bin/run.js', 'mocha']


async def test_what_is_known_stays_in_its_place():
    found = await made([['package.json', '{"license": "MIT", "main": "own.js", "scripts": {}}'], ['index.js', '']])
    assert [found.get('license'), found.get('main'), found.get('scripts').size] == ['MIT', 'own.js', 0]
    assert list(found.keys())[:3] == ['license', 'main', 'scripts']


def test_names_of_folders():
    names = ['node-thing', 'thing.js', 'thing-js', 'My App', '..']
    assert [name_of_folder('/a/' + name) for name in names] == ['thing', 'thing', 'thing', 'my-app', 'project']

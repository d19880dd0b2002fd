"""Names of packages in what is typed, and in package.json."""

from runtime_py.platform.text import repeat
from runtime_py.resources.prediction.project_types import MOST_BYTES
from runtime_py.resources.prediction.typed_packages import package_of, packages_in_line, packages_in_manifest


def test_lines():
    assert packages_in_line('npm i react react-dom') == ['react', 'react-dom']
    assert packages_in_line('npm install -D vite@8 @types/node@^22 --save-exact') == ['vite', '@types/node']
    assert packages_in_line('cd app && pnpm add chalk chalk') == ['chalk']
    assert packages_in_line('npm i') == [] and packages_in_line('npm run react') == []
    assert packages_in_line('echo npm i react') == []


def test_what_is_no_name_of_a_registry():
    for word in [
        './a',
        '../a',
        '/a',
        'a/b',
        'https://a/b.tgz',
        'file:x',
        'x.y:z',
        're',
        'Big',
        '@a',
        '@a/',
        '.hid',
        '$X',
    ]:
        assert package_of(word) == '', word
    assert package_of('alias@npm:react') == '' and package_of('a1@git+https://x/y') == ''
    assert package_of(repeat('a', 300)) == ''


def test_manifests():
    text = '{"dependencies": {"react": "^19", "mine": "file:../mine", "gh": "a/b"}, "devDependencies": {"vite": "*"}}'
    assert packages_in_manifest(text) == ['react', 'vite']
    for wrong in ['', '{', '[]', '{"dependencies": 5}', '{"dependencies": {"react": 5}}', repeat(' ', MOST_BYTES + 1)]:
        assert packages_in_manifest(wrong) == []

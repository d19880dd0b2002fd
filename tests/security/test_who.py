"""The names by which programs are known."""

from runtime_py.security.subject import SCRIPT, Subject
from runtime_py.security.who import package_of, script_of, text_of, who_of

APP = '/home/user/app'


def name(path, argv, subject=None):
    found = who_of(path, argv, APP, Subject(path[path.rfind('/') + 1 :]) if subject is None else subject)
    return f'{found.name}|{found.package}|{found.has_name}'


def test_names():
    node = '/usr/bin/node'
    assert name(node, ['node', 'server.js', 'x']) == f'node {APP}/server.js||True'
    assert name(node, ['node', '--inspect', '-r', './hook.js', '/a/b.js']) == 'node /a/b.js||True'
    assert name(node, ['node', '-e', 'x']) == 'node||False'
    assert name(node, ['node']) == 'node||False'
    assert name(node, ['node', f'{APP}/node_modules/.bin/webpack']) == 'webpack|webpack|True'
    assert name(node, ['node', f'{APP}/node_modules/@a/b/cli.js']) == '@a/b|@a/b|True'
    assert name('/usr/bin/sh', ['sh', '-c', 'x']) == 'sh||False'
    assert name('/usr/bin/sh', ['sh', 'go.sh']) == f'sh {APP}/go.sh||True'
    assert name('/usr/bin/grep', ['grep', '-e', 'x']) == 'grep||True'
    assert name('/tmp/git', ['git', 'status']) == '/tmp/git||True'  # it takes nobody's name
    assert name('/tmp/sh', ['sh', '-c', 'x']) == '/tmp/sh||True'
    script = Subject('node', SCRIPT, 'left', 'postinstall')
    assert name(node, ['node', '-e', 'x'], script) == 'postinstall of left|left|True'


def test_packages_of_paths():
    assert package_of('/a/node_modules/x/y.js') == 'x'
    assert package_of('/a/node_modules/x/node_modules/@s/z/y.js') == '@s/z'
    assert package_of('/a/node_modules/.cache/y.js') == ''
    assert package_of('/a/b.js') == ''
    assert package_of('/a/node_modules/@s') == '@s'


def test_scripts_and_texts():
    assert script_of(['node', '--', 'a.js']) == 'a.js'
    assert text_of(['node', '-p', '1']) == '1'
    assert text_of(['node', 'a.js', '-e', 'x']) == ''
    assert text_of(['node', '-e']) == ''

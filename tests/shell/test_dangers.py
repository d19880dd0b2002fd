"""Which words destroy the home folder or a project."""

from runtime_py.platform.maps import Map
from runtime_py.shell.dangers import Place, danger

FOLDERS = Map(
    [
        ['/home/me', ['app', 'notes', 'old', '.cache']],
        ['/home/me/app', ['package.json', 'src', 'one', '.git']],
        ['/home/me/notes', ['a', 'b']],
    ]
)


def exists(path):
    at = path.rfind('/')
    return path[at + 1 :] in (FOLDERS.get(path[:at]) or [])


def place(cwd='/home/me/app', search='/usr/bin'):
    return Place('/home/me/', cwd, search, exists, lambda path: FOLDERS.get(path) or [], lambda path: path)


def test_what_a_folder_is():
    here = place()
    assert [here.name_of(path) for path in ['/', '/home', '/home/me', '/home/me/app', '/home/me/notes', '/tmp']] == [
        'the whole system',
        'the home folder',
        'the home folder',
        'the project',
        '',
        '',
    ]
    # worked in: the shell is there, or PATH names its commands
    assert place('/home/me/notes/deep').name_of('/home/me/notes') == 'the project'
    assert place('/', '/home/me/old/node_modules/.bin:/bin').name_of('/home/me/old') == 'the project'
    assert here.name_of('/home/me/.cache') == '' and here.name_of('/home/me/app/src') == ''


def test_dots_and_slashes():
    assert [place().full(path) for path in ['.', '..', '../..//', './x/../y/', '/a/./b', '../../../../..']] == [
        '/home/me/app',
        '/home/me',
        '/home',
        '/home/me/app/y',
        '/a/b',
        '/',
    ]


def test_rm():
    assert danger(['rm', '-rf', '..'], place()) == 'removes the home folder'
    assert danger(['/bin/rm', '--', '-rf', '..'], place()) == ''
    assert danger(['rm', '..'], place()) == '' and danger(['rm', '-r', 'src', '../notes'], place()) == ''
    assert danger(['rm', 'package.json', 'src', 'one'], place()) == 'removes all of the project'
    assert danger(['rm', 'package.json', 'one'], place()) == '' and danger(['rm'], place()) == ''


def test_find():
    assert danger(['find', '-delete'], place()) == 'removes all of the project'
    assert danger(['find', '/tmp', '..', '-type', 'f', '-delete'], place()) == 'removes all of the home folder'
    for words in [['.', '-name', 'x', '-delete'], ['src', '-delete'], ['.', '-newer', 'x', '-delete'], ['.']]:
        assert danger(['find', *words], place()) == '', words


def test_git():
    assert danger(['git', 'clean', '-f'], place()) != '' and danger(['git', 'clean', '-fn'], place()) == ''
    assert danger(['git', '-C', '/x', 'checkout', '.'], place()) != '' and danger(['git'], place()) == ''
    assert danger(['git', 'checkout', 'main'], place()) == '' and danger(['git', 'reset', '--soft'], place()) == ''

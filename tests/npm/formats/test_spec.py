"""The meaning of specs, and which are refused."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import dirname, is_inside, join, normalise, relative, resolve
from runtime_py.npm.formats.spec import parse_argument, parse_dependency, scope_of, valid_name
from tests.support import raises


def told(text):
    spec = parse_argument(text, '/work/app')
    return [spec.type, spec.name, spec.fetch]


def code(name, raw):
    with raises(NpmError) as caught:
        parse_dependency(name, raw, '/work/app')
    return caught.error.code


def test_arguments():
    assert told('react') == ['range', 'react', '*']
    assert told('react@18') == ['range', 'react', '18']
    assert told('react@18.2.0') == ['version', 'react', '18.2.0']
    assert told('react@next') == ['tag', 'react', 'next']
    assert told('react@') == ['range', 'react', '*']
    assert told('@scope/a') == ['range', '@scope/a', '*']
    assert told('@scope/a@^1 || 2') == ['range', '@scope/a', '^1 || 2']
    assert told('./local') == ['directory', None, '/work/app/local']
    assert told('../a.tgz') == ['file', None, '/work/a.tgz']
    assert told('/abs/b.tar.gz') == ['file', None, '/abs/b.tar.gz']
    assert told('a@file:../x') == ['directory', 'a', '/work/x']
    assert told('https://example.org/a.tgz') == ['remote', None, 'https://example.org/a.tgz']
    assert told('a@https://example.org/a.tgz') == ['remote', 'a', 'https://example.org/a.tgz']


def test_what_is_saved():
    assert parse_argument('./local', '/work/app').save == 'file:local'
    assert parse_argument('../b', '/work/app').save == 'file:../b'
    assert parse_argument('/b', '/work/app').save == 'file:/b'
    assert parse_argument('~/b', '/work/app', '/home/me').fetch == '/home/me/b'


def test_aliases():
    spec = parse_argument('mine@npm:@scope/real@^2', '/')
    assert [spec.type, spec.name, spec.package, spec.fetch] == ['alias', 'mine', '@scope/real', '^2']
    assert code('a', 'npm:b@npm:c@1') == 'EUNSUPPORTEDALIAS'
    assert code('a', 'npm:./b') == 'EUNSUPPORTEDALIAS'


def test_git_is_refused_clearly():
    for raw in [
        'git+https://github.com/a/b.git',
        'github:a/b',
        'a/b',
        'a/b#main',
        'git@github.com:a/b.git',
        'https://github.com/a/b',
        'git://x.y/z',
        'git+ssh://git@x.y:a/b',
    ]:
        assert [raw, code('n', raw)] == [raw, 'EUNSUPPORTEDSPEC']
    assert parse_dependency('n', 'https://github.com/a/b/archive/main.tar.gz', '/').type == 'remote'


def test_hostile_names():
    assert code('../x', '1') == 'EINVALIDPACKAGENAME'
    assert code('.x', '1') == 'EINVALIDPACKAGENAME'
    assert code('a/../b', '1') == 'EINVALIDPACKAGENAME'
    assert code('@a/..', '1') == 'EINVALIDPACKAGENAME'
    assert code('', '1') == 'EINVALIDPACKAGENAME'
    assert code('node_modules', '1') == 'EINVALIDPACKAGENAME'
    assert code('a', 'b c!@') == 'EINVALIDTAGNAME'
    assert valid_name('constructor')
    assert valid_name('JSONStream')
    assert not valid_name('__proto__')
    assert scope_of('@a/b') == '@a'
    assert scope_of('a') == ''


def test_paths():
    assert normalise('/a/./b//../c/') == '/a/c'
    assert normalise('/../..') == '/'
    assert normalise('a/../../b') == '../b'
    assert normalise('') == '.'
    assert join('/a', 'b', '../c') == '/a/c'
    assert resolve('/a', '/b') == '/b'
    assert relative('/a/b', '/a/c/d') == '../c/d'
    assert relative('/a', '/a') == ''
    assert relative('/', '/a') == 'a'
    assert dirname('/a') == '/'
    assert is_inside('/a', '/a/b') and not is_inside('/a', '/ab')

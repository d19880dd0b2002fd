"""Command lines, .npmrc, the environment, and the registry and token for a package."""

from runtime_py.npm.arguments import parse_arguments
from runtime_py.npm.config import Config
from runtime_py.npm.formats.ini import parse_ini, set_line
from runtime_py.platform.maps import Map


def options(*words):
    found = parse_arguments(list(words))
    return [[[k, *v] for k, v in found.options.entries()], found.words, found.rest]


def config(cli, env=None, project='', user=''):
    return Config(parse_arguments(cli).options, env or Map(), project, user)


def test_command_lines():
    assert options('install', '-D', 'a', '--save-exact', 'b') == [
        [['save-dev', 'true'], ['save-exact', 'true']],
        ['install', 'a', 'b'],
        [],
    ]
    assert options('-gy') == [[['global', 'true'], ['yes', 'true']], [], []]
    assert options('--no-save', '--omit=dev', '--omit', 'peer') == [
        [['save', 'false'], ['omit', 'dev', 'peer']],
        [],
        [],
    ]
    assert options('--registry', 'http://x', '--tag=next') == [[['registry', 'http://x'], ['tag', 'next']], [], []]
    assert options('run', 'a', '--', '-D', '--x') == [[], ['run', 'a'], ['-D', '--x']]
    assert options('--silent', '-s') == [[['loglevel', 'silent']], [], []]
    assert options('--json', 'false') == [[['json', 'false']], [], []]
    assert options('--unknown', 'word') == [[['unknown', 'true']], ['word'], []]
    assert options('exec', '--no') == [[['yes', 'false']], ['exec'], []]


def test_ini():
    env = Map([['TOKEN', 'secret']])
    text = '; comment\n# another\nregistry = http://x/ ; tail\n//x/:_authToken=${TOKEN}\nkey="a b;c"\nlist[]=1\nlist[]=2\nbare\nleft=${NOT_SET}${NOT_SET?}\n'
    assert [[k, *v] for k, v in parse_ini(text, env).entries()] == [
        ['registry', 'http://x/'],
        ['//x/:_authToken', 'secret'],
        ['key', 'a b;c'],
        ['list', '1', '2'],
        ['bare', 'true'],
        ['left', '${NOT_SET}'],
    ]
    assert set_line('a=1\nb = 2\n', 'b', '3') == 'a=1\nb=3\n'
    assert set_line('a=1\n', 'a', None) == ''


def test_layers():
    env = Map([['npm_config_tag', 'env'], ['NPM_CONFIG_SAVE_EXACT', 'true']])
    found = config(['--save-prefix=~'], env, 'tag=project\nsave-prefix=x', 'tag=user\nprefix=/u')
    assert [found.text('tag'), found.text('save-prefix'), found.text('prefix'), found.flag('save-exact')] == [
        'env',
        '~',
        '/u',
        True,
    ]
    assert found.flag('package-lock') and not found.flag('global')
    assert config([]).number('fetch-retries') == 2


def test_omit():
    assert config(['--omit=dev', '--omit', 'peer']).omits('peer')
    assert not config(['--omit=dev,peer']).omits('peer')  # there is no such value, which causes a warning
    assert not config(['--omit=dev', '--include=dev']).omits('dev')
    assert config(['--no-optional']).omits('optional')
    assert config([], Map([['NODE_ENV', 'production']])).omits('dev')
    assert config(['--production']).omits('dev')
    assert not config([]).omits('dev')


def test_registries_and_tokens():
    found = config(
        [],
        None,
        '@corp:registry=https://npm.corp.example/path\n//npm.corp.example/path/:_authToken=abc\n//other.example/:_auth=eDp5',
    )
    assert found.registry_for('react') == 'https://registry.npmjs.org/'
    assert found.registry_for('@corp/a') == 'https://npm.corp.example/path/'
    assert found.authorization('https://npm.corp.example/path/@corp/a') == 'Bearer abc'
    assert found.authorization('https://npm.corp.example/elsewhere') is None
    assert found.authorization('https://npm.corp.example/pathology/a') is None
    assert found.authorization('https://other.example/a/b/c') == 'Basic eDp5'
    assert found.authorization('https://registry.npmjs.org/a') is None


def test_dates():
    found = config(['--before=2021-06-01T12:00:00.000Z'])
    assert [found.problem, found.before_ms()] == [None, 1622548800000.0]
    assert config(['--before', '2020-02-29']).before_ms() == 1582934400000.0
    assert config(['--before', '2020-01-01T00:00:00+02:00']).before_ms() == 1577829600000.0
    assert config([]).before_ms() is None
    assert config(['--min-release-age=0']).before_ms() is None
    # an age on the command line overrides a file's date, and the reverse
    assert config(['--min-release-age=1'], None, 'before=2020-01-01').before_ms() > 1600000000000.0
    assert config(['--before=2020-01-01'], None, 'min-release-age=3').before_ms() == 1577836800000.0
    for text in ['yesterday', '2020-02-30', '2020-13-01', '01/02/2020', '2020-1-1']:
        problem = config(['--before', text]).problem
        assert problem is not None and problem.code == 'EINVALIDCONFIG', text

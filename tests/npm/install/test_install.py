"""npm on a whole machine, in both worlds: installing, removing, failing without harm."""

from runtime_py.platform.bytes import alloc
from runtime_py.platform.compress import gzip
from runtime_py.platform.json import parse
from tests.npm.machine_support import Box


def make():
    box = Box()
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0"}\n')
    box.pack(
        'leaf-1.0.0.tgz',
        [
            ['package.json', '{"name": "leaf", "version": "1.0.0", "bin": "cli.js"}'],
            ['cli.js', '#!/usr/bin/env node\n'],
            ['lib/a.js', 'A'],
        ],
    )
    box.pack('leaf-2.0.0.tgz', [['package.json', '{"name": "leaf", "version": "2.0.0"}'], ['lib/b.js', 'B']])
    box.pack(
        'user-1.0.0.tgz',
        [
            [
                'package.json',
                '{"name": "user", "version": "1.0.0", "dependencies": {"leaf": "file:/packs/leaf-1.0.0.tgz"}}',
            ]
        ],
    )
    return box


async def test_add_and_remove():
    box = make()
    said = await box.npm('install', '../packs/leaf-1.0.0.tgz')
    assert [said.code, said.err] == [0, '']
    assert said.out.startswith('\nadded 1 package in ')
    assert box.read('/app/node_modules/leaf/lib/a.js') == 'A'
    assert box.system.readlink('/app/node_modules/.bin/leaf') == '../leaf/cli.js'
    assert box.system.access('/app/node_modules/leaf/cli.js', 1) == 0
    assert parse(box.read('/app/package.json')).get('dependencies').get('leaf') == 'file:../packs/leaf-1.0.0.tgz'
    assert parse(box.read('/app/package-lock.json')).get('packages').get('node_modules/leaf').get('version') == '1.0.0'
    again = await box.npm('install')
    assert again.out.startswith('\nup to date in ')
    gone = await box.npm('uninstall', 'leaf')
    assert gone.out.startswith('\nremoved 1 package in ')
    assert box.names('/app/node_modules') == ['.bin', '.package-lock.json']
    assert box.names('/app/node_modules/.bin') == []


async def test_a_package_that_starts_a_program_which_is_not_here():
    box = make()
    box.pack('ghp.tgz', [['package.json', '{"name": "gh-pages", "version": "6.0.0"}']])
    said = await box.npm('install', '/packs/ghp.tgz')
    assert said.code == 0
    assert said.err == (
        "npm warn gh-pages@6.0.0 starts git, which isn't in this machine: what needs it can't run here.\n"
    )
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0"}\n')
    box.pack(
        'over.tgz',
        [['package.json', '{"name": "over", "version": "1.0.0", "dependencies": {"gh-pages": "file:/packs/ghp.tgz"}}']],
    )
    said = await box.npm('install', '/packs/over.tgz')
    assert [said.code, said.err] == [0, '']  # it may do without


async def test_nested_when_versions_differ():
    box = make()
    said = await box.npm('install', '/packs/leaf-2.0.0.tgz', '/packs/user-1.0.0.tgz')
    assert [said.code, said.err] == [0, '']
    assert box.read('/app/node_modules/leaf/lib/b.js') == 'B'
    assert box.read('/app/node_modules/user/node_modules/leaf/lib/a.js') == 'A'
    listed = await box.npm('ls', '--all')
    assert listed.out == 'app@1.0.0 /app\n├── leaf@2.0.0\n└─┬ user@1.0.0\n  └── leaf@1.0.0\n\n'
    box.system.unlink('/app/node_modules/leaf/lib/b.js')
    fresh = await box.npm('ci')
    assert [fresh.code, fresh.err] == [0, '']
    assert box.read('/app/node_modules/leaf/lib/b.js') == 'B'


async def test_a_failure_changes_nothing():
    box = make()
    await box.npm('install', '/packs/leaf-1.0.0.tgz')
    manifest = box.read('/app/package.json')
    box.pack('bad.tgz', [['package.json', '{"name": "bad", "version": "1.0.0"}'], ['../../../escaped', 'x']])
    said = await box.npm('install', '/packs/bad.tgz')
    assert said.code == 1
    assert said.err.startswith('npm error code ETARESCAPE\n')
    said = await box.npm('install', '/packs/leaf-2.0.0.tgz', 'not-in-the-cache')
    assert said.err.startswith('npm error code ENOTCACHED\n')
    assert box.read('/app/package.json') == manifest
    assert box.names('/app/node_modules') == ['.bin', '.package-lock.json', 'leaf']
    assert box.read('/app/node_modules/leaf/lib/a.js') == 'A'
    assert box.names('/') == ['app', 'home', 'packs', 'tmp', 'usr']


async def test_the_folder_of_policies_is_no_leftover():
    """An empty `.terrarium`, and one with folders, is the user's, whether the install succeeds or fails."""
    box = make()
    box.system.mkdir('/app/.terrarium', 0o755)
    for package_name in ['/packs/leaf-1.0.0.tgz', 'not-in-the-cache']:
        await box.npm('install', package_name)
        assert box.names('/app/.terrarium') == [], package_name
    box.system.mkdir('/app/.terrarium/rules', 0o755)
    box.write('/app/.terrarium/rules/own.json', '{}')
    for package_name in ['/packs/leaf-2.0.0.tgz', 'not-in-the-cache']:
        await box.npm('install', package_name)
        assert box.read('/app/.terrarium/rules/own.json') == '{}', package_name


async def test_an_archive_that_expands_too_far():
    box = make()
    await box.npm('install', '/packs/leaf-1.0.0.tgz')
    before = box.names('/app/node_modules')
    box.system.write_file('/packs/bomb.tgz', gzip(alloc(70 * 1048576)))
    said = await box.npm('install', '/packs/bomb.tgz')
    assert said.code == 1
    assert said.err.startswith('npm error code EFBIG\n')
    assert box.names('/app/node_modules') == before
    assert box.names('/home/user/.npm/_staging') == ['-']


async def test_global():
    box = make()
    said = await box.npm('install', '-g', '/packs/leaf-1.0.0.tgz')
    assert [said.code, said.err] == [0, '']
    assert box.system.readlink('/usr/local/bin/leaf') == '../lib/node_modules/leaf/cli.js'
    assert box.names('/app') == ['package.json']
    await box.npm('uninstall', '-g', 'leaf')
    assert box.names('/usr/local/bin') == []


async def test_small_commands():
    box = make()
    assert (await box.npm('-v')).out == '11.17.0\n'
    assert (await box.run('npx')).code == 1
    unknown = await box.npm('frob')
    assert [unknown.code, unknown.err.split('\n')[0]] == [1, 'npm error Unknown command: "frob"']
    missing = await box.npm('run', 'biuld')
    assert [missing.code, missing.err.split('\n')[0]] == [1, 'npm error Missing script: "biuld"']
    assert (await box.npm('root')).out == '/app/node_modules\n'
    assert (await box.npm('config', 'get', 'registry')).out == 'https://registry.npmjs.org/\n'
    assert (await box.npm('version', 'minor')).out == 'v1.1.0\n'
    made = await box.npm('init', '-y')
    assert made.code == 0
    assert parse(box.read('/app/package.json')).get('license') == 'ISC'
    assert (await box.npm('ci')).err.startswith('npm error code EUSAGE\n')
    box.write('/app/package.json', '{')
    assert (await box.npm('install')).err.startswith('npm error code EJSONPARSE\n')


async def test_where_something_is_mounted():
    """A staging folder must be in the file system of its destination: here the project's files and node_modules are in
    different ones."""
    for places in [['/app'], ['/app/node_modules'], ['/app', '/app/node_modules']]:
        box = make()
        manifest = box.read('/app/package.json')
        for place in places:
            box.system.mkdir(place, 0o777)
            assert box.system.mount_memory('tmpfs', place, 0o755, False, 0) == 0
        box.write('/app/package.json', manifest)
        said = await box.npm('install', '/packs/leaf-1.0.0.tgz', '/packs/user-1.0.0.tgz')
        assert [said.code, said.err] == [0, '']
        assert box.names('/app') == ['node_modules', 'package-lock.json', 'package.json']
        assert box.names('/app/node_modules') == ['.bin', '.package-lock.json', 'leaf', 'user']
        assert (await box.npm('uninstall', 'leaf')).code == 0
        assert (await box.npm('ci')).code == 0
        assert box.names('/app') == ['node_modules', 'package-lock.json', 'package.json']

"""Commands about the installed tree on a whole machine, in both worlds. Against native npm:
test_trees_property.py."""

from __future__ import annotations

from runtime_py.npm.commands.dedupe import COMMANDS as DEDUPE
from runtime_py.npm.commands.explain import run as explain
from runtime_py.npm.commands.fund import run as fund
from runtime_py.npm.commands.install_test import COMMANDS as INSTALL_TEST
from runtime_py.npm.commands.link import run as link
from runtime_py.npm.commands.outdated import run as outdated
from runtime_py.npm.commands.pack import run as pack
from runtime_py.npm.commands.pages import COMMANDS as PAGES
from runtime_py.npm.commands.prune import run as prune
from runtime_py.npm.commands.rebuild import run as rebuild
from runtime_py.npm.commands.shrinkwrap import run as shrinkwrap
from runtime_py.npm.commands.table import COMMANDS
from tests.npm.machine_support import Box


async def make() -> Box:
    """`user` needs `leaf`, which asks for money and has a command."""
    box = Box()
    box.write(
        '/app/package.json',
        '{"name": "app", "version": "1.0.0", "dependencies": {"user": "file:/packs/user.tgz"}, "repository": "me/app"}\n',
    )
    leaf = '{"name": "leaf", "version": "1.0.0", "bin": "cli.js", "funding": "https://example.org"}'
    box.pack('leaf.tgz', [['package.json', leaf], ['cli.js', '#!/usr/bin/env node\n']])
    user = '{"name": "user", "version": "2.0.0", "dependencies": {"leaf": "file:/packs/leaf.tgz"}}'
    box.pack('user.tgz', [['package.json', user]])
    await box.npm('install')
    return box


def test_they_are_commands():
    given = [
        ['explain', explain],
        ['fund', fund],
        ['link', link],
        ['outdated', outdated],
        ['pack', pack],
        ['prune', prune],
        ['rebuild', rebuild],
        ['shrinkwrap', shrinkwrap],
        *DEDUPE,
        *INSTALL_TEST,
        *PAGES,
    ]
    assert [name for name, run in given if COMMANDS.get(name) is not run] == []


async def test_explain():
    box = await make()
    said = await box.npm('explain', 'leaf')
    assert said.out == (
        'leaf@1.0.0\nnode_modules/leaf\n  leaf@"file:/packs/leaf.tgz" from user@2.0.0\n  node_modules/user\n'
        '    user@"file:/packs/user.tgz" from the root project\n'
    )
    assert (await box.npm('explain', 'user@2')).out.startswith('user@2.0.0\n')
    assert (await box.npm('explain', 'node_modules/user')).out.startswith('user@2.0.0\n')
    none = await box.npm('explain', 'user@3')
    assert [none.code, none.err] == [1, 'npm error No dependencies found matching user@3\n']
    assert (await box.npm('explain')).code == 1


async def test_fund_and_pages_are_can_be_printed():
    box = await make()
    assert (
        await box.npm('fund')
    ).out == 'app@1.0.0\n└─┬ user@2.0.0\n  └── https://example.org\n      └── leaf@1.0.0\n\n'
    assert (
        await box.npm('fund', 'leaf', '--no-browser')
    ).out == 'Funding available at the following URL:\nhttps://example.org\n'
    assert (
        await box.npm('repo', '--no-browser')
    ).out == 'app repo available at the following URL:\nhttps://github.com/me/app\n'


async def test_what_is_from_no_registry_is_not_outdated():
    box = await make()
    said = await box.npm('outdated', '--all')
    assert [said.code, said.out, said.err] == [0, '', '']


async def test_prune_removes_what_nothing_needs():
    box = await make()
    box.system.mkdir('/app/node_modules/stray', 0o777)
    box.write('/app/node_modules/stray/package.json', '{"name": "stray", "version": "1.0.0"}')
    assert (await box.npm('explain', 'stray')).out == 'stray@1.0.0 extraneous\nnode_modules/stray\n'
    assert (await box.npm('prune', '--dry-run')).out.find('remove stray 1.0.0\n') >= 0
    assert (await box.npm('prune')).out.startswith('\nremoved 1 package in ')
    assert box.names('/app/node_modules') == ['.bin', '.package-lock.json', 'leaf', 'user']


async def test_dedupe_finds_nothing_to_do():
    box = await make()
    assert (await box.npm('find-dupes')).out.startswith('\nup to date in ')
    assert (await box.npm('dedupe')).out.startswith('\nup to date in ')


async def test_rebuild_links_the_commands_again():
    box = await make()
    box.system.unlink('/app/node_modules/.bin/leaf')
    said = await box.npm('rebuild')
    assert [said.code, said.out] == [0, 'rebuilt dependencies successfully\n']
    assert box.system.readlink('/app/node_modules/.bin/leaf') == '../leaf/cli.js'


async def test_shrinkwrap_and_a_missing_test():
    box = await make()
    said = await box.npm('shrinkwrap')
    assert said.err == 'npm notice package-lock.json has been renamed to npm-shrinkwrap.json\n'
    assert box.read('/app/npm-shrinkwrap.json').startswith('{\n  "name": "app"')
    tested = await box.npm('install-test')
    assert tested.code == 1 and tested.err.find('Missing script: "test"') >= 0


async def test_link():
    box = await make()
    box.system.mkdir('/lib', 0o777)
    box.write('/lib/package.json', '{"name": "lib", "version": "1.0.0", "bin": "cli.js"}')
    box.write('/lib/cli.js', '#!/usr/bin/env node')
    box.system.chdir('/lib')
    assert (await box.npm('link')).out.startswith('\nadded 1 package in ')
    assert box.system.readlink('/usr/local/lib/node_modules/lib') == '../../../../lib'
    assert box.system.readlink('/usr/local/bin/lib') == '../lib/node_modules/lib/cli.js'
    box.system.chdir('/app')
    before = box.read('/app/package.json')
    assert (await box.npm('link', 'lib')).code == 0
    assert box.system.readlink('/app/node_modules/lib') == '../../lib'
    assert box.system.readlink('/app/node_modules/.bin/lib') == '../lib/cli.js'
    assert box.read('/app/package.json') == before
    assert (await box.npm('link', '--global')).err.startswith('npm error code ELINKGLOBAL\n')


async def test_pack_and_install_it():
    box = await make()
    box.write('/app/index.js', 'module.exports = 1')
    box.write('/app/secret.key', 'x')
    box.write('/app/.npmignore', '*.key')
    said = await box.npm('pack')
    assert [said.code, said.out] == [0, 'app-1.0.0.tgz\n']
    assert said.err.find('npm notice 18B index.js\n') > 0 and said.err.find('npm notice total files: 2\n') > 0
    box.system.mkdir('/other', 0o777)
    box.write('/other/package.json', '{"name": "other", "version": "1.0.0"}')
    box.system.chdir('/other')
    assert (await box.npm('install', '/app/app-1.0.0.tgz')).code == 0
    assert box.names('/other/node_modules/app') == ['index.js', 'package.json']
    tried = await box.npm('pack', '--dry-run', '--json')
    assert tried.code == 0 and box.names('/other') == ['node_modules', 'package-lock.json', 'package.json']

"""A policy before the system calls: every access to a file, a host, a program or the kernel is checked; links, `..` and
descriptors of /proc don't bypass it."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.platform.memory import create
from runtime_py.security.actions import ALLOW, DENY
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Confinement, read_document
from runtime_py.security.subject import Subject
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.confined_environment import allowed_environment
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.policy_front import PolicyFront
from runtime_py.sys.policy_moves import ENTRIES_MOST
from runtime_py.sys.system import System
from runtime_py.sys.table import LATER, TABLE

CREATE = 0o102
WRITE_ONLY = 1
PLACES = Places('/home', '/home/app', '/home/app/node_modules/left', ['registry.example'])


def policy(text):
    return Confinement([]).narrowed(read_document(text, 'test'), PLACES).policy()


class Confined:
    def __init__(self, text: str, answer: str = DENY) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
        for folder in [
            '/home',
            '/home/app',
            '/home/app/node_modules',
            '/home/app/node_modules/left',
            '/home/app/node_modules/right',
            '/tmp',
            '/usr',
            '/usr/bin',
            '/secret',
            '/proc',
        ]:
            system.mkdir(folder, 0o777)
        mount_proc(system.fs)
        for file in [
            '/home/.npmrc',
            '/home/app/a.js',
            '/home/app/node_modules/left/index.js',
            '/home/app/node_modules/right/index.js',
            '/secret/key',
            '/tmp/t',
        ]:
            system.write_file(file, encode(file))
        system.write_file('/usr/bin/node', encode('#!/usr/bin/terrarium node\n'), 0o755)
        system.symlink('/secret', '/tmp/out')
        system.symlink('/secret/key', '/tmp/key')
        system.symlink('../secret/new', '/tmp/dangling')
        self.system = system

        def ask(action, thing, decision):
            self.asked.append(f'{action} {thing}')
            return answer

        PolicyFront(
            system,
            policy(text),
            Subject('node'),
            lambda action, thing, decision: self.told.append(f'{action} {thing}'),
            ask,
        ).put()


NO_SECRETS = '{"rules":[{"effect":"deny","action":["read","write"],"path":"/secret"}]}'


def test_what_is_allowed_works():
    system = Confined(NO_SECRETS).system
    fd = system.open('/home/app/a.js', 0)
    assert system.read(fd, alloc(4), 0, 4) == 4
    assert system.write_file('/tmp/new', encode('x')) == 1
    assert system.readdir_sorted('/home/app') == ['a.js', 'node_modules']
    assert system.open('/nothing', 0) == -ENOENT
    assert system.open('', 0) == -ENOENT


def test_no_way_to_a_denied_file():
    confined = Confined(NO_SECRETS)
    system = confined.system
    for path in [
        '/secret/key',
        '/tmp/key',
        '/tmp/out/key',
        '/tmp/../secret/key',
        '/tmp/out/../secret/key',
        '//secret//key',
        '/home/../tmp/key',
        '/tmp/out/./key',
    ]:
        assert system.open(path, 0) == -EACCES
        assert system.open(path, CREATE) == -EACCES
        assert system.open_wait(path, 0) == -EACCES
        assert system.read_file(path) == -EACCES
        assert system.truncate(path, 0) == -EACCES
        assert system.chmod(path, 0o777) == -EACCES
        assert system.utimes(path, 1, 1) == -EACCES
        assert system.watch(path, False) == -EACCES
        assert system.try_copy(path, '/tmp/copy', 0o777) is False
        assert system.write_file(path, encode('x')) == -EACCES
        assert not system.exists(path)
    assert system.open('/tmp/dangling', CREATE) == -EACCES
    assert system.open('/tmp/out/new', CREATE | WRITE_ONLY) == -EACCES
    assert system.readdir('/tmp/out') == -EACCES
    assert system.readdir_types('/secret/') == -EACCES
    assert system.link('/secret/key', '/tmp/hard') == -EACCES
    assert system.rename('/secret/key', '/tmp/stolen') == -EACCES
    assert system.rename('/tmp/t', '/tmp/out/t') == -EACCES
    assert system.rename_all([['/tmp/t', '/tmp/out/t']]) == -EACCES
    assert system.unlink('/tmp/out/key') == -EACCES
    assert system.mkdir('/secret/folder', 0o777) == -EACCES
    assert system.mkdtemp('/tmp/out/x') == -EACCES
    assert system.symlink('/x', '/secret/link') == -EACCES
    assert system.unix_bind('/tmp/out/socket') == -EACCES
    assert system.chdir('/secret') == -EACCES
    assert 'read /secret/key' in confined.told and 'read /secret/new' in confined.told


def test_a_file_that_is_not_there():
    system = Confined('{"rules":[{"effect":"deny","action":"read","path":"./**/.env*"}]}').system
    assert system.open('/home/app/.env', CREATE) == -EACCES  # opened for both
    assert system.open('/home/app/.env', 0o101) >= 0
    assert system.open('/home/app/.env', 0) == -EACCES
    assert system.open('/home/app/.env.local', 0) == -ENOENT
    assert system.open_wait('/home/app/.env.local', 0) == -ENOENT
    assert system.read_file('/home/app/.env.local') == -ENOENT
    # a folder that isn't shown doesn't tell what it lacks
    assert Confined(NO_SECRETS).system.open('/secret/nothing', 0) == -EACCES


def test_nothing_is_moved_to_where_more_is_allowed():
    """A folder takes along what is denied below it."""
    text = (
        '{"rules":[{"effect":"deny","action":"read","path":"/home/app/deep/private/**/*.key"},'
        '{"effect":"deny","action":"read","path":"./token"}]}'
    )
    confined = Confined(text)
    system = confined.system
    for folder in ['/home/app/deep', '/home/app/deep/private', '/home/app/deep/private/a', '/home/app/deep/other']:
        system.mkdir(folder, 0o777)
    for file in ['/home/app/deep/private/a/my.key', '/home/app/deep/private/a/text', '/home/app/token']:
        assert system.write_file(file, encode(file)) > 0
    assert system.read_file('/home/app/deep/private/a/my.key') == -EACCES
    for old, target in [
        ['/home/app/deep', '/tmp/x'],
        ['/home/app/deep/private/a', '/home/app/a'],
        ['/home/app/token', '/tmp/token'],  # it may be written, and not read
    ]:
        assert system.rename(old, target) == -EACCES, old
        assert system.rename_all([['/tmp/t', '/tmp/u'], [old, target]]) == -EACCES, old
        assert not system.exists(target) and system.exists('/tmp/t')
    assert confined.told[:1] == ['read /home/app/deep/private/a/my.key']
    assert system.rename('/home/app/deep/other', '/tmp/other') == 0
    assert system.rename('/home/app/deep/private/a/text', '/tmp/text') == 0
    assert system.rename('/home/app/deep/private/a', '/home/app/deep/private/b') == 0  # it is denied there, too
    assert system.read_file('/home/app/deep/private/b/my.key') == -EACCES
    system.mkdir('/home/app/deep/private/box', 0o777)
    parts = [['/home/app/deep/private/b', '/home/app/deep/private/box/b'], ['/home/app/deep/private/box', '/tmp/box']]
    assert system.rename_all(parts) == -EACCES and not system.exists('/tmp/box')
    careful = Confined('{"profile":"careful","rules":[{"effect":"allow","action":"write","path":"./"}]}').system
    careful.mkdir('/home/app/config', 0o777)
    assert careful.rename('/home/app/config', '/tmp/config') == 0
    careful.mkdir('/home/app/config', 0o777)
    careful.fs.symlink('/secret', '/home/app/config/.env.local')  # as the user made it
    assert careful.rename('/home/app/config', '/tmp/config2') == -EACCES


def test_a_large_folder_is_not_moved_unseen():
    system = Confined('{"rules":[{"effect":"deny","action":"read","path":"./many/**/*.key"}]}').system
    system.mkdir('/home/app/many', 0o777)
    for number in range(ENTRIES_MOST + 1):
        system.mknod(f'/home/app/many/{number}', 0o100644, 0)
    assert system.rename('/home/app/many', '/tmp/many') == -EACCES
    system.unlink('/home/app/many/0')
    assert system.rename('/home/app/many', '/tmp/many') == 0


def test_a_link_itself_is_not_what_it_leads_to():
    system = Confined(NO_SECRETS).system
    assert system.lstat('/tmp/key', alloc_floats()) == 0
    assert system.readlink('/tmp/key') == '/secret/key'
    assert system.unlink('/tmp/key') == 0
    assert system.stat('/secret/key', alloc_floats()) == -EACCES


def alloc_floats():
    return [0.0 for _ in range(18)]


def test_a_working_folder_that_is_relative():
    system = Confined(NO_SECRETS).system
    assert system.chdir('/tmp') == 0
    assert system.open('out/key', 0) == -EACCES
    assert system.open('t', 0) >= 0
    assert system.open('../secret/key', 0) == -EACCES


def test_a_further_name_is_a_way_to_write():
    system = Confined('{"rules":[{"effect":"deny","action":"write","path":"/home"}]}').system
    assert system.link('/home/app/a.js', '/tmp/same') == -EACCES
    assert system.try_copy('/home/app/a.js', '/home/b.js', 0o777) is False
    assert system.read_file('/home/app/a.js') is not None


def test_strict_shows_only_what_leads_to_its_own():
    system = Confined('"strict"').system
    for path in [
        '/',
        '/home',
        '/home/app',
        '/home/app/node_modules',
        '/home/app/node_modules/right/index.js',
        '/tmp/t',
    ]:
        assert system.exists(path)
    for path in ['/home/.npmrc', '/secret', '/secret/key', '/home/app/a.js', '/nothing']:
        assert not system.exists(path)
    assert system.readdir('/home') == -EACCES
    assert system.read_file('/home/app/a.js') == -EACCES
    assert system.open('/home/app/node_modules/left/made', CREATE) >= 0
    assert system.open('/home/app/node_modules/right/made', CREATE) == -EACCES


def test_programs_hosts_ports():
    confined = Confined(
        '{"rules":[{"effect":"deny","action":"execute","path":"/usr/bin/node"},{"effect":"deny","action":["connect","listen"],"host":"*"},'
        '{"effect":"allow","action":"connect","host":"good.example:443"},{"effect":"allow","action":"listen","host":"localhost:8080"}]}'
    )
    system = confined.system
    assert system.spawn(SpawnRequest('/usr/bin/node', ['node'], [], '/', [])) == -EACCES
    assert system.spawn(SpawnRequest('node', ['node'], ['PATH=/usr/bin'], '/', [])) == -EACCES
    assert system.spawn(SpawnRequest('/nothing', ['x'], [], '/', [])) == -ENOENT
    evil = system.outside_address('evil.example')
    assert system.socket_connect(evil, 443) == -EACCES
    assert system.socket_connect('1.2.3.4', 443) == -EACCES
    assert system.socket_connect(system.outside_address('good.example'), 80) == -EACCES
    assert system.socket_connect(system.outside_address('good.example'), 443) != -EACCES
    assert system.socket_listen('0.0.0.0', 8080, 1) >= 0
    assert system.socket_listen('127.0.0.1', 8081, 1) == -EACCES
    assert system.unix_connect('\0terrarium/outside') == -EACCES
    assert confined.told[3:5] == ['connect 1.2.3.4:443', 'connect good.example:80']


def test_what_is_asked_waits_for_the_answer():
    text = '{"rules":[{"effect":"ask","action":"write","path":"/tmp"}]}'
    yes = Confined(text, ALLOW)
    assert yes.system.write_file('/tmp/x', encode('x')) == 1
    assert yes.asked[0] == 'write /tmp/x' and yes.told == []
    no = Confined(text, DENY)
    assert no.system.write_file('/tmp/x', encode('x')) == -EACCES
    assert no.told[0] == 'write /tmp/x'


def test_other_processes_are_out_of_reach():
    confined = Confined(NO_SECRETS)
    assert confined.system.read_file('/proc/99/environ') == -EACCES


async def test_questions_to_the_kernel():
    system = Confined(NO_SECRETS).system
    refused = ''
    try:
        await system.ask_kernel('rollback', 'x')
    except Exception as error:
        refused = error.message
    assert refused == 'rollback: not allowed by the policy of this process'


def test_environment():
    pairs = [
        'PATH=/bin',
        'NPM_TOKEN=x',
        'HOME=/home',
        'PATH=/usr/bin',
        'MINE=1',
        'npm_config_registry=r',
        'npm_config_//r/:_authToken=x',
        '__proto__=1',
    ]
    assert allowed_environment(pairs, policy('"strict"'), Subject('node')) == [
        'PATH=/bin',
        'HOME=/home',
        'PATH=/usr/bin',
        'npm_config_registry=r',
    ]
    assert allowed_environment(pairs, policy('"careful"'), Subject('node')) == [
        pair for pair in pairs if 'oken' not in pair and 'TOKEN' not in pair
    ]
    assert allowed_environment(pairs, policy('"open"'), Subject('node')) == pairs


def test_no_call_that_names_a_path_or_host_is_left_out():
    """A new row of the table is either checked, or listed here with a reason."""
    harmless = [
        'absolute',  # only joins strings
        'resolve_program',  # searches for a program; starting it is checked
        'charge_request',  # counts a request that the network worker has got
        'outside_address',
        'outside_name',
        'find_host',  # only looks a name up, makes no connection
        'sockname',
        'peername',
    ]
    system = Confined(NO_SECRETS).system
    for call in TABLE:
        if (
            call.name in harmless
            or len(
                [name for name in call.names() if name in ['path', 'old_path', 'new_path', 'prefix', 'moves', 'host']]
            )
            == 0
        ):
            continue
        if call.blocks == LATER or len(call.permissions) == 0:
            assert len(call.permissions) > 0, call.name
            continue
        given = [
            '/secret/key'
            if name in ['path', 'old_path', 'new_path', 'prefix']
            else [['/secret/key', '/tmp/z']]
            if name == 'moves'
            else 1
            for name in call.names()
        ]
        if call.place('host') >= 0:
            continue
        result = system_call(system, call.name, given)
        assert result == -EACCES or result is False, call.name


def system_call(system, name, given):
    return getattr(system, name)(*given)

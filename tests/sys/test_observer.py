"""What an observer notes of a process, and what it denies a restrained one."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.platform.memory import create
from runtime_py.security.areas import HOME, PROJECT, SCRATCH, SECRETS, SETTINGS, Surroundings
from runtime_py.security.firewall import ENFORCING, PROGRAM, Actor, Firewall, FirewallRule
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Confinement
from runtime_py.security.restriction import DENIED, SLOWED
from runtime_py.security.subject import Subject
from runtime_py.security.writing import write_confinement
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.layout import (
    AREA,
    FIREWALL,
    RESTRAINT,
    SEEN_READ,
    SEEN_REMOVED,
    SEEN_WRITTEN,
    SEEN_WRITTEN_FILES,
    entry,
)
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.observer import FIREWALL_POLICY, REWRITTEN, Observer
from runtime_py.sys.system import System

APP = '/home/user/app'


class Observed:
    def __init__(self) -> None:
        self.told: list[str] = []
        self.refused: list[str] = []
        system = System(create_machine(create(4194304, 134217728)), 0, APP, lambda launch: None)
        for folder in [
            '/home',
            '/home/user',
            APP,
            '/tmp',
            '/proc',
            '/var',
            '/var/lib',
            '/var/lib/terrarium',
            '/usr',
            '/usr/bin',
        ]:
            system.mkdir(folder, 0o777)
        mount_proc(system.fs)
        for file in ['/home/user/.npmrc', '/home/user/notes', f'{APP}/a.js', f'{APP}/.env', '/tmp/t']:
            system.write_file(file, encode(file))
        system.write_file('/usr/bin/node', encode('#!/usr/bin/terrarium node\n'), 0o755)
        system.outside_listen()
        self.system = system
        self.observer = Observer(
            system,
            Surroundings('/home/user', APP),
            Subject('node'),
            lambda what, thing: self.told.append(f'{what} {thing}'),
            lambda host, decision: self.refused.append(host),
        )
        self.observer.put()

    def word(self, field: int) -> int:
        return self.system.memory.i32[(entry(0) >> 2) + field]

    def set(self, field: int, value: int) -> None:
        self.system.memory.i32[(entry(0) >> 2) + field] = value

    def read(self, path: str) -> int:
        fd = self.system.open(path, 0)
        if fd >= 0:
            self.system.close(fd)
        return fd

    def address(self, name: str) -> str:
        found = self.system.outside_address(name)
        return found if isinstance(found, str) else ''


def test_reads_are_bits_and_rare_ones_are_told_once():
    one = Observed()
    for _ in range(3):
        one.read(f'{APP}/a.js')
        one.read('a.js')
        one.read('/home/user/.npmrc')
        one.read(f'{APP}/../.npmrc')
        one.system.read_file('/home/user/notes')
        assert one.read('/home/user/.ssh') == -ENOENT
    assert one.word(SEEN_READ) == (1 << PROJECT) | (1 << SECRETS) | (1 << HOME)
    assert one.told == ['read /home/user/.npmrc', 'read /home/user/notes']
    assert one.word(SEEN_WRITTEN) == 0


def test_writes_are_counted_and_replaced_files_reported_by_doubling():
    one = Observed()
    for _ in range(2):
        for k in range(45):
            one.system.write_file(f'{APP}/f{k}.js', encode('x'))
            one.system.write_file(f'{APP}/p{k}.png', encode('x'))
    one.system.write_file('/tmp/x', encode('x'))
    one.system.write_file(f'{APP}/.env', encode('x'))
    assert one.word(SEEN_WRITTEN_FILES) == 181
    assert one.word(SEEN_WRITTEN) == (1 << PROJECT) | (1 << SETTINGS) | (1 << SCRATCH)
    reports = [told for told in one.told if told.startswith(REWRITTEN)]
    assert len(reports) == 2
    assert '.png' not in reports[1]
    assert reports[1].endswith(f'{APP}/f39.js')
    assert len(reports[1].split('\n')) == 16
    assert f'write {APP}/.env' in one.told


def test_new_files_are_reported_once_many_were_removed():
    one = Observed()
    for k in range(30):
        one.system.write_file(f'{APP}/f{k}.js', encode('x'))
    age(one)
    for k in range(30):
        one.system.write_file(f'{APP}/f{k}.js.locked', encode('x'))
        one.system.unlink(f'{APP}/f{k}.js')
    reports = [told for told in one.told if told.startswith(REWRITTEN)]
    assert len(reports) == 1
    assert '.locked' in reports[0]


def age(one: Observed) -> None:
    """As if the program had begun only now."""
    one.observer._began = now_ms() + 1000


def test_what_a_program_makes_it_may_remove():
    one = Observed()
    for k in range(30):
        one.system.write_file(f'{APP}/f{k}.js', encode('x'))
        one.system.unlink(f'{APP}/f{k}.js')
    one.system.unlink('/nothing')
    assert one.word(SEEN_REMOVED) == 0


def test_removals_links_and_executables():
    one = Observed()
    system = one.system
    age(one)
    system.rename(f'{APP}/a.js', f'{APP}/b.js')
    system.unlink(f'{APP}/b.js')
    system.unlink('/tmp/t')
    assert one.word(SEEN_REMOVED) == 1
    system.symlink('../.npmrc', f'{APP}/l')
    system.symlink('/', f'{APP}/root')
    system.symlink('b.js', f'{APP}/own')
    system.write_file(f'{APP}/run', encode('x'))
    system.chmod(f'{APP}/run', 0o755)
    fd = system.open(f'{APP}/open', 0o101, 0o644)
    system.fchmod(fd, 0o755)
    system.fchmod(99, 0o755)
    system.write_file('/tmp/run', encode('x'), 0o755)
    system.close(system.open('/tmp/made', 0o101, 0o755))
    assert one.told == [
        'link /home/user/.npmrc',
        'link /',
        f'executable {APP}/run',
        f'executable {APP}/open',
        'executable /tmp/run',
        'executable /tmp/made',
    ]


def test_a_hard_link_and_a_copy_read_what_they_take():
    one = Observed()
    one.system.link('/home/user/.npmrc', '/tmp/taken')
    assert one.told == ['read /home/user/.npmrc']
    one = Observed()
    one.system.try_copy('/home/user/.npmrc', '/tmp/taken', 0o644)
    assert one.told == ['read /home/user/.npmrc']


def test_hosts_are_told_by_name():
    one = Observed()
    one.system.socket_connect(one.address('api.test'), 443)
    one.system.socket_connect(one.address('api.test'), 443)
    one.system.socket_connect('127.0.0.1', 80)
    assert one.told == ['host api.test:443']


def test_a_denied_process_changes_nothing():
    one = Observed()
    system = one.system
    one.set(RESTRAINT, DENIED)
    assert one.read(f'{APP}/a.js') >= 0
    assert system.open(f'{APP}/a.js', 1) == -EACCES
    assert system.write_file(f'{APP}/new', encode('x')) == -EACCES
    assert system.unlink(f'{APP}/a.js') == -EACCES
    assert system.rename(f'{APP}/a.js', f'{APP}/b') == -EACCES
    assert system.rename('/tmp/t', f'{APP}/a.js') == -EACCES
    assert system.truncate(f'{APP}/a.js', 0) == -EACCES
    assert system.symlink('/', f'{APP}/l') == -EACCES
    assert system.rename_all([['/tmp/t', '/tmp/u'], ['/tmp/u', f'{APP}/a.js']]) == -EACCES
    assert system.chmod(f'{APP}/a.js', 0o755) == system.chown(f'{APP}/a.js', 1000, 1000) == -EACCES
    assert system.lchown(f'{APP}/a.js', 1000, 1000) == system.mknod(f'{APP}/p', 0o10644, 0) == -EACCES
    assert system.fchmod(system.open(f'{APP}/a.js', 0), 0o755) == -EACCES
    assert system.chmod('/tmp/t', 0o755) == 0 and system.fchmod(system.open('/tmp/t', 0), 0o644) == 0
    assert not system.try_copy('/tmp/t', f'{APP}/a.js', 0o644)
    assert system.socket_connect(one.address('api.test'), 443) == -EACCES
    assert system.spawn(SpawnRequest('node', ['node'], ['PATH=/usr/bin'], '/', [], 0)) == -EACCES
    assert system.write_file('/tmp/own', encode('x')) == 1
    one.set(RESTRAINT, 0)
    assert system.write_file(f'{APP}/new', encode('x')) == 1


def test_a_slowed_process_goes_on():
    one = Observed()
    one.set(RESTRAINT, SLOWED)
    assert one.system.write_file(f'{APP}/new', encode('x')) == 1
    assert one.read(f'{APP}/new') >= 0


def publish(one: Observed, firewall: Firewall, version: int) -> None:
    text = write_confinement(Confinement([]).narrowed(firewall.document([]), Places('/home/user', '/')))
    one.system.write_file(FIREWALL_POLICY, encode(text))
    one.system.memory.i32[(AREA >> 2) + FIREWALL] = version


def test_the_firewall_is_read_again_with_each_version():
    one = Observed()
    firewall = Firewall()
    firewall.mode = ENFORCING
    publish(one, firewall, 1)
    assert one.system.socket_connect(one.address('api.test'), 443) == -EACCES
    assert one.refused == ['api.test:443']
    firewall.put(FirewallRule('allow', Actor(PROGRAM, 'node'), 'api.test', 'x'))
    publish(one, firewall, 2)
    assert one.system.socket_connect(one.address('api.test'), 443) >= 0
    assert one.system.socket_connect(one.address('other.test'), 443) == -EACCES
    one.system.memory.i32[(AREA >> 2) + FIREWALL] = 0
    assert one.system.socket_connect(one.address('other.test'), 443) >= 0


def test_a_firewall_that_can_not_be_read_denies():
    one = Observed()
    one.system.write_file(FIREWALL_POLICY, encode('{'))
    one.system.memory.i32[(AREA >> 2) + FIREWALL] = 1
    assert one.system.socket_connect(one.address('api.test'), 443) == -EACCES


def test_calls_give_what_they_gave():
    one = Observed()
    buffer = alloc(4)
    fd = one.system.open(f'{APP}/a.js', 0)
    assert one.system.read(fd, buffer, 0, 4) == 4
    content = one.system.read_file('/nothing')
    assert content == -ENOENT
    assert one.system.unlink('/nothing') == -ENOENT

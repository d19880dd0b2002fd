"""Connections to hosts outside the machine: names, their stand-in addresses, and how a connection fails."""

from runtime_py.ipc.names import index_of_stand_in, is_host_name, stand_in
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, ECONNREFUSED, ECONNRESET, EHOSTUNREACH, EINVAL, ENETUNREACH, ENOENT
from runtime_py.platform.memory import create
from runtime_py.platform.text import repeat
from runtime_py.resources.limits import HOSTS, REQUESTS, Bounds
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.layout import FREE_BYTES, HEAP_END


def make() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


def text_of(system: System, fd: int) -> str:
    buffer = alloc(1000)
    count = system.read(fd, buffer, 0, 1000)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def used(system: System) -> float:
    return system.memory.i32[HEAP_END] - system.memory.f64[FREE_BYTES >> 1]


def test_stand_in_addresses():
    assert [stand_in(2), stand_in(65538), stand_in(0x1FFFE)] == ['198.18.0.2', '198.19.0.2', '198.19.255.254']
    for index in [2, 255, 256, 65535, 65536, 0x1FFFE]:
        assert index_of_stand_in(stand_in(index)) == index
    assert [index_of_stand_in(text) for text in ['198.17.0.2', '10.0.0.1', '::1', '198.20.0.1']] == [0, 0, 0, 0]


def test_what_may_be_the_name_of_a_host():
    for name in ['a.test', 'EXAMPLE.org', 'a_b.example', 'xn--bcher-kva.example', 'host', 'example.org.']:
        assert is_host_name(name), name
    for name in [
        '',
        '.',
        'a..b',
        '-a.test',
        'a-.test',
        'a b',
        'x.invalid',
        'x.onion',
        '1.2.3.4',
        'bücher.example',
        'a/b',
        'localhost',
        repeat('a', 64) + '.test',
    ]:
        assert not is_host_name(name), name


def test_a_name_keeps_its_address():
    system = make()
    first = system.outside_address('one.test')
    assert first == '198.18.0.2' and system.outside_address('two.test') == '198.18.0.3'
    assert system.outside_address('ONE.test.') == first
    assert system.outside_name('198.18.0.3') == 'two.test' and system.outside_name('198.18.0.9') == ''
    assert system.outside_address('x.invalid') == -ENOENT


def test_a_connection_leads_to_its_name():
    system = make()
    address = system.outside_address('one.test')
    assert isinstance(address, str)
    assert system.socket_connect(address, 80) == -ECONNREFUSED  # the kernel hasn't opened the outside listener yet
    listener = system.outside_listen()
    fd = system.socket_connect(address, 8080)
    end = system.accept(listener)
    assert fd >= 0 and end >= 0
    assert system.outside_target(end) == ['one.test', 8080, system.pid]
    assert system.outside_target(fd) == ['one.test', 8080, 0]
    assert (
        system.peername(fd) == [address, 8080]
        and system.sockname(fd)[0] == '198.18.0.1'
        and system.sockname(end) == [address, 8080]
    )
    assert system.is_outside(fd) and system.is_outside(end)
    system.write(fd, encode('GET'), 0, 3)
    assert text_of(system, end) == 'GET'
    assert system.machine.sockets.served_ports() == []


def test_literal_addresses_lead_to_themselves():
    system = make()
    listener = system.outside_listen()
    for address in ['192.0.2.7', '2001:db8::7']:
        fd = system.socket_connect(address, 443)
        assert system.outside_target(system.accept(listener)) == [address, 443, system.pid]
        assert system.peername(fd) == [address, 443]
    fd = system.socket_connect('::ffff:192.0.2.7', 443)
    assert system.outside_target(system.accept(listener)) == ['192.0.2.7', 443, system.pid]
    assert system.socket_connect('198.18.0.200', 80) == -EHOSTUNREACH
    assert system.socket_connect('fe80::1%eth0', 80) == -ENETUNREACH


def test_loopback_connections_are_not_outside():
    system = make()
    listener = system.socket_listen('127.0.0.1', 3000, 5)
    fd = system.socket_connect('127.0.0.1', 3000)
    assert fd >= 0 and not system.is_outside(fd) and system.outside_target(fd) == [] and not system.is_outside(listener)


def test_what_is_bound_to_the_loopback_does_not_leave():
    system = make()
    system.outside_listen()
    assert system.socket_connect('192.0.2.7', 80, system.socket_bind('127.0.0.1', 0)) == -EINVAL
    anywhere = system.socket_bind('0.0.0.0', 0)
    assert system.socket_connect('192.0.2.7', 80, anywhere) == anywhere and system.is_outside(anywhere)


def test_a_failure_is_told_after_what_came_before_it():
    system = make()
    listener = system.outside_listen()
    fd = system.socket_connect('192.0.2.7', 80)
    end = system.accept(listener)
    assert system.failure(fd) is None
    system.write(end, encode('half'), 0, 4)
    system.fail(end, 'ERR_WHY', 'a sentence')
    system.fail(end, 'ERR_OTHER', 'the first one counts')
    system.close(end)
    assert system.write(fd, encode('more'), 0, 4) == 4
    assert text_of(system, fd) == 'half' and text_of(system, fd) == f'error {ECONNRESET}'
    failure = system.failure(fd)
    assert failure is not None and failure.code == 'ERR_WHY' and failure.message == 'a sentence'
    system.close(fd)


def fail_one(system: System, listener: int) -> None:
    fd = system.socket_connect('192.0.2.7', 80)
    end = system.accept(listener)
    system.fail(end, 'ERR_WHY', 'a sentence')
    system.close(fd)
    system.close(end)


def test_requests_and_hosts_have_limits():
    system = make()
    listener = system.outside_listen()
    request = SpawnRequest('', ['x'], [], '/', [])
    request.limits = [(REQUESTS, Bounds(3, 3)), (HOSTS, Bounds(2, 2))]
    slot = system.context.locked(lambda: system.children_calls._make_child(request, ['x']))
    child = System(system.machine, slot, '/', lambda launch: None)
    assert child.socket_connect('198.51.100.1', 80) >= 0
    end = system.accept(listener)
    asked = ['a.test', 'b.test', 'c.test', 'a.test', 'a.test']
    assert [system.charge_request(end, host) for host in asked] == ['', '', 'hosts', '', 'requests']
    assert system.reading(slot).requests == 3
    other = system.socket_connect('198.51.100.1', 80)
    mine = system.accept(listener)
    assert other >= 0 and [system.charge_request(mine, host) for host in asked] == ['', '', '', '', '']


def test_nothing_is_lost_of_the_heap():
    system = make()
    listener = system.outside_listen()
    fail_one(system, listener)
    before = used(system)
    for _ in range(5):
        fail_one(system, listener)
    assert system.accept(listener) == -EAGAIN and used(system) == before

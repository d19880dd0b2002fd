"""Watching descriptors whose object is replaced, or removed, meanwhile; what a first wait tells."""

from runtime_py.ipc.pipe import POLLIN
from runtime_py.ipc.socket import LISTENER_BYTES
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System


async def test_the_memory_of_what_was_watched_is_another_s():
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    system.listen(system.unix_bind('/server'), 5)
    client = system.unix_bind('/client')
    system.reactor.add(client, POLLIN, lambda events: None)
    assert system.unix_connect('/server', client) == client  # a bound address is a connection now
    closed = system.pipe()
    system.reactor.add(closed[0], POLLIN, lambda events: None)
    system.close(closed[0])
    heap = system.machine.heap
    blocks = [heap.alloc(LISTENER_BYTES) for _ in range(4)]
    system.reactor.arm()
    memory = system.memory
    for block in blocks:
        assert [memory.i32[(block >> 2) + k] for k in range(LISTENER_BYTES // 4)] == [
            0 for _ in range(LISTENER_BYTES // 4)
        ]


async def test_a_port_is_served_once_its_program_waits_for_connections():
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    tried = system.socket_listen('127.0.0.1', 3000, 5)
    assert system.machine.sockets.served_ports() == []
    system.close(tried)
    kept = system.socket_listen('127.0.0.1', 3000, 5)
    system.reactor.add(kept, POLLIN, lambda events: None)
    system.reactor.arm()
    assert system.machine.sockets.served_ports() == [3000]
    system.close(kept)
    assert system.machine.sockets.served_ports() == []

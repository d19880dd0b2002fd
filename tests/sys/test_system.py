"""System calls over a whole machine in one worker."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import (
    EACCES,
    EADDRINUSE,
    EAGAIN,
    EBADF,
    ECHILD,
    ECONNREFUSED,
    EINVAL,
    EISCONN,
    ENOENT,
    ENOEXEC,
    ESRCH,
)
from runtime_py.platform.memory import create
from runtime_py.sys.children import Launch, SpawnRequest
from runtime_py.sys.layout import CONTROL, DYING, DYING_STATUS, FREE, STATE
from runtime_py.sys.machine import create_machine
from runtime_py.sys.signals import SIGINT, SIGTERM, number_of_signal
from runtime_py.sys.system import System


def make(launched: list[Launch]) -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: launched.append(launch))


def text_of(system: System, fd: int) -> str:
    buffer = alloc(1000)
    count = system.read(fd, buffer, 0, 1000)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def program(system: System, path: str, text: str) -> None:
    system.write_file(path, encode(text))
    system.chmod(path, 0o755)


def test_descriptors_are_the_lowest_free_ones():
    system = make([])
    a = system.open('/a', 0o102, 0o666)
    b = system.open('/a', 0, 0)
    assert [a, b] == [0, 1]
    system.write(a, encode('abc'), 0, 3)
    assert text_of(system, b) == 'abc'
    assert system.dup2(b, 7) == 7
    assert system.close(a) == 0
    assert system.dup(7) == 0
    assert system.close(a) == 0
    assert system.close(a) == -EBADF
    assert system.seek(7, 0, 0) == 0
    assert text_of(system, b) == 'abc'


def test_the_umask_and_the_cwd():
    system = make([])
    system.mkdir('/d', 0o777)
    assert system.chdir('/missing') == -ENOENT
    assert system.chdir('d') == 0
    system.write_file('f', encode('x'))
    assert system.mode_of('/d/f') == 0o100644
    system.umask(0o077)
    system.mkdir('e', 0o777)
    assert system.mode_of('/d/e') == 0o40700
    assert system.getcwd() == '/d'


def test_nice_values_only_rise_and_go_to_children():
    launched = []
    system = make(launched)
    assert system.getpriority(0) == 20
    assert system.setpriority(0, 5) == 0
    assert system.setpriority(0, 4) == -EACCES
    assert system.getpriority(9999) == -ESRCH
    assert system.setpriority(9999, 1) == -ESRCH
    system.mkdir('/bin', 0o755)
    program(system, '/bin/node', '#!/usr/bin/terrarium node\n')
    pid = system.spawn(SpawnRequest('/bin/node', ['node'], [], '', []))
    assert pid > 0
    assert system.getpriority(pid) == 25
    assert system.setpriority(pid, 40) == 0
    assert system.getpriority(pid) == 39
    assert system.getpriority(0) == 25


def test_a_pipe_between_descriptors():
    system = make([])
    reader, writer = system.pipe()
    assert text_of(system, reader) == f'error {EAGAIN}'
    assert system.write_wait(writer, encode('through'), 0, 7) == 7
    assert text_of(system, reader) == 'through'
    system.close(writer)
    assert text_of(system, reader) == ''


def test_sockets():
    system = make([])
    listener = system.socket_listen('127.0.0.1', 3000, 10)
    assert system.socket_listen('0.0.0.0', 3000, 10) == -EADDRINUSE
    assert system.socket_connect('localhost', 3001) == -ECONNREFUSED
    client = system.socket_connect('localhost', 3000)
    server = system.accept(listener)
    system.write(client, encode('hello'), 0, 5)
    assert text_of(system, server) == 'hello'
    assert system.sockname(listener) == ['127.0.0.1', 3000]
    system.close(client)
    assert text_of(system, server) == ''
    system.close(listener)
    assert system.socket_connect('localhost', 3000) == -ECONNREFUSED


def talk_much(system: System) -> float:
    """Returns how many bytes are free afterwards."""
    listener = system.socket_listen('127.0.0.1', 3000, 10)
    client = system.socket_connect('127.0.0.1', 3000)
    server = system.accept(listener)
    data = alloc(100000)
    buffer = alloc(1000000)
    for _ in range(3):
        assert system.write(client, data, 0, 100000) == 65536
        assert system.read(server, buffer, 0, 1000000) == 65536
    assert system.write(client, data, 0, 100000) == 100000
    assert system.write(server, data, 0, 100000) == 65536
    assert system.read(server, buffer, 0, 1000000) == 100000
    for fd in [client, server, listener]:
        system.close(fd)
    return system.machine.heap.free_bytes()


def test_a_busy_connection_gets_more_room_and_gives_it_back():
    system = make([])
    assert talk_much(system) == talk_much(system)


def test_bound_sockets():
    system = make([])
    listener = system.socket_bind('0.0.0.0', 3000)
    assert system.socket_connect('127.0.0.1', 3000) == -ECONNREFUSED
    assert system.accept(listener) == -EINVAL
    assert system.listen(listener, 10) == 0
    assert system.socket_bind('127.0.0.2', 3000) == -EADDRINUSE
    bound = system.socket_bind('127.0.0.2', 4000)
    assert system.sockname(bound) == ['127.0.0.2', 4000]
    assert system.socket_connect('127.0.0.1', 3000, bound) == bound
    assert system.socket_connect('127.0.0.1', 3000, bound) == -EISCONN
    server = system.accept(listener)
    assert system.sockname(bound) == ['127.0.0.2', 4000]
    assert system.peername(server) == ['127.0.0.2', 4000]
    assert system.sockname(server) == ['127.0.0.1', 3000]
    assert system.listen(server, 10) == -EINVAL


def test_unix_sockets():
    system = make([])
    for name in ['/socket', '\0abstract']:
        listener = system.unix_bind(name)
        assert system.unix_bind(name) == -EADDRINUSE
        assert system.unix_connect(name) == -ECONNREFUSED
        system.listen(listener, 1)
        client = system.unix_connect(name, system.unix_bind(name + '2'))
        server = system.accept(listener)
        system.write(client, encode('hello'), 0, 5)
        assert text_of(system, server) == 'hello'
        system.close(listener)
        assert system.unix_connect(name) == -ECONNREFUSED
    listener = system.unix_bind('/closed')
    system.listen(listener, 1)
    system.chmod('/closed', 0)
    assert system.unix_connect('/closed') == -EACCES


def test_devices():
    system = make([])
    system.mkdir('/dev', 0o755)
    system.fs.mknod('/dev/null', 0x2000 | 0o666, 259)
    fd = system.open('/dev/null', 2, 0)
    assert system.write(fd, encode('gone'), 0, 4) == 4
    assert text_of(system, fd) == ''


def test_programs_are_found_by_their_first_line():
    launched: list[Launch] = []
    system = make(launched)
    system.mkdir('/usr', 0o755)
    system.mkdir('/usr/bin', 0o755)
    program(system, '/usr/bin/node', '#!/usr/bin/terrarium node\n')
    program(system, '/usr/bin/tool', '#!/usr/bin/env node\nconsole.log(1)\n')
    system.write_file('/plain', encode('text'))
    pid = system.spawn(SpawnRequest('tool', ['tool', '-x'], ['PATH=/usr/bin'], '', []))
    assert pid == launched[0].pid
    assert launched[0].applet == 'node'
    assert launched[0].argv == ['node', '/usr/bin/tool', '-x']
    assert system.spawn(SpawnRequest('missing', ['missing'], ['PATH=/usr/bin'], '', [])) == -ENOENT
    assert system.spawn(SpawnRequest('/plain', ['plain'], [], '', [])) == -EACCES
    system.chmod('/plain', 0o755)
    assert system.spawn(SpawnRequest('/plain', ['plain'], [], '', [])) == -ENOEXEC


def test_programs_are_looked_for_where_they_will_run():
    launched: list[Launch] = []
    system = make(launched)
    for folder in ['/usr', '/usr/bin', '/work', '/work/bin']:
        system.mkdir(folder, 0o755)
    program(system, '/usr/bin/node', '#!/usr/bin/terrarium node\n')
    program(system, '/work/bin/own', '#!/usr/bin/terrarium sh\n')
    program(system, '/work/tool', '#!/usr/bin/env own\n')
    program(system, '/work/direct', '#!bin/own\n')
    path = 'PATH=bin:/usr/bin'
    assert system.spawn(SpawnRequest('./tool', ['./tool'], [path], '/', [])) == -ENOENT
    for file, argv in [['./tool', ['sh', './tool', 'x']], ['own', ['own', 'x']], ['./direct', ['sh', './direct', 'x']]]:
        assert system.spawn(SpawnRequest(file, [file, 'x'], [path], '/work', [])) > 0
        assert launched[-1].argv == argv and launched[-1].applet == 'sh' and launched[-1].path == '/work/bin/own'


def spawned(system: System) -> int:
    system.mkdir('/bin', 0o755)
    program(system, '/bin/x', '#!/usr/bin/terrarium x\n')
    return system.spawn(SpawnRequest('/bin/x', ['x'], [], '', [], 0))


def test_signals_mark_and_doom():
    system = make([])
    pid = spawned(system)
    slot = system.processes.find(pid)
    system.processes.set_handled(slot, SIGINT, True)
    assert system.kill(pid, SIGINT) == 0
    assert system.processes.get(slot, CONTROL) == 0
    assert system.kill(pid, SIGINT) == 0
    assert system.processes.get(slot, CONTROL) == DYING
    assert system.processes.get(slot, DYING_STATUS) == SIGINT << 8
    assert number_of_signal('SIGTERM') == SIGTERM
    assert number_of_signal('nonsense') == -1


def test_slots_are_given_out_in_turn():
    """A worker that was terminated may live on for a while: its slot must not be reused by the next process."""
    processes = make([]).processes
    first = processes.claim(1, 0, 0)
    processes.set(first, STATE, FREE)
    second = processes.claim(1, 0, 0)
    assert second == first + 1
    assert processes.claim_thread(second) == second + 1
    taken = [processes.claim(1, 0, 0) for _ in range(SLOTS)]
    assert first in taken
    assert taken[SLOTS - 1] == -EAGAIN


def test_waiting_for_a_child():
    system = make([])
    pid = spawned(system)
    assert system.poll_child(pid) == -1
    assert system.wait_child_wait(pid, 1) == -1
    system.processes.finish(system.processes.find(pid), 3)
    assert system.wait_child_wait(pid, -1) == 3
    assert system.reap(pid) == 3
    assert system.poll_child(pid) == -ECHILD

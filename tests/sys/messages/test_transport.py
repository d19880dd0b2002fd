"""System calls as messages: a confined program's System does what an ordinary one does, in the machine's files."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EACCES, EAGAIN, EBADF, ECHILD, EINVAL, ENOENT, EPERM, ESRCH
from runtime_py.platform.futures import gather
from runtime_py.resources.limits import Bounds
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.context import RelativePath
from runtime_py.sys.mailboxes import Letter
from runtime_py.sys.messages.transport import Refused
from runtime_py.sys.signals import SIGUSR1
from tests.support import raises, turns
from tests.sys.messages.served_support import Served

CREATE = 0o102


def text_of(system, fd: int) -> str:
    buffer = alloc(1000)
    count = system.read(fd, buffer, 0, 1000)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def test_files() -> None:
    served = Served()
    near = served.near
    assert near.getcwd() == '/tmp'
    assert near.write_file('f', encode('content')) == 7
    assert decode(served.kernel.read_file('/tmp/f')) == 'content'
    assert decode(near.read_file('/tmp/f')) == 'content'
    assert near.read_file('/none') == -ENOENT
    out = [0.0 for _ in range(18)]
    expected = [0.0 for _ in range(18)]
    assert near.stat('f', out) == served.kernel.stat('/tmp/f', expected) == 0
    assert out == expected
    assert near.stat('none', out) == -ENOENT
    assert near.mkdir('/tmp/d', 0o755) == 0 and near.chdir('d') == 0
    assert near.readdir('/tmp') == ['f', 'd']
    assert near.readdir_types('..') == [['f', 1], ['d', 2]]
    assert near.utimens('/tmp/f', True, [1, 2], [3, 4]) == 0
    assert near.umask(0o77) == 0o22 and near.mask == 0o77
    near.refuse_relative_paths()
    with raises(RelativePath):
        near.exists('f')
    assert near.exists('/tmp/f') is True


def test_large_contents_come_in_parts() -> None:
    served = Served()
    near = served.near
    data = alloc(700_000)
    for k in range(0, len(data), 997):
        data[k] = k % 251
    assert near.write_file('large', data) == len(data)
    found = near.read_file('large')
    assert len(found) == len(data) and found[997 * 300] == data[997 * 300]
    fd = near.open('large', 0)
    buffer = alloc(len(data) + 10)
    assert near.read(fd, buffer, 5, len(data) + 5, -1) == len(data)
    assert buffer[5 + 997 * 400] == data[997 * 400]
    assert near.read(fd, buffer, 0, 300_000, 500_000) == 200_000
    assert near.seek(fd, -5, 2) == len(data) - 5


def test_descriptors_pipes_and_sockets() -> None:
    near = Served().near
    ends = near.pipe()
    assert text_of(near, ends[0]) == f'error {EAGAIN}'
    assert near.write(ends[1], encode('text'), 1, 3) == 3
    assert near.poll(ends[0]) & POLLIN == POLLIN
    assert text_of(near, ends[0]) == 'ext'
    assert near.close(ends[1]) == 0 and text_of(near, ends[0]) == ''
    assert near.close(99) == -EBADF and near.close(1_000_000) == -EBADF
    server = near.socket_listen('127.0.0.1', 4000, 5)
    client = near.socket_connect('127.0.0.1', 4000)
    accepted = near.accept(server)
    assert near.peername(client) == ['127.0.0.1', 4000]
    near.write(client, encode('hello'), 0, 5)
    assert text_of(near, accepted) == 'hello'
    udp = near.datagram_socket(False)
    assert near.datagram_bind(udp, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1], 5000) == 0
    assert near.datagram_send(udp, encode('mail'), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1], 5000) == 4
    buffer = alloc(10)
    arrival = near.datagram_receive(udp, buffer)
    assert arrival.length == 4 and arrival.port == 5000 and decode(view(buffer, 0, 4)) == 'mail'


def test_children_and_signals() -> None:
    served = Served()
    near = served.near
    ends = near.pipe()
    request = SpawnRequest('node', ['node', '-v'], ['PATH=/bin', 'A=b'], '/tmp', [-1, ends[1]])
    request.limits = [(2, Bounds(5, 10))]
    pid = near.spawn(request)
    assert pid > 1 and served.launched[0].pid == pid and served.launched[0].env == ['PATH=/bin', 'A=b']
    assert near.children() == [pid] and near.poll_child(pid) == -1
    assert near.resolve_program('node', ['node'], ['PATH=/bin']).applet == 'node'
    assert near.kill(pid, 0) == 0
    served.machine.processes.finish(served.launched[0].slot, 3)
    assert near.poll_child(pid) == 3 and near.reap(pid) == 3 and near.poll_child(pid) == -ECHILD
    near.set_signal_handled(SIGUSR1, True)
    assert near.kill(near.pid, SIGUSR1) == 0
    assert near.take_signals() == [SIGUSR1]
    assert near.kill(99999, SIGUSR1) == -ESRCH


def test_others_are_out_of_reach() -> None:
    served = Served()
    near = served.near
    other = served.other.pid
    for number in [0, 9, SIGUSR1]:
        assert near.kill(other, number) == -EPERM
        assert near.kill(-other, number) == -EPERM
    assert near.setpriority(other, 5) == -EPERM
    assert near.setpgid(other, 0) == -EPERM
    assert near.set_limits(other, 0, 1, 1) == -EPERM
    assert near.poll_child(other) == -ECHILD
    assert [info.pid for info in near.list_processes()] == [near.pid]
    assert near.mknod('/tmp/tty', 0o020666, 34816) == -EPERM
    assert near.mount_memory('tmpfs', '/tmp/m', 0o755, False, 0) == -EPERM
    assert near.make_thread(1, False) == -EPERM
    with raises(Refused):
        near.resources()
    near.set_signal_handled(5000, True)
    assert near.set_limits(0, 5000, 1, 1) == -EINVAL


async def test_what_stays_here() -> None:
    """Message ports and the figures of the event loop are in the program's own memory."""
    served = Served()
    near = served.near
    ends = near.make_channel(near.thread, near.thread)
    assert near.post_letter(ends[0], Letter(encode('hi'), [], [])) is True
    assert near.take_mail() == [ends[1]]
    assert near.processes.started_of(near.slot) == 5000 and near.processes.started_of(0) == 1000
    near.set_loop_start(7)
    near.set_loop_idle(3, 0)
    assert near.loop_times(near.slot) == [7, 3]
    assert near.own_reading().pid == near.pid


async def test_waits_that_do_not_block() -> None:
    served = Served()
    near = served.near
    found = []
    ends = near.pipe()
    near.reactor.add(ends[0], POLLIN, lambda events: found.append([events, text_of(near, ends[0])]))
    assert near.reactor.run_pending() is False
    near.write(ends[1], encode('x'), 0, 1)
    assert near.reactor.has_pending() is True
    calls = near.reactor.take_ready()
    assert len(calls) == 1 and len(near.reactor.take_ready()) == 0
    calls[0]()
    assert found == [[POLLIN, 'x']]
    fd = near.open('f', CREATE)
    assert await near.fsync_async(ends[0]) == -EINVAL
    assert await near.flock_async(fd, 2) == 0


def test_no_file_starts_a_service_of_the_machine() -> None:
    """Its worker is not walled off."""
    served = Served()
    served.kernel.write_file('/tmp/x', encode('#!/usr/bin/terrarium network\n'), 0o755)
    served.kernel.write_file('/tmp/y', encode('#!/tmp/x\n'), 0o755)
    for system in [served.near, served.kernel]:
        for path in ['/tmp/x', '/tmp/y']:
            assert system.spawn(SpawnRequest(path, [path], ['PATH=/bin'], '/tmp', [])) == -EACCES, path
    assert len(served.launched) == 0


async def test_the_bell_of_the_process_wakes_the_reactor() -> None:
    served = Served()
    near = served.near
    served.process.begin(served.mailbox.memory, served.loans)
    ends = near.pipe()
    buffer = alloc(4)
    reading = gather([near.read_async(ends[0], buffer, 0, 4), write_soon(served, ends[1])])
    assert (await reading)[0] == 2
    pid = near.spawn(SpawnRequest('node', ['node'], ['PATH=/bin'], '/tmp', []))
    found = await gather([near.wait_child(pid), end_soon(served)])
    assert found[0] == 4 << 8
    served.process.close()


async def write_soon(served: Served, fd: int) -> int:
    await turns(5)
    return served.far.write(fd, encode('zz'), 0, 2)


async def end_soon(served: Served) -> int:
    await turns(5)
    served.machine.lock()
    served.machine.processes.finish(served.launched[0].slot, 4 << 8)
    served.machine.unlock()
    return 0


def test_what_never_changes_is_asked_once() -> None:
    served = Served()
    near = served.near
    ends = near.pipe()
    served.kernel.write_file('/tmp/f', encode('x'))
    fd = near.open('/tmp/f', 0)
    before = served.mailbox.count
    for _ in range(3):
        assert near.isatty(fd) is False and near.fd_kind(fd) == served.far.fd_kind(fd)
        near.begin()
    assert served.mailbox.count == before + 3
    assert near.dup2(ends[0], fd) == fd and near.fd_kind(fd) == served.far.fd_kind(ends[0])
    assert near.close(fd) == 0 and near.fd_kind(fd) == -EBADF
    assert near.open('/tmp/f', 0) == fd and near.fd_kind(fd) == served.far.fd_kind(fd)

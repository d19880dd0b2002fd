"""Pipes: order, the end, EPIPE, atomic writes, sleeping."""

from runtime_py.ipc.pipe import PIPE_BUF, POLLERR, POLLHUP, POLLIN, POLLOUT, Pipes
from runtime_py.ipc.waitqueue import Bells
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, EPIPE
from runtime_py.platform.memory import create

PIPE = 65536
WIDE = 262144


def make() -> Pipes:
    pipes = Pipes(Bells(create(1048576, 1048576), 1024, 64, 520))
    pipes.init(PIPE)
    return pipes


def test_bytes_come_out_in_order_and_then_the_end():
    pipes = make()
    buffer = alloc(16)
    assert pipes.read(PIPE, buffer, 0, 16) == -EAGAIN
    assert pipes.write(PIPE, encode('hello'), 0, 5) == 5
    assert pipes.poll_read(PIPE) == POLLIN
    assert pipes.read(PIPE, buffer, 2, 3) == 3
    assert decode(view(buffer, 2, 5)) == 'hel'
    pipes.close_writer(PIPE)
    assert not pipes.is_abandoned(PIPE)
    assert pipes.read(PIPE, buffer, 0, 16) == 2
    assert pipes.read(PIPE, buffer, 0, 16) == 0
    assert pipes.poll_read(PIPE) == POLLIN | POLLHUP
    pipes.close_reader(PIPE)
    assert pipes.is_abandoned(PIPE)


def test_nobody_reads():
    pipes = make()
    pipes.close_reader(PIPE)
    assert pipes.write(PIPE, encode('x'), 0, 1) == -EPIPE
    assert pipes.poll_write(PIPE) == POLLOUT | POLLERR


def test_small_writes_are_whole_large_ones_in_parts():
    pipes = make()
    big = alloc(65536 - 100)
    assert pipes.write(PIPE, big, 0, len(big)) == len(big)
    assert pipes.write(PIPE, big, 0, PIPE_BUF) == -EAGAIN
    assert pipes.write(PIPE, big, 0, PIPE_BUF + 1) == 100
    assert pipes.write(PIPE, big, 0, 1) == -EAGAIN


def test_the_ring_wraps():
    pipes = make()
    data = alloc(40000)
    for i in range(40000):
        data[i] = i % 251
    out = alloc(40000)
    for _ in range(5):
        assert pipes.write(PIPE, data, 0, 40000) == 40000
        assert pipes.read(PIPE, out, 0, 30000) == 30000
        assert pipes.write(PIPE, data, 0, 1) == 1
        assert pipes.read(PIPE, out, 30000, 10000) == 10000
        for i in range(40000):
            if out[i] != data[i]:
                assert i == -1
        assert pipes.read(PIPE, out, 0, 9) == 1


def test_a_change_rings_armed_doorbells_once():
    pipes = make()
    bells = pipes.bells
    bells.arm(pipes.queue(PIPE), 5)
    bells.arm(pipes.queue(PIPE), 31)
    pipes.write(PIPE, encode('a'), 0, 1)
    pipes.write(PIPE, encode('a'), 0, 1)
    assert bells.memory.i32[(1024 + 5 * 64) >> 2] == 1
    assert bells.memory.i32[(1024 + 31 * 64) >> 2] == 1
    assert bells.memory.i32[1024 >> 2] == 0


def test_sleeping_ends_at_once_when_something_happened_since():
    pipes = make()
    queue = pipes.queue(PIPE)
    seen = pipes.bells.sequence(queue)
    pipes.write(PIPE, encode('a'), 0, 1)
    assert pipes.bells.sleep(queue, seen, 1000) == 1


def test_a_wider_ring_goes_on_where_it_was():
    pipes = make()
    data = alloc(200000)
    for i in range(200000):
        data[i] = i % 251
    out = alloc(200000)
    assert pipes.write(PIPE, data, 0, 60000) == 60000
    assert pipes.read(PIPE, out, 0, 50000) == 50000
    assert pipes.write(PIPE, data, 60000, 100000) == 55536
    assert [pipes.is_too_narrow(PIPE) for _ in range(4)] == [False, False, False, True]
    assert pipes.wide_data(PIPE) == 0
    pipes.widen(PIPE, WIDE)
    assert pipes.wide_data(PIPE) == WIDE
    assert not pipes.is_too_narrow(PIPE)
    assert pipes.write(PIPE, data, 115536, 84464) == 84464
    assert pipes.read(PIPE, out, 50000, 200000) == 150000
    assert [i for i in range(200000) if out[i] != data[i]] == []

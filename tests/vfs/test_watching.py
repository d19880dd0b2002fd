"""Watches as open file descriptions."""

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EINVAL, ENOENT
from runtime_py.vfs.watch import SMALL_CAPACITY
from tests.vfs.test_volume import make


def test_a_queue_fills_with_the_events_of_its_watches():
    fs = make()
    description = fs.watch_open(SMALL_CAPACITY)
    listener = fs.descriptions.object(description)
    assert fs.poll_watch(listener) == 0 and fs.watch_queue(listener) > 0
    number = fs.watch_add(listener, '/', False)
    assert isinstance(number, int) and number > 0
    fs.write_file('/two', encode(''), 0o644)
    assert fs.poll_watch(listener) == POLLIN
    events = fs.watch_read(listener)
    assert [events[0][0], events[0][1], events[0][2]] == ['rename', 'two', number]
    assert fs.poll_watch(listener) == 0
    assert fs.close(description) == 0


def test_watches_that_are_none():
    fs = make()
    listener = fs.descriptions.object(fs.watch_open(SMALL_CAPACITY))
    assert fs.watch_add(listener, '/none', False) == -ENOENT
    assert fs.watch_remove(listener, 77) == -EINVAL
    number = fs.watch_add(listener, '/one', False)
    assert isinstance(number, int) and fs.watch_remove(listener, number) == 0
    fs.unlink('/one')
    assert fs.watch_read(listener) == []

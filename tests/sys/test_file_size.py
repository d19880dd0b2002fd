"""How much of a write fits below a file's limit, and what happens at the limit."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EFBIG
from runtime_py.resources.limits import FILE_SIZE, UNLIMITED, Bounds
from runtime_py.sys.file_size import beyond_limit, has_limit, room_in_file
from runtime_py.sys.signals import SIGXFSZ
from runtime_py.sys.system import System
from tests.sys.test_limits import child_of, make


def limited(most: float) -> System:
    child = child_of(make(), [(FILE_SIZE, Bounds(most, most))])
    child.set_signal_handled(SIGXFSZ, True)
    return child


def room(child: System, flags: int, length: int, position: float) -> int:
    fd = child.open('/f', flags, 0o644)
    return room_in_file(child.context, child.context.description(fd), length, position)


def test_a_process_without_a_limit_asks_no_further():
    assert [has_limit(limited(8).context), has_limit(limited(UNLIMITED).context)] == [True, False]


def test_what_fits_is_told():
    child = limited(8)
    assert [room(child, 0o102, 6, 0), room(child, 0o2, 6, 5), room(child, 0o2, 6, 8)] == [6, 3, -EFBIG]
    assert child.take_signals() == [SIGXFSZ]


def test_appending_begins_at_the_end():
    child = limited(8)
    child.write_file('/f', encode('1234567'))
    assert [room(child, 0o2001, 6, -1), room(child, 0o2, 6, -1)] == [1, 6]


def test_a_file_is_not_made_longer_than_its_limit():
    child = limited(8)
    assert [
        beyond_limit(child.context, 8),
        beyond_limit(child.context, 9),
        beyond_limit(limited(UNLIMITED).context, 9e9),
    ] == [0, -EFBIG, 0]

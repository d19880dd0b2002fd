"""What the kernel lends to a confined program: reads without messages, and never an old content after a change."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, decode, encode, equal
from runtime_py.platform.errno import EBADF
from runtime_py.sys.messages.loans import Lender, Loans
from runtime_py.sys.messages.windows import WINDOW_BYTES, WINDOWS, Borrowing, Windows
from runtime_py.vfs.layout import LENT, NOT_LENT
from tests.sys.messages.loans_support import Borrowed, Interfering

TRUNCATE = 0o1000
WRITE = 1


def state(borrowed: Borrowed, path: str) -> int:
    return int(borrowed.machine.fs.lending.state(borrowed.machine.fs.paths.walk(path, True)))


def test_reads_without_a_message() -> None:
    borrowed = Borrowed()
    assert isinstance(borrowed.loans, Loans) and isinstance(borrowed.process.server.lender, Lender)
    assert isinstance(borrowed.mailbox.borrowing, Borrowing)
    borrowed.make('/tmp/f', 70000, 7)
    fd = borrowed.borrow('/tmp/f')
    assert state(borrowed, '/tmp/f') == LENT
    found = alloc(0)
    before = borrowed.mailbox.count
    for position, length, expected in [[0, 65536, 65536], [69990, 100, 10], [70000, 5, 0], [99999, 5, 0], [3, 7, 7]]:
        found = borrowed.read(fd, length, position)
        assert len(found) == expected and (expected == 0 or found[expected - 1] == 7)
    assert borrowed.mailbox.count == before
    assert borrowed.asks(lambda: borrowed.near.read(fd, found, 0, 3)) == 1  # at the offset


def test_a_writer_calls_back_before_it_writes() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    fd = borrowed.borrow('/tmp/f')
    other = borrowed.writer.open('/tmp/f', WRITE)
    assert borrowed.recalls == 0  # to open it changes nothing
    assert borrowed.writer.write(other, encode('x'), 0, 1, 0) == 1
    assert borrowed.recalls == 1 and state(borrowed, '/tmp/f') == NOT_LENT
    assert decode(borrowed.read(fd, 1, 0)) == 'x'
    assert borrowed.writer.write(other, encode('y'), 0, 1, 0) == 1
    assert borrowed.recalls == 1 and decode(borrowed.read(fd, 1, 0)) == 'y'
    assert borrowed.asks(lambda: borrowed.read(fd, 1, 0)) == 1  # it rests


def test_the_kernel_and_the_program_itself_are_writers_too() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    fd = borrowed.borrow('/tmp/f')
    assert borrowed.kernel.write_file('/tmp/f', encode('kernel')) == 6
    assert decode(borrowed.read(fd, 100, 0)) == 'kernel'
    borrowed.make('/tmp/g', 100, 1)
    fd = borrowed.borrow('/tmp/g')
    assert borrowed.near.write_file('/tmp/g', encode('own')) == 3
    assert decode(borrowed.read(fd, 100, 0)) == 'own' and borrowed.recalls == 0


def test_a_rename_over_it_leaves_an_open_file_as_it_is() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    borrowed.make('/tmp/g', 100, 2)
    fd = borrowed.borrow('/tmp/f')
    assert borrowed.writer.rename('/tmp/g', '/tmp/f') == 0
    assert borrowed.read(fd, 1, 0)[0] == 1 and borrowed.read(borrowed.borrow('/tmp/f'), 1, 0)[0] == 2


def test_descriptors_that_become_others() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    borrowed.make('/tmp/g', 100, 2)
    fd = borrowed.borrow('/tmp/f')
    assert borrowed.near.close(fd) == 0 and state(borrowed, '/tmp/f') == NOT_LENT
    assert borrowed.near.read(fd, alloc(1), 0, 1, 0) == -EBADF
    assert borrowed.near.open('/tmp/g', 0) == fd and borrowed.read(fd, 1, 0)[0] == 2
    first = borrowed.borrow('/tmp/f')
    assert borrowed.near.dup2(fd, first) == first
    assert borrowed.read(first, 1, 0)[0] == 2 and state(borrowed, '/tmp/f') == NOT_LENT


def test_two_descriptors_borrow_one_file() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    fds = [borrowed.borrow('/tmp/f'), borrowed.borrow('/tmp/f')]
    assert borrowed.near.close(fds[0]) == 0 and state(borrowed, '/tmp/f') == LENT
    assert borrowed.asks(lambda: borrowed.read(fds[1], 1, 0)) == 0
    assert borrowed.writer.truncate('/tmp/f', 0) == 0
    assert len(borrowed.read(fds[1], 1, 0)) == 0


def test_more_files_than_windows() -> None:
    borrowed = Borrowed()
    fds: list[int] = []
    for k in range(WINDOWS + 2):
        borrowed.make(f'/tmp/{k}', 50, k)
        fds.append(borrowed.borrow(f'/tmp/{k}'))
    for _ in range(3):
        for k, fd in enumerate(fds):
            assert borrowed.read(fd, 1, 10)[0] == k
    assert len([k for k in range(len(fds)) if state(borrowed, f'/tmp/{k}') == LENT]) == WINDOWS


def test_a_large_file_is_lent_as_far_as_reads_follow_each_other() -> None:
    borrowed = Borrowed()
    size = 3 * WINDOW_BYTES
    data = alloc(size)
    for k in range(0, size, 100):
        data[k] = (k * 31) % 251
    assert borrowed.kernel.write_file('/tmp/f', data) == size
    fd = borrowed.near.open('/tmp/f', 0)
    before = borrowed.mailbox.count
    for position in range(0, size, 20000):
        found = borrowed.read(fd, 20000, position)
        assert equal(found, data[position : position + 20000]), position
    assert borrowed.mailbox.count - before < 10
    for position in [500000, 100, 300000, 7]:
        assert borrowed.asks(lambda: borrowed.read(fd, 10, position)) <= 1  # noqa: B023
        assert equal(borrowed.read(fd, 10, position), data[position : position + 10])


def test_the_end_of_a_program_returns_what_it_has() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    borrowed.borrow('/tmp/f')
    borrowed.process.close()
    assert state(borrowed, '/tmp/f') == NOT_LENT
    assert borrowed.writer.truncate('/tmp/f', 0) == 0 and borrowed.recalls == 0


def test_an_inode_whose_memory_is_used_anew() -> None:
    """The program's descriptors are closed before its loans end."""
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    fd = borrowed.borrow('/tmp/f')
    borrowed.kernel.unlink('/tmp/f')
    assert borrowed.far.close(fd) == 0
    for k in range(10):
        borrowed.make(f'/tmp/{k}', 100, 2)
    borrowed.loans.turn()
    borrowed.process.close()
    for k in range(10):
        assert state(borrowed, f'/tmp/{k}') == NOT_LENT


def test_a_change_in_the_middle_of_a_read() -> None:
    """Half of the window is copied before the writer comes: the read is one or the other."""
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 1000, 1)
    fd = borrowed.borrow('/tmp/f')
    after = alloc(1000)
    for k in range(1000):
        after[k] = 2
    found = Interfering(borrowed, lambda: borrowed.writer.write_file('/tmp/f', after)).read(fd, 1000, 0)
    assert equal(found, after)
    assert borrowed.recalls == 1


def test_a_forged_window_harms_only_its_program() -> None:
    borrowed = Borrowed()
    borrowed.make('/tmp/f', 100, 1)
    fd = borrowed.borrow('/tmp/f')
    for k in range(16):
        borrowed.mailbox.memory.i32[k] = 12345
    assert borrowed.read(fd, 1, 0)[0] == 1
    assert borrowed.kernel.read_file('/tmp/f')[0] == 1


def test_windows_are_numbered_anew() -> None:
    borrowed = Borrowed()
    windows = Windows(borrowed.mailbox.memory, 8, 64)
    taken = [windows.take() for _ in range(WINDOWS + 1)]
    assert taken == [*range(WINDOWS), 0]
    assert windows.publish(0) == 1 and windows.publish(1) == 2
    assert len(windows.content(1)) == WINDOW_BYTES
    windows.clear(1)
    assert borrowed.mailbox.memory.i32[8] == 1 and borrowed.mailbox.memory.i32[9] == 0

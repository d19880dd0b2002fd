"""Whoever changes a file that is lent waits until every copy is called back; whoever doesn't change its content, not."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.errno import ENOENT
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_TRUNC, O_WRONLY
from runtime_py.vfs.layout import I_LENT, LENT, NOT_LENT, RECALLS, WANTED_BACK
from runtime_py.vfs.lending import Lending
from tests.vfs.disk_support import fresh


class Lent:
    """A file that is lent; `states`: of the mark, each time that the kernel was asked for it."""

    def __init__(self) -> None:
        self.fs: FileSystem = fresh()
        self.fs.write_file('/f', encode('before'), 0o644)
        self.inode = int(self.fs.paths.walk('/f', True))
        self.states: list[int] = []
        self.seen: list[str] = []  # the content at these times
        self.fs.lending.mark(self.inode)
        self.fs.lending.on_want = lambda: self.give_back()

    def give_back(self) -> None:
        """The kernel, in another worker: the lock is free."""
        self.states.append(self.fs.lending.state(self.inode))
        found = self.fs.read_file('/f')
        self.seen.append('' if isinstance(found, int) else decode(found))
        self.fs.lending.is_returned(self.inode)

    def has_waited(self) -> bool:
        return self.states == [WANTED_BACK] and self.fs.lending.state(self.inode) == NOT_LENT


def changes() -> list[Callable[[FileSystem], int]]:
    return [
        lambda fs: fs.write_file('/f', encode('after'), 0o644),
        lambda fs: fs.truncate('/f', 3),
        lambda fs: fs.truncate('/f', 0),
        lambda fs: fs.truncate('/f', 100),
        lambda fs: fs.open('/f', O_WRONLY | O_TRUNC, 0),
        lambda fs: written(fs, O_WRONLY),
        lambda fs: written(fs, O_WRONLY | O_APPEND),
        lambda fs: fs.ftruncate(fs.open('/f', O_WRONLY, 0), 2),
        lambda fs: fs.ftruncate(fs.open('/f', O_WRONLY | O_CREAT, 0o644), 0),
    ]


def written(fs: FileSystem, flags: int) -> int:
    return fs.write(fs.open('/f', flags, 0), encode('x'), 0, 1, -1)


def test_every_change_waits() -> None:
    for change in changes():
        lent = Lent()
        assert isinstance(lent.fs.lending, Lending)
        assert change(lent.fs) >= 0
        assert lent.has_waited() and lent.seen == ['before']
        assert lent.fs.memory.i32[RECALLS] == 1
        assert change(lent.fs) >= 0 and len(lent.states) == 1


def test_what_leaves_the_content_alone_does_not_wait() -> None:
    lent = Lent()
    fs = lent.fs
    assert decode(fs.read_file('/f')) == 'before'
    assert fs.read(fs.open('/f', 0, 0), alloc(3), 0, 3, 1) == 3
    assert fs.open('/f', O_WRONLY, 0) > 0 and fs.chmod('/f', 0o600) == 0 and fs.utimes('/f', 1, 2) == 0
    assert fs.link('/f', '/g') == 0 and fs.rename('/g', '/h') == 0 and fs.unlink('/h') == 0
    fs.write_file('/other', encode('x'), 0o644)
    assert fs.rename('/other', '/f') == 0  # over it: another file has its name
    assert lent.states == [] and fs.lending.state(lent.inode) == LENT


def test_the_kernel_takes_back_at_once() -> None:
    lent = Lent()
    taken: list[int] = []

    def take_back(inode: int) -> None:
        taken.append(inode)
        lent.fs.lending.is_returned(inode)

    lent.fs.lending.take_back = take_back
    assert lent.fs.truncate('/f', 1) == 0
    assert taken == [lent.inode] and lent.states == []


def test_a_file_that_is_gone_meanwhile() -> None:
    lent = Lent()

    def remove() -> None:
        lent.fs.unlink('/f')
        lent.fs.lending.is_returned(lent.inode)

    lent.fs.lending.on_want = remove
    assert lent.fs.truncate('/f', 1) == -ENOENT


def test_a_file_that_is_opened_and_gone_meanwhile() -> None:
    lent = Lent()

    def remove() -> None:
        lent.fs.unlink('/f')
        lent.fs.lending.is_returned(lent.inode)

    lent.fs.lending.on_want = remove
    description = lent.fs.open('/f', O_WRONLY | O_TRUNC, 0)
    assert description > 0 and lent.fs.write(description, encode('xy'), 0, 2, -1) == 2
    assert lent.fs.descriptions.object(description) == lent.inode
    lent.fs.close(description)


def test_a_new_inode_is_not_lent() -> None:
    lent = Lent()
    lent.fs.unlink('/f')
    for k in range(20):
        lent.fs.write_file(f'/{k}', encode('x'), 0o644)
        inode = lent.fs.paths.walk(f'/{k}', True)
        assert lent.fs.inodes.get(int(inode), I_LENT) == NOT_LENT
    assert lent.states == []

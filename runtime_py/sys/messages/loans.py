"""What the kernel has lent to confined programs: copies of contents of files that they read again and again, which a
message for each read would make slow (windows.py). As leases of NFS: the file carries a mark, and whoever wants to change
it has every copy called back first (vfs/lending.py), so that nobody reads an old content after a change.

A file is lent at the second read at a position through one descriptor; one that doesn't fit into a window only as far as
reads follow each other. A file that was called back rests for a while, twice as long each time. Times of access are set
by the read before, not by what is read in a window. Must not know messages."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map
from runtime_py.sys.messages.windows import WINDOW_BYTES, Windows
from runtime_py.vfs.description import KIND_FILE
from runtime_py.vfs.layout import I_ABSENT, I_INO, LENT, PRESENT, RECALLS, S_IFREG, WANTED_BACK

REST_MS = 50.0
MOST_REST_MS = 60000.0
_MOST_RESTING = 1000
_MOST_READS = 64


class _Loan:
    def __init__(self, windows: Windows, window: int, fd: int, ino: int, inode: int) -> None:
        self.windows = windows
        self.window = window
        self.fd = fd
        self.ino = ino
        self.inode = inode


class _Rest:
    def __init__(self, until: float, length: float) -> None:
        self.until = until
        self.length = length


class _Reads:
    """Those at a position, through one descriptor."""

    def __init__(self) -> None:
        self.end = -1.0  # of the last one, or of what was lent
        self.count = 0
        self.enough = 2  # so many, and the file is lent; after that twice as many, if others have taken the window


class Lender:
    """What one program has borrowed, and what it reads."""

    def __init__(self, loans: Loans, windows: Windows) -> None:
        self._loans = loans
        self._windows = windows
        self._reads: Map[int, _Reads] = Map()

    def after_read(self, fd: int, description: int, position: float, count: int) -> list[Any] | None:
        """The program has read this many octets by a message. Returns what is lent to it for its next reads."""
        reads = self._reads.get(fd)
        if reads is None:
            reads = _Reads()
            self._reads.set(fd, reads)
        is_next = 0 <= reads.end - position < count
        reads.end = position + count
        reads.count += 1
        if not is_next and reads.count < reads.enough:
            return None
        lent = self._loans.lend(self._windows, fd, description, reads.end, is_next)
        if lent is not None:
            reads.end = lent[2] + lent[3]
            reads.count = 0
            reads.enough = min(reads.enough * 2, _MOST_READS)
        return lent

    def forget(self, fd: int) -> None:
        if self._reads.has(fd):
            self._reads.delete(fd)
            self._loans.forget(self._windows, fd)

    def end(self) -> None:
        self._loans.end(self._windows)


class Loans:
    """Those of the whole machine. `fs`: the kernel's file system."""

    def __init__(self, fs: Any) -> None:
        self.fs = fs
        self._loans: list[_Loan] = []
        self._resting: Map[int, _Rest] = Map()  # by number of the inode
        self._seen = 0
        fs.lending.take_back = lambda inode: self._take_back(inode)
        fs.lending.take_back_all = lambda: self._take_back_all()

    def turn(self) -> None:
        """The kernel's bell rang: takes back what somebody wants to change."""
        recalls = self.fs.memory.i32[RECALLS]
        if recalls == self._seen:
            return
        self._seen = recalls
        self.fs.lock_to_look()
        for loan in list(self._loans):
            if self._is_alive(loan) and self.fs.lending.state(loan.inode) == WANTED_BACK:
                self._take_back(loan.inode)
        self.fs.unlock_after_look()

    def lend(self, windows: Windows, fd: int, description: int, position: float, is_next: bool) -> list[Any] | None:
        """[window, number, first, length, size], or None. `is_next`: reads have reached this position one after another."""
        if self.fs.descriptions.kind(description) != KIND_FILE:
            return None
        self.fs.lock_to_look()
        try:
            return self._lend(windows, fd, self.fs.descriptions.object(description), position, is_next)
        finally:
            self.fs.unlock_after_look()

    def _lend(self, windows: Windows, fd: int, inode: int, position: float, is_next: bool) -> list[Any] | None:
        inodes = self.fs.inodes
        size = inodes.size(inode)
        fits = size <= WINDOW_BYTES
        if (
            inodes.kind(inode) != S_IFREG
            or inodes.get(inode, I_ABSENT) != PRESENT
            or self.fs.lending.state(inode) == WANTED_BACK
            or not (fits or (is_next and position < size))
            or self._rests(inodes.get(inode, I_INO))
        ):
            return None
        first = 0.0 if fits else position - position % 8  # an engine copies what lies askew ten times slower
        self._end(lambda loan: loan.windows is windows and loan.fd == fd)
        window = windows.take()
        self._end(lambda loan: loan.windows is windows and loan.window == window)
        length = self.fs.contents.read(inode, windows.content(window), 0, WINDOW_BYTES, first)
        self._loans.append(_Loan(windows, window, fd, inodes.get(inode, I_INO), inode))
        self.fs.lending.mark(inode)
        return [window, windows.publish(window), first, length, size]

    def forget(self, windows: Windows, fd: int) -> None:
        """The program has closed it."""
        self._end_locked(lambda loan: loan.windows is windows and loan.fd == fd)

    def end(self, windows: Windows) -> None:
        """The program is over."""
        self._end_locked(lambda loan: loan.windows is windows)

    def _end_locked(self, is_meant: Any) -> None:
        if len([loan for loan in self._loans if is_meant(loan)]) == 0:
            return
        self.fs.lock_to_look()
        self._end(is_meant)
        self.fs.unlock_after_look()

    # under the lock

    def _end(self, is_meant: Any) -> None:
        """Of loans that nobody called back."""
        ended = [loan for loan in self._loans if is_meant(loan)]
        self._loans = [loan for loan in self._loans if not is_meant(loan)]
        for loan in ended:
            loan.windows.clear(loan.window)
            others = [other for other in self._loans if other.inode == loan.inode and other.ino == loan.ino]
            if len(others) == 0 and self._is_alive(loan):
                self.fs.lending.is_returned(loan.inode)

    def _take_back(self, inode: int) -> None:
        loans = [loan for loan in self._loans if loan.inode == inode]
        self._loans = [loan for loan in self._loans if loan.inode != inode]
        for loan in loans:
            loan.windows.clear(loan.window)
            self._let_rest(loan.ino)
        self.fs.lending.is_returned(inode)

    def _take_back_all(self) -> None:
        while len(self._loans) > 0:
            loan = self._loans[0]
            if self._is_alive(loan):
                self._take_back(loan.inode)
            else:
                loan.windows.clear(loan.window)
                self._loans.pop(0)

    def _is_alive(self, loan: _Loan) -> bool:
        """Whether this inode still is that of the file: its memory may have been used anew."""
        return self.fs.inodes.by_number(loan.ino) == loan.inode and self.fs.lending.state(loan.inode) in [
            LENT,
            WANTED_BACK,
        ]

    # rest

    def _rests(self, ino: int) -> bool:
        rest = self._resting.get(ino)
        return rest is not None and monotonic_ms() < rest.until

    def _let_rest(self, ino: int) -> None:
        rest = self._resting.get(ino)
        length = REST_MS if rest is None else min(rest.length * 2, MOST_REST_MS)
        if rest is None and self._resting.size >= _MOST_RESTING:
            self._resting.clear()
        self._resting.set(ino, _Rest(monotonic_ms() + length, length))

"""The five states of a database file's lock (https://sqlite.org/lockingv3.html), over three advisory locks that belong
to the open file.

SQLite's own Unix layer locks three ranges of octets; here each is one of a file's numbered locks (vfs/file_locks.py).
They belong to the description, so two connections of one process, or of two threads, exclude each other like those of
two processes; a killed process's locks are released with its descriptors."""

from __future__ import annotations

from runtime_py.node.sqlite.codes import BUSY, IOERR_LOCK, IOERR_UNLOCK, OK
from runtime_py.platform.errno import EAGAIN
from runtime_py.vfs.file_locks import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN

NONE = 0
SHARED = 1
RESERVED = 2
PENDING = 3
EXCLUSIVE = 4
# numbers of a file's locks
_PENDING = 1
_RESERVED = 2
_SHARED = 3


class FileLock:
    def __init__(self, system: object, fd: int) -> None:
        self.system = system
        self.fd = fd
        self.level = NONE

    def _take(self, number: int, kind: int) -> int:
        result = self.system.flock(self.fd, kind | LOCK_NB, number)
        if result == 0:
            return OK
        return BUSY if result == -EAGAIN else IOERR_LOCK

    def raise_to(self, level: int) -> int:
        if level <= self.level:
            return OK
        if level == SHARED:
            result = self._begin_to_read()
        elif level == RESERVED:
            result = self._take(_RESERVED, LOCK_EX)
        else:
            result = self._exclude_all()
        if result == OK:
            self.level = level
        return result

    def _begin_to_read(self) -> int:
        """New readers are refused while a writer waits for the last readers to finish."""
        result = self._take(_PENDING, LOCK_SH)
        if result != OK:
            return result
        result = self._take(_SHARED, LOCK_SH)
        self.system.flock(self.fd, LOCK_UN, _PENDING)
        return result

    def _exclude_all(self) -> int:
        if self.level == RESERVED:
            result = self._take(_PENDING, LOCK_EX)
            if result != OK:
                return result
            self.level = PENDING
        return self._take(_SHARED, LOCK_EX)

    def lower_to(self, level: int) -> int:
        if level >= self.level:
            return OK
        result = OK
        if level == SHARED and self.level > SHARED:
            result = OK if self._take(_SHARED, LOCK_SH) == OK else IOERR_UNLOCK
        if level == NONE:
            self.system.flock(self.fd, LOCK_UN, _SHARED)
        self.system.flock(self.fd, LOCK_UN, _RESERVED)
        self.system.flock(self.fd, LOCK_UN, _PENDING)
        self.level = level
        return result

    def is_reserved(self) -> bool:
        """By any connection."""
        return self.level >= RESERVED or self.system.is_lock_held(self.fd, _RESERVED, LOCK_SH) == 1

"""SQLite's constants that several modules here use, by their names in sqlite3.h without the prefix."""

from __future__ import annotations

OK = 0
ERROR = 1
ABORT = 4
BUSY = 5
LOCKED = 6
READONLY_DIRECTORY = 1544
IOERR = 10
NOTFOUND = 12
FULL = 13
CANTOPEN = 14
IOERR_READ = 266
IOERR_SHORT_READ = 522
IOERR_WRITE = 778
IOERR_FSYNC = 1034
IOERR_TRUNCATE = 1546
IOERR_FSTAT = 1802
IOERR_UNLOCK = 2058
IOERR_DELETE = 2570
IOERR_LOCK = 3850
IOERR_DELETE_NOENT = 5898
ROW = 100
DONE = 101

# types of values
INTEGER = 1
FLOAT = 2
TEXT = 3
BLOB = 4

"""Character devices: null, zero, full and random, by Linux's device numbers. The kinds of terminals open
/dev/tty and /dev/ptmx (kinds/); /dev/fd is a link into /proc."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.errno import ENOSPC, ENXIO, ESPIPE


def device(major: int, minor: int) -> int:
    """st_rdev, as Linux's makedev computes it for small numbers."""
    return major * 256 + minor


NULL = device(1, 3)
ZERO = device(1, 5)
FULL = device(1, 7)
RANDOM = device(1, 8)
URANDOM = device(1, 9)
TTY = device(5, 0)
PTMX = device(5, 2)
PTS_MAJOR = 136


def major(rdev: int) -> int:
    return rdev >> 8


def minor(rdev: int) -> int:
    return rdev & 255


def pts(number: int) -> int:
    """st_rdev of /dev/pts/NUMBER."""
    return device(PTS_MAJOR, number)


# their names in /dev
NODES: list[tuple[str, int]] = [
    ('null', NULL),
    ('zero', ZERO),
    ('full', FULL),
    ('random', RANDOM),
    ('urandom', URANDOM),
]


def seek_device(rdev: int) -> int:
    """Memory devices have no position: lseek(2) returns 0. Other devices can't seek."""
    return 0 if rdev in (NULL, ZERO, FULL, RANDOM, URANDOM) else -ESPIPE


def read_device(rdev: int, target: Bytes, start: int, length: int) -> int:
    if rdev == NULL:
        return 0
    if rdev == ZERO or rdev == FULL:
        for k in range(start, start + length):
            target[k] = 0
        return length
    if rdev == RANDOM or rdev == URANDOM:
        random_fill(target, start, length)
        return length
    return -ENXIO


def write_device(rdev: int, length: int) -> int:
    return -ENOSPC if rdev == FULL else length

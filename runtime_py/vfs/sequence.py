"""Reading without the lock (a sequence lock): a word is odd while somebody writes, and greater afterwards. Who reads looks at it before and after, and what
was read counts if the word was even and is the same; else he reads again under the lock.

So processes that only read don't keep each other waiting. What is read in between may be anything: no loop and no index may trust it.
WRITES stands for the whole file system, I_CONTENT_WRITES of an inode for its content. Writers hold the lock.
The order of accesses: seq-cst atomics are in order among each other; the load after the store keeps later plain stores behind both, `fence`
the reader's plain loads before his second look (Boehm, "Can seqlocks get along with programming language memory models?")."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.atomics import fence, load, store

_WRAP = 0x3fffffff


def begin_write(i32: Any, word: int) -> None:
    """Once more while it is odd is no harm: an exception may have left a writer's section."""
    store(i32, word, i32[word] | 1)
    load(i32, word)


def begin_write_within(i32: Any, word: int) -> bool:
    """For a writer who may be inside of another's section: False there, and the section isn't his to end, since what the other has yet to write would be read."""
    if (i32[word] & 1) != 0:
        return False
    begin_write(i32, word)
    return True


def end_write(i32: Any, word: int) -> None:
    store(i32, word, ((i32[word] | 1) + 1) & _WRAP)


def begin_read(i32: Any, word: int) -> int:
    """What `is_unchanged` wants to know, or -1: somebody writes."""
    number = load(i32, word)
    return number if (number & 1) == 0 else -1


def is_unchanged(i32: Any, word: int, number: int) -> bool:
    """Whether what was read since `begin_read` holds."""
    fence()
    return load(i32, word) == number

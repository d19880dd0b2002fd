"""Reading without the lock (a sequence lock): a word is odd during a write, and greater afterwards. A reader loads it
before and after; the data that it read is valid if the word was even and hasn't changed. Otherwise it reads again under
the lock.

So processes that only read don't block each other. Data read in between may be torn: no loop bound and no index may
depend on it. WRITES covers the whole file system, an inode's I_CONTENT_WRITES its content. Writers hold the lock.
Memory order: seq-cst atomics are ordered among each other; the load after the store keeps later plain stores behind
both, and `fence` keeps the reader's plain loads before its second load of the word (Boehm, "Can seqlocks get along with
programming language memory models?")."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.atomics import fence, load, store

_WRAP = 0x3FFFFFFF


def begin_write(i32: Any, word: int) -> None:
    """Nesting is harmless: after an exception the word may have been left odd."""
    store(i32, word, i32[word] | 1)
    load(i32, word)


def begin_write_within(i32: Any, word: int) -> bool:
    """For a writer that may be inside another writer's section: returns False there, and the caller must not end the
    section, because readers could then see the other's unfinished writes."""
    if (i32[word] & 1) != 0:
        return False
    begin_write(i32, word)
    return True


def end_write(i32: Any, word: int) -> None:
    store(i32, word, ((i32[word] | 1) + 1) & _WRAP)


def begin_read(i32: Any, word: int) -> int:
    """A token for `is_unchanged`, or -1 during a write."""
    number = load(i32, word)
    return number if (number & 1) == 0 else -1


def is_unchanged(i32: Any, word: int, number: int) -> bool:
    """Whether the data read since `begin_read` is valid."""
    fence()
    return load(i32, word) == number

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
from runtime_py.platform.debugging import IS_DEBUG

_WRAP = 0x3FFFFFFF


class NestedWrite(Exception):
    """In a debug build: the inner `end_write` would show readers the outer one's unfinished writes."""


class _Section:
    def __init__(self, i32: Any, word: int) -> None:
        self.i32 = i32
        self.word = word


_sections: list[_Section] = []  # in a debug build: this worker's writes under way


def begin_write(i32: Any, word: int) -> None:
    """Writes don't nest. The word may have been left odd by an exception, or by a worker that was ended: the next writer
    continues in its section."""
    if IS_DEBUG:
        _note_begin(i32, word)
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
    if IS_DEBUG:
        _note_end(i32, word)
    store(i32, word, ((i32[word] | 1) + 1) & _WRAP)


def _note_begin(i32: Any, word: int) -> None:
    for one in _sections:
        if one.i32 is i32 and one.word == word:
            raise NestedWrite(f'a write of word {word} begins within another')
    _sections.append(_Section(i32, word))


def _note_end(i32: Any, word: int) -> None:
    for k in range(len(_sections)):
        if _sections[k].i32 is i32 and _sections[k].word == word:
            _sections.pop(k)
            return


def begin_read(i32: Any, word: int) -> int:
    """A token for `is_unchanged`, or -1 during a write."""
    number = load(i32, word)
    return number if (number & 1) == 0 else -1


def is_unchanged(i32: Any, word: int, number: int) -> bool:
    """Whether the data read since `begin_read` is valid."""
    fence()
    return load(i32, word) == number

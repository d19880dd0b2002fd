"""Checks bytes four at a time: the engine compiles a loop over an Int32Array to word operations, as in a C library.

Must not know: encodings."""

from __future__ import annotations

_WORD = 4
_NOT_ASCII = -0x7F7F7F80  # 0x80808080 as a signed number
_FEW = 64  # for shorter arrays the views cost more than the loop


def common_prefix(a: Uint8Array, b: Uint8Array) -> int:
    """A lower bound for the number of equal bytes at the start: it stops at the first differing word."""
    count = Math.min(a.length, b.length)
    if count < _FEW or (a.byteOffset & 3) != (b.byteOffset & 3):
        return 0
    head = (_WORD - (a.byteOffset & 3)) & 3
    for k in range(head):
        if a[k] != b[k]:
            return 0
    words = (count - head) >> 2
    left = Int32Array(a.buffer, a.byteOffset + head, words)
    right = Int32Array(b.buffer, b.byteOffset + head, words)
    at = 0
    while at < words and left[at] == right[at]:
        at += 1
    return head + at * _WORD


def are_ascii(data: Uint8Array) -> bool:
    return is_plain(data, False)


def is_latin1_text(data: Uint8Array) -> bool:
    """Whether windows-1252, which browsers use for latin1, decodes these bytes as latin1: the two differ in 0x80 to
    0x9f."""
    return is_plain(data, True)


def is_plain(data: Uint8Array, latin1: bool) -> bool:
    if data.length < _FEW:
        return not some_other(data, 0, data.length, latin1)
    head = (_WORD - (data.byteOffset & 3)) & 3
    words = (data.length - head) >> 2
    if some_other(data, 0, head, latin1) or some_other(data, head + words * _WORD, data.length, latin1):
        return False
    view = Int32Array(data.buffer, data.byteOffset + head, words)
    for k in range(words):
        if (view[k] & _NOT_ASCII) != 0 and (
            not latin1 or some_other(data, head + k * _WORD, head + (k + 1) * _WORD, True)
        ):
            return False
    return True


def some_other(data: Uint8Array, start: int, end: int, latin1: bool) -> bool:
    """Whether there is a byte from 0x80 on, or, with `latin1`, from 0x80 to 0x9f."""
    mask = 0xE0 if latin1 else 0x80
    for k in range(start, end):
        if (data[k] & mask) == 0x80:
            return True
    return False

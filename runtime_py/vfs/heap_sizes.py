"""The sizes of small blocks: chooses the size for a number of bytes, and cuts free memory into blocks."""

from __future__ import annotations

from typing import Any

from runtime_py.vfs.layout import FREE_SMALL, SMALL_SIZES

LARGEST_SMALL = 2048
GRAIN = 16  # all sizes are multiples of this


def small_class(nbytes: int) -> int:
    """The index of the smallest of SMALL_SIZES that is at least nbytes."""
    return _CLASSES[(nbytes + 15) >> 4]


def put_pieces(i32: Any, address: int, nbytes: int) -> None:
    """Puts a piece of memory, a multiple of GRAIN, into the lists of free small blocks, each block as large as
    possible."""
    while nbytes > 0:
        k = small_class(min(nbytes, LARGEST_SMALL))
        if SMALL_SIZES[k] > nbytes:
            k -= 1
        i32[address >> 2] = i32[FREE_SMALL + k]
        i32[FREE_SMALL + k] = address
        address += SMALL_SIZES[k]
        nbytes -= SMALL_SIZES[k]


def _smallest(nbytes: int) -> int:
    k = 0
    while SMALL_SIZES[k] < nbytes:
        k += 1
    return k


_CLASSES = [_smallest(grains * GRAIN) for grains in range(LARGEST_SMALL // GRAIN + 1)]

"""Human-readable sizes: `4.0K` (powers of 1024, rounded up, as ls -h and du -h print them); parses counts with a suffix
(`-n 2k`)."""

from __future__ import annotations

from runtime_py.platform.integers import exact

_SUFFIXES = 'KMGTPE'
_BLOCK = 512
_LARGEST = 2**53 - 1


def human(size: float) -> str:
    """`512`, `1.5K`, `23M`: one decimal below ten."""
    if size < 1024:
        return str(int(size))
    scaled = size
    at = -1
    while scaled >= 1024 and at < len(_SUFFIXES) - 1:
        scaled = scaled / 1024
        at += 1
    tenths = ceiling(scaled * 10)
    if tenths < 100:
        return f'{tenths // 10}.{tenths % 10}{_SUFFIXES[at]}'
    whole = ceiling(scaled)
    if whole >= 1024 and at < len(_SUFFIXES) - 1:
        return f'1.0{_SUFFIXES[at + 1]}'
    return f'{whole}{_SUFFIXES[at]}'


def ceiling(value: float) -> int:
    return -int(-value // 1)


def parse_size(text: str) -> int:
    """`10`, `10k` or `10K` (1024), `10kB` (1000), `2M`, `1b` (512); -1 when it is not a size."""
    k = 0
    while k < len(text) and text[k].isdigit():
        k += 1
    if k == 0:
        return -1
    value = exact(text[:k], 10)
    if value > _LARGEST:
        value = _LARGEST  # more than any file has, within exact numbers
    suffix = text[k:]
    if suffix == '':
        return value
    if suffix == 'b':
        return value * _BLOCK
    power = _SUFFIXES.find(suffix[0].upper()) + 1
    if power == 0:
        return -1
    if suffix[1:] == '' or suffix[1:] == 'iB':
        base = 1024
    elif suffix[1:] == 'B':
        base = 1000
    else:
        return -1
    for _ in range(power):
        value *= base
    return value

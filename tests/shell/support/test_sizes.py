"""Sizes as coreutils print and read them."""

from __future__ import annotations

from runtime_py.shell.support.sizes import ceiling, human, parse_size


def test_sizes_are_rounded_up() -> None:
    assert [human(size) for size in [0, 1023, 1024, 1025, 10188, 10240, 10241]] == [
        '0',
        '1023',
        '1.0K',
        '1.1K',
        '10K',
        '10K',
        '11K',
    ]
    assert [human(size) for size in [1048575, 1048576, 1073741823, 2**60, 2**70]] == [
        '1.0M',
        '1.0M',
        '1.0G',
        '1.0E',
        '1024E',
    ]
    assert [ceiling(value) for value in [1.2, -1.2, 3]] == [2, -1, 3]


def test_counts_with_a_suffix() -> None:
    texts = ['10', '10k', '10K', '10kB', '2M', '1b', '3MiB', '0']
    assert [parse_size(text) for text in texts] == [10, 10240, 10240, 10000, 2097152, 512, 3145728, 0]
    assert [parse_size(text) for text in ['', 'k', '-1', '1x', '1kb', '1kBB', '1.5k', '1bb']] == [-1 for _ in range(8)]
    assert parse_size('99999999999999999999999') == 2**53 - 1

"""npm's summary of an install."""

from runtime_py.npm.install.report import duration, summary_line


def test_durations() -> None:
    for ms, text in [[0, '0ms'], [849.6, '850ms'], [1500, '2s'], [59000, '59s'], [180000, '3m'], [7200000, '2h']]:
        assert duration(ms) == text


def test_summaries() -> None:
    assert (
        summary_line(0, 0, 0, 0, 5) == 'up to date in 5ms' and summary_line(1, 0, 0, 0, 5) == 'added 1 package in 5ms'
    )
    assert summary_line(2, 1, 0, 0, 5) == 'added 2 packages, and removed 1 package in 5ms'
    assert summary_line(2, 1, 3, 0, 5) == 'added 2 packages, removed 1 package, and changed 3 packages in 5ms'
    assert summary_line(0, 0, 1, 0, 5) == 'changed 1 package in 5ms'

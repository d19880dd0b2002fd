"""The step that runs lowered tests: what it says of failures, and how it counts those that pass at a further try."""

from pathlib import Path

import pytest

from toolchain import transpiled_tests
from toolchain.environment import ROOT

STEADY = ROOT / 'tests/a/test_steady.py'
FAILING = ROOT / 'tests/a/test_failing.py'


def results_of(monkeypatch: pytest.MonkeyPatch, answers: dict[Path, list[tuple[int, int, str]]]) -> None:
    """The files give these results, one for each run."""
    monkeypatch.setattr(transpiled_tests, '_lower', lambda paths: None)
    monkeypatch.setattr(transpiled_tests, 'run_file', lambda path: answers[path].pop(0))


def test_failures_are_told_at_the_end(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    results_of(monkeypatch, {FAILING: [(3, 1, 'FAILED test_it: why')], STEADY: [(5, 0, '')]})
    assert transpiled_tests.run_all([FAILING, STEADY]) == transpiled_tests.Outcome(8, 1)
    assert capsys.readouterr().out.endswith('\n==== tests/a/test_failing.py: 1 failed\n    FAILED test_it: why\n')


def test_what_passes_at_a_further_try_is_unsteady(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results_of(monkeypatch, {FAILING: [(3, 1, 'FAILED test_it: why'), (4, 0, '')], STEADY: [(5, 0, '')]})
    assert transpiled_tests.run_all([FAILING, STEADY], tries_again=True) == transpiled_tests.Outcome(9, 0, 1)
    assert capsys.readouterr().out.endswith('---- UNSTEADY: tests/a/test_failing.py passed at a further try\n')


def test_what_fails_again_has_failed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    results_of(monkeypatch, {FAILING: [(3, 2, 'FAILED'), (4, 1, 'FAILED')]})
    assert transpiled_tests.run_all([FAILING], tries_again=True) == transpiled_tests.Outcome(4, 1, 1)


def test_many_failures_are_no_slow_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [ROOT / f'tests/a/test_{number}.py' for number in range(transpiled_tests.MOST_REPEATED + 1)]
    results_of(monkeypatch, {path: [(0, 1, 'FAILED')] for path in paths})
    assert transpiled_tests.run_all(paths, tries_again=True) == transpiled_tests.Outcome(0, len(paths))

"""A browser that is killed under a write load loses no synced data. `build.py crash-test` runs 200 rounds of it."""

from tests.machine.crash import run


def test_killed_browser_keeps_its_promises() -> None:
    assert run(5, 42) == []

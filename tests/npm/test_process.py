"""How a script ended, as npm's exit code."""

from runtime_py.npm.process import Ended


def test_exit_codes() -> None:
    assert Ended(3, '').exit_code == 3 and Ended(15 << 8, '').exit_code == 143

"""tests/machine/test_shell_worlds.py in Firefox."""

from tests.machine.test_shell_worlds import *  # noqa: F403

"""tests/machine/test_processes.py in Firefox."""

from tests.machine.test_processes import *  # noqa: F403

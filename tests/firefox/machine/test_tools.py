"""tests/machine/test_tools.py in Firefox."""

from tests.machine.test_tools import *  # noqa: F403

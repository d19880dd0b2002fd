"""tests/machine/test_packages.py in Firefox."""

from tests.machine.test_packages import *  # noqa: F403

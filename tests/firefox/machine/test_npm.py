"""tests/machine/test_npm.py in Firefox."""

from tests.machine.test_npm import *  # noqa: F403

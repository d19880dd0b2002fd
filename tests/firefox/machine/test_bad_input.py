"""tests/machine/test_bad_input.py in Firefox."""

from tests.machine.test_bad_input import *  # noqa: F403

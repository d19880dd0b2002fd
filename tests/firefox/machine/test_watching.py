"""tests/machine/test_watching.py in Firefox."""

from tests.machine.test_watching import *  # noqa: F403

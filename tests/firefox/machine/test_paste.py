"""tests/machine/test_paste.py in Firefox."""

from tests.machine.test_paste import *  # noqa: F403

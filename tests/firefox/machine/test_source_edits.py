"""tests/machine/test_source_edits.py in Firefox."""

from tests.machine.test_source_edits import *  # noqa: F403

"""tests/machine/test_preview.py in Firefox."""

from tests.machine.test_preview import *  # noqa: F403

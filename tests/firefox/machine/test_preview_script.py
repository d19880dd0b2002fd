"""tests/machine/test_preview_script.py in Firefox."""

from tests.machine.test_preview_script import *  # noqa: F403

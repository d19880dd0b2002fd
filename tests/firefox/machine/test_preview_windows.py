"""tests/machine/test_preview_windows.py in Firefox."""

from tests.machine.test_preview_windows import *  # noqa: F403

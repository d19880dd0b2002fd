"""tests/machine/test_preview_windows.py on other origins."""

from tests.machine.test_preview_windows import *  # noqa: F403

"""tests/machine/test_preview_kept.py on other origins."""

from tests.machine.test_preview_kept import *  # noqa: F403

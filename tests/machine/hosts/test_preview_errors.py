"""tests/machine/test_preview_errors.py on other origins."""

from tests.machine.test_preview_errors import *  # noqa: F403

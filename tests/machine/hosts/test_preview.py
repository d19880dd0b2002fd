"""tests/machine/test_preview.py on other origins."""

from tests.machine.test_preview import *  # noqa: F403

"""tests/machine/test_preview_web.py on other origins."""

from tests.machine.test_preview_web import *  # noqa: F403

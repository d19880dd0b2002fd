"""tests/machine/test_preview_websockets.py on other origins."""

from tests.machine.test_preview_websockets import *  # noqa: F403

"""tests/machine/test_preview_websockets.py in Firefox."""

from tests.machine.test_preview_websockets import *  # noqa: F403

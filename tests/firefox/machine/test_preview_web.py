"""tests/machine/test_preview_web.py in Firefox."""

from tests.machine.test_preview_web import *  # noqa: F403

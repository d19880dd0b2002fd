"""tests/machine/test_preview_kept.py in Firefox."""

from tests.machine.test_preview_kept import *  # noqa: F403

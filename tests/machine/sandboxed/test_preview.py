"""tests/machine/test_preview.py in a page of null origin."""

from tests.machine.test_preview import *  # noqa: F403

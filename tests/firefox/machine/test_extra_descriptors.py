"""tests/machine/test_extra_descriptors.py in Firefox."""

from tests.machine.test_extra_descriptors import *  # noqa: F403

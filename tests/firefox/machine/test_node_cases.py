"""tests/machine/test_node_cases.py in Firefox."""

from tests.machine.test_node_cases import *  # noqa: F403

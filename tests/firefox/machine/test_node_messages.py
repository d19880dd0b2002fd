"""tests/machine/test_node_messages.py in Firefox."""

from tests.machine.test_node_messages import *  # noqa: F403

"""tests/machine/hosts/test_origins.py in Firefox."""

from tests.machine.hosts.test_origins import *  # noqa: F403

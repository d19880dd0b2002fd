"""tests/machine/hosts/test_preview.py in Firefox."""

from tests.machine.hosts.test_preview import *  # noqa: F403

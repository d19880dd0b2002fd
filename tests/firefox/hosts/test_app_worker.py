"""tests/machine/hosts/test_app_worker.py in Firefox."""

from tests.machine.hosts.test_app_worker import *  # noqa: F403

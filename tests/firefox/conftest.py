"""The server of the machine's tests."""

from tests.machine.conftest import server

__all__ = ['server']

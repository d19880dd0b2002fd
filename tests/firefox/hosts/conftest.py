"""The tests of previews on separate origins, in Firefox: every module here has the tests of the module with the same
name in tests/machine/hosts."""

import pytest

from tests.firefox.fox_machine import runs_here
from tests.firefox.machine.conftest import machine, npm_cache, picture_of_failure, registry
from tests.machine.hosts.conftest import NOT_HERE, preview_host, server

__all__ = ['machine', 'npm_cache', 'picture_of_failure', 'preview_host', 'registry', 'server']


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if '/tests/firefox/hosts/' in str(item.path)]
    dropped = [item for item in here if item.name.split('[')[0] in NOT_HERE or not runs_here(item)]
    items[:] = [item for item in items if item not in dropped]
    config.hook.pytest_deselected(items=dropped)

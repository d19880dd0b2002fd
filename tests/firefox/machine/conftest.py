"""The tests of the whole machine, in Firefox: every module here has those tests of the module with the same name in
tests/machine that `runs_here` selects."""

import os
from collections.abc import Iterator

import pytest

from tests.firefox import driver
from tests.firefox.driver import IDLE_LIFE, Firefox
from tests.firefox.fox_machine import FoxMachine, runs_here
from tests.machine.conftest import npm_cache, registry
from tests.machine.outside import REGISTRY_HOST
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.checks import SAMPLE, SHORT_LIFE

__all__ = ['npm_cache', 'registry']


@pytest.fixture(scope='module')
def machine(server: StaticServer, registry: Registry) -> Iterator[FoxMachine]:
    if not driver.is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    idle = os.environ.get(SHORT_LIFE)
    lives = {IDLE_LIFE: int(idle)} if idle else {}
    fox = Firefox({'network.dns.localDomains': REGISTRY_HOST, **lives})
    fox.open(server.url)
    found = FoxMachine(fox, server)
    found.run(f'export npm_config_registry={registry.url}')
    yield found
    fox.close()


@pytest.fixture(autouse=True)
def picture_of_failure() -> None:
    """Does nothing: only Chromium's tests make one."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = [item for item in items if '/tests/firefox/machine/' in str(item.path)]
    step = int(os.environ.get(SAMPLE) or 1)
    chosen = [item for item in here if runs_here(item)][::step]
    dropped = [item for item in here if item not in chosen]
    items[:] = [item for item in items if item not in dropped]
    config.hook.pytest_deselected(items=dropped)

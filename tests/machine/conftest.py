"""Fixtures for tests of the whole machine: dist/ on a plain server below a path, a registry, a browser."""

from collections.abc import Iterator

import pytest

from tests.machine.browser import Browser, Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.outside import REGISTRY_HOST, Outside
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST, WORK

SCREENSHOTS = WORK / 'screenshots'


@pytest.fixture(scope='session')
def npm_cache() -> NpmCache:
    return NpmCache(WORK / 'npm-cache')


@pytest.fixture(scope='session')
def registry(npm_cache: NpmCache) -> Iterator[Registry]:
    found = Registry(npm_cache, REGISTRY_HOST)
    yield found
    found.stop()


@pytest.fixture(scope='session')
def outside() -> Iterator[Outside]:
    found = Outside()
    yield found
    found.stop()


@pytest.fixture
def faulty(registry: Registry) -> Iterator[Registry]:
    """The registry, for a test that makes it misbehave."""
    yield registry
    registry.behave()


@pytest.fixture(scope='module')
def server() -> Iterator[StaticServer]:
    """dist/ below a path, since it must work below any."""
    assert (DIST / 'index.html').exists(), 'dist/ is not built: python3 build.py build'
    found = StaticServer(DIST, '/some/dir/')
    yield found
    found.stop()


@pytest.fixture(scope='module')
def browser() -> Iterator[Browser]:
    found = Browser()
    yield found
    found.close()


@pytest.fixture(scope='module')
def machine(browser: Browser, server: StaticServer, registry: Registry) -> Machine:
    """A machine at its prompt, with npm configured for the registry. Shared by the tests of one file; each works in a
    folder of its own."""
    found = Machine(browser, server).open()
    found.run(f'export npm_config_registry={registry.url}')
    return found


@pytest.fixture(autouse=True)
def picture_of_failure(request: pytest.FixtureRequest) -> Iterator[None]:
    """A failed test leaves a screenshot in .build/screenshots."""
    failed_before = request.session.testsfailed
    yield
    if request.session.testsfailed > failed_before and 'browser' in request.fixturenames:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        request.getfixturevalue('browser').driver.save_screenshot(str(SCREENSHOTS / f'{request.node.name}.png'))

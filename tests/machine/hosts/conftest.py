"""The tests of previews, on each kind of separate origin: every module here has those of the module with the same name
in tests/machine."""

from collections.abc import Iterator

import pytest

from tests.machine.preview_host import PATTERNS, PreviewHost, dist_with_previews
from tests.machine.static_server import StaticServer


@pytest.fixture(scope='module', params=list(PATTERNS))
def preview_host(request: pytest.FixtureRequest) -> Iterator[tuple[PreviewHost, str]]:
    found = PreviewHost()
    yield found, request.param
    found.stop()


@pytest.fixture(scope='module')
def server(preview_host: tuple[PreviewHost, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    host, kind = preview_host
    found = StaticServer(dist_with_previews(tmp_path_factory.mktemp(kind), host.pattern(kind)), '/some/dir/')
    host.list_machine(found.url)
    yield found
    found.stop()


# Tests that look into a frame from the machine's page, or need its tab to have an opener, which is impossible for a
# preview on another origin.
NOT_HERE = ['test_sign_in_by_pop_up', 'test_the_port_with_a_page_is_shown']


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    dropped = [item for item in items if '/hosts/' in str(item.path) and item.name.split('[')[0] in NOT_HERE]
    items[:] = [item for item in items if item not in dropped]
    config.hook.pytest_deselected(items=dropped)

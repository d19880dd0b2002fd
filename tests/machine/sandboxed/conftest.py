"""The tests of previews, with previews of null origin (`previews: 'sandboxed'`)."""

from collections.abc import Iterator

import pytest

from tests.machine.preview_host import dist_with_previews
from tests.machine.static_server import StaticServer


@pytest.fixture(scope='module')
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    found = StaticServer(dist_with_previews(tmp_path_factory.mktemp('sandboxed'), 'sandboxed'), '/some/dir/')
    yield found
    found.stop()


# A page of null origin keeps the prefix in its address, and a script that sets an absolute one leaves the preview.
NOT_HERE = ['test_absolute_script_style_and_image', 'test_back_and_forward']


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    dropped = [item for item in items if '/sandboxed/' in str(item.path) and item.name.split('[')[0] in NOT_HERE]
    items[:] = [item for item in items if item not in dropped]
    config.hook.pytest_deselected(items=dropped)

"""The wall between programs and the page's origin in Firefox, where programs have no origin at all."""

from collections.abc import Iterator

import pytest

from tests.firefox import driver
from tests.firefox.driver import Firefox
from tests.firefox.fox_machine import FoxMachine
from tests.machine.static_server import StaticServer
from tests.machine.walls import PAGE, PROGRAM, WAYS, attack, dist_for_attacks


@pytest.fixture(scope='module')
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FoxMachine]:
    if not driver.is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    server = StaticServer(dist_for_attacks(tmp_path_factory.mktemp('walls')), '/some/dir/')
    fox = Firefox()
    fox.open(server.url)
    machine = FoxMachine(fox, server)
    machine.api(PAGE)
    machine.write_file('attack.js', PROGRAM)
    yield machine
    fox.close()
    server.stop()


def test_nothing_of_the_page_is_in_reach(attacked: FoxMachine) -> None:
    assert attacked.api('return wc.programsAreWalled') is True
    found = attack(attacked, 'attack.js')
    assert len(found) == WAYS and set(found.values()) <= {'refused', 'empty', 'nothing'}, found
    assert [path for path in attacked.server.asked if 'walls' in path] == []
    assert attacked.api('return heard') == [] and attacked.api(
        'return !!(await navigator.serviceWorker.getRegistration())'
    )


def test_threads_are_behind_it_too(attacked: FoxMachine) -> None:
    attacked.write_file(
        'thread.js', "new (require('worker_threads').Worker)('./attack.js', {argv: process.argv.slice(2)})"
    )
    found = attack(attacked, 'thread.js')
    assert len(found) == WAYS and set(found.values()) <= {'refused', 'empty', 'nothing'}, found
    assert [path for path in attacked.server.asked if 'walls' in path] == []

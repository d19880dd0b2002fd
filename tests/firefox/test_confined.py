"""Confined programs in Firefox, where every program's worker has no origin, and only theirs no memory."""

import json
from collections.abc import Iterator

import pytest

from tests.firefox import driver
from tests.firefox.driver import Firefox
from tests.firefox.fox_machine import FoxMachine
from tests.machine.confined import FORGE, MAILBOX_BYTES, WALK, others, spying_dist
from tests.machine.static_server import StaticServer


@pytest.fixture(scope='module')
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FoxMachine]:
    if not driver.is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    server = StaticServer(spying_dist(tmp_path_factory.mktemp('confined')), '/some/dir/')
    fox = Firefox()
    fox.open(server.url)
    machine = FoxMachine(fox, server)
    for name, text in [('walk.js', WALK), ('forge.js', FORGE)]:
        machine.write_file(name, text)
    yield machine
    fox.close()
    server.stop()


def test_it_has_no_memory_but_its_mailbox(attacked: FoxMachine) -> None:
    attacked.run('node walk.js ordinary.json; sandbox --profile open --confined node walk.js confined.json')
    ordinary = json.loads(attacked.read_file('ordinary.json'))
    confined = json.loads(attacked.read_file('confined.json'))
    assert ordinary['touched'][-1] >= 64 * 1024 * 1024
    assert MAILBOX_BYTES in confined['touched'] and others(confined['touched'] + confined['walked']) == []


def test_forged_messages_do_nothing(attacked: FoxMachine) -> None:
    assert 'still here false' in attacked.run('rm -f /tmp/forged; sandbox --read . node forge.js')


def test_it_works_like_any_other(attacked: FoxMachine) -> None:
    program = "console.log(child_process.execSync('cat /etc/hostname; node -p 6*7 | cat').toString())"
    assert attacked.run(f'sandbox node -e "{program}"').split() == ['terrarium', '42']

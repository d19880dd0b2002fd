"""The wall between programs and the page's origin (docs/SECURITY.md): what a program tries that has all functions of
its worker is refused by the browser, and where there is no wall the page says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from tests.machine.walls import PAGE, PROGRAM, WAYS, attack, dist_for_attacks
from toolchain.environment import DIST

# an engine whose frames can't be credentialless, and whose data: workers are like any other's
NO_PARTITION = 'delete HTMLIFrameElement.prototype.credentialless;'
OPEN_WORKERS = 'globalThis.fetch = () => Promise.resolve();'
BOOT = """
    const {WebContainer} = await import('./terrarium.js')
    try { const machine = await WebContainer.boot({alongside: true, wall: args[0]}); const warnings = []
      machine.on('warning', ({code}) => warnings.push(code))
      const node = await machine.spawn('node', ['-p', '6*7'], {env: {NO_COLOR: '1'}}); let said = ''
      await node.output.pipeTo(new WritableStream({write(part) { said += part }}))
      const found = [said.trim(), machine.programsAreWalled, warnings]; machine.teardown(); return found
    } catch (error) { return error.code }"""


@pytest.fixture(scope='module')
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    server = StaticServer(dist_for_attacks(tmp_path_factory.mktemp('walls')), '/some/dir/')
    browser = Browser()
    machine = Machine(browser, server).open()
    machine.api(PAGE)
    machine.write_file('attack.js', PROGRAM)
    yield machine
    browser.close()
    server.stop()


def test_nothing_of_the_page_is_in_reach(attacked: Machine) -> None:
    found = attack(attacked, 'attack.js')
    assert len(found) == WAYS and set(found.values()) <= {'refused', 'empty', 'nothing'}, found
    assert [path for path in attacked.server.asked if 'walls' in path] == []
    assert attacked.api('return heard') == [] and attacked.api(
        'return !!(await navigator.serviceWorker.getRegistration())'
    )


def test_threads_and_children_are_behind_it_too(attacked: Machine) -> None:
    attacked.write_file(
        'thread.js', "new (require('worker_threads').Worker)('./attack.js', {argv: process.argv.slice(2)})"
    )
    attacked.write_file(
        'child.js',
        "require('child_process').spawn('node', ['attack.js', ...process.argv.slice(2)], {stdio: 'inherit'})",
    )
    for program in ('thread.js', 'child.js'):
        found = attack(attacked, program)
        assert len(found) == WAYS and set(found.values()) <= {'refused', 'empty', 'nothing'}, (program, found)
    assert [path for path in attacked.server.asked if 'walls' in path] == []


def test_programs_are_walled_off() -> None:
    server = StaticServer(DIST, '/some/dir/')
    browser = Browser()
    try:
        machine = Machine(browser, server).open()
        assert machine.api('return wc.programsAreWalled') is True
        assert machine.api(BOOT, 'required') == ['42', True, []]
        assert machine.api('return [document.querySelectorAll("iframe").length, window.length]') == [0, 0]
    finally:
        browser.close()
        server.stop()


def test_the_machine_fails_when_its_frame_goes(server: StaticServer) -> None:
    browser = Browser()
    try:
        machine = Machine(browser, server).open()
        found = machine.api("""
            const failed = new Promise((yes) => wc.on('error', yes))
            document.querySelector('terrarium-wall').remove()
            const {code} = await failed; await wc.restart()
            return [code, await (await wc.spawn('node', ['-e', '0'])).exit]""")
        assert found == ['EMACHINE', 0]
    finally:
        browser.close()


@pytest.mark.parametrize(
    ('page', 'worker'),
    [
        (NO_PARTITION, OPEN_WORKERS),
        (NO_PARTITION, "Object.defineProperty(globalThis, 'origin', {value: 'http://localhost'});"),
    ],
)
def test_an_engine_without_a_wall_is_told(tmp_path: Path, page: str, worker: str) -> None:
    """And no program runs in it, if the page wants that."""
    server = StaticServer(altered_dist(tmp_path, worker, ('process.js',)), '/some/dir/')
    browser = Browser(script=page)
    try:
        machine = Machine(browser, server).open()
        assert machine.api('return wc.programsAreWalled') is False
        assert 'not walled off from this page' in machine.driver.find_element('id', 'statusbar').text
        assert machine.run('node -p 6*7') == '42'
        assert machine.api(BOOT, None) == ['42', False, ['ERR_TERRARIUM_NO_WALL']]
        assert machine.api(BOOT, 'required') == 'ERR_TERRARIUM_NO_WALL'
    finally:
        browser.close()
        server.stop()


def test_a_frame_with_the_storage_of_the_page_is_none(tmp_path: Path) -> None:
    """Chromium's empty document says that it is credentialless, and isn't: `credentialless` set too late."""
    late = 'const append = DocumentFragment.prototype.append; ShadowRoot.prototype.append = function (frame) { frame.credentialless = false; return append.call(this, frame) };'
    server = StaticServer(DIST, '/some/dir/')
    browser = Browser(script=late)
    try:
        machine = Machine(browser, server).open()
        assert machine.api('return wc.programsAreWalled') is False
    finally:
        browser.close()
        server.stop()

"""The page's own preview pane."""

import pytest
from selenium.webdriver.support.ui import Select

from tests.machine.browser import Machine

SERVERS = """
const http = require('http'), start = (port, type, text, then) =>
  http.createServer((q, r) => r.writeHead(200, {'content-type': type}).end(text)).listen(port, then)
start(3601, 'application/json', '{}', () => start(3602, 'text/html', '<title>shown</title><p id=at>the page</p>', () => console.log('two up')))
process.on('SIGUSR2', () => start(3603, 'text/html', '<p id=at>another page</p>', () => console.log('late up')))
"""


def in_frame(machine: Machine, script: str) -> object:
    machine.driver.switch_to.default_content()
    frames = machine.driver.find_elements('css selector', '#preview-body iframe')
    if not frames:
        return ''
    machine.driver.switch_to.frame(frames[0])
    found = machine.driver.execute_script(script)
    machine.driver.switch_to.default_content()
    return found


def in_pane(machine: Machine) -> str:
    return str(in_frame(machine, 'return (document.querySelector("#at")?.textContent ?? "") + " " + location.pathname'))


def value_of(machine: Machine, label: str) -> str:
    return machine.driver.find_element('css selector', f'[aria-label="{label}"]').get_attribute('value')


def click(machine: Machine, label: str) -> None:
    machine.driver.find_element('css selector', f'[aria-label="{label}"]').click()


@pytest.fixture(scope='module')
def pane(machine: Machine) -> Machine:
    machine.write_file('servers.js', SERVERS)
    machine.type('node servers.js &\n')
    machine.wait_for('two up')
    machine.wait_until(lambda: in_pane(machine) == 'the page /', 'the page', 20)
    return machine


def test_the_pane_shows_the_port_with_a_page(pane: Machine) -> None:
    assert value_of(pane, 'Port') == '3602'


def choose(machine: Machine, port: int) -> None:
    Select(machine.driver.find_element('css selector', '[aria-label="Port"]')).select_by_visible_text(
        f'localhost:{port}'
    )


def show_anew(machine: Machine, port: int, text: str) -> None:
    choose(machine, 3603)
    choose(machine, port)
    machine.wait_until(lambda: in_pane(machine) == text, text, 20)


def test_a_port_that_opens_leaves_what_is_shown(pane: Machine) -> None:
    pane.type('kill -USR2 %1\n')
    pane.wait_for('late up')
    pane.wait_until(
        lambda: pane.driver.find_elements('css selector', '[aria-label="Port"] option[value="3603"]'),
        'the port in the list',
        20,
    )
    click(pane, 'Reload the preview')
    pane.wait_until(lambda: in_pane(pane) == 'the page /', 'the page again', 20)
    in_frame(pane, 'window.isOld = true; location.href = "/linked"')
    pane.wait_until(
        lambda: not in_frame(pane, 'return window.isOld') and in_pane(pane) == 'the page /linked', 'the linked page', 20
    )
    show_anew(pane, 3602, 'the page /')


def test_another_port_is_chosen(pane: Machine) -> None:
    for port, text in [(3603, 'another page /'), (3602, 'the page /'), (3603, 'another page /'), (3602, 'the page /')]:
        choose(pane, port)
        pane.wait_until(lambda text=text: in_pane(pane) == text, text, 20)


def test_the_address_follows_the_page(pane: Machine) -> None:
    in_frame(pane, 'history.pushState(null, "", "/pushed?x=1")')
    pane.wait_until(lambda: value_of(pane, 'Address') == '/pushed?x=1', 'the address', 10)
    click(pane, 'Reload the preview')
    pane.wait_until(lambda: in_pane(pane) == 'the page /pushed', 'the page again', 20)


def test_back_ends_at_the_first_page(pane: Machine) -> None:
    """Entries that a script made without a click count, and the machine's page stays."""
    pane.driver.execute_script('window.isSame = true')
    in_frame(pane, 'history.pushState(null, "", "/more")')
    pane.wait_until(lambda: value_of(pane, 'Address') == '/more', 'the address', 10)
    in_frame(pane, 'location.href = "/linked"')
    pane.wait_until(lambda: value_of(pane, 'Address') == '/linked', 'the linked page', 20)
    for path in ['/more', '/pushed', '/']:
        click(pane, 'Back')
        pane.wait_until(lambda path=path: in_pane(pane) == f'the page {path}', path, 20)
    for _ in range(3):
        click(pane, 'Back')
    for path in ['/pushed', '/more', '/linked']:
        click(pane, 'Forward')
        pane.wait_until(lambda path=path: in_pane(pane) == f'the page {path}', path, 20)
    click(pane, 'Forward')
    assert pane.driver.execute_script('return window.isSame && !!window.terrarium')


def test_a_closed_preview_stays_closed_when_its_server_starts_again(pane: Machine) -> None:
    choose(pane, 3602)
    click(pane, 'Close the preview')
    assert pane.run('kill %1; wait %1 2> /dev/null; echo ended') == 'ended'
    pane.type('clear; node servers.js &\n')
    pane.wait_for('two up')
    pane.run('sleep 1')
    assert not pane.driver.find_elements('css selector', '#preview-body iframe')
    click(pane, 'Show the preview')
    pane.wait_until(lambda: in_pane(pane).startswith('the page /'), 'the page', 20)
    pane.type('clear; kill -USR2 %1\n')  # what the tests after this one need
    pane.wait_for('late up')


def test_it_is_told_whether_previews_are_trusted(pane: Machine) -> None:
    """If they share the page's origin, the console says so once."""
    trusted = pane.driver.execute_script(
        'return new URL(document.querySelector("#preview-body iframe").src).origin === location.origin'
    )
    assert pane.api('return wc.previewsAreTrusted') is trusted
    assert pane.browser.console().count('previews share the origin of this page') == (1 if trusted else 0)

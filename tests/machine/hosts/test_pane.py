"""The page's own preview pane, on origins of their own."""
import pytest

from tests.machine.browser import Machine
from tests.machine.preview_host import PreviewHost

SERVERS = """
const http = require('http'), start = (port, type, text, then) =>
  http.createServer((q, r) => r.writeHead(200, {'content-type': type}).end(text)).listen(port, then)
start(3601, 'application/json', '{}', () => start(3602, 'text/html', '<title>shown</title><p id=at>the page</p>', () => console.log('two up')))
"""


@pytest.fixture(autouse=True)
def an_origin_for_each_port(preview_host: tuple[PreviewHost, str]) -> None:
    if preview_host[1] == 'one':
        pytest.skip('one origin shows the port that opened last')


def in_pane(machine: Machine) -> str:
    machine.driver.switch_to.default_content()
    frames = machine.driver.find_elements('css selector', '#preview-body iframe')
    if not frames:
        return ''
    machine.driver.switch_to.frame(frames[0])
    found = machine.driver.execute_script('return (document.querySelector("#at")?.textContent ?? "") + " " + location.pathname')
    machine.driver.switch_to.default_content()
    return found


def value_of(machine: Machine, label: str) -> str:
    return machine.driver.find_element('css selector', f'[aria-label="{label}"]').get_attribute('value')


def test_the_pane_shows_the_port_with_a_page(machine: Machine) -> None:
    machine.write_file('two.js', SERVERS)
    machine.type('node two.js &\n')
    machine.wait_for('two up')
    machine.wait_until(lambda: in_pane(machine) == 'the page /', 'the page', 20)
    assert value_of(machine, 'Port') == '3602'


def test_the_address_follows_the_page(machine: Machine) -> None:
    machine.driver.switch_to.frame(machine.driver.find_elements('css selector', '#preview-body iframe')[0])
    machine.driver.execute_script('history.pushState(null, "", "/pushed?x=1")')
    machine.driver.switch_to.default_content()
    machine.wait_until(lambda: value_of(machine, 'Address') == '/pushed?x=1', 'the address', 10)
    machine.driver.find_element('css selector', '[aria-label="Reload the preview"]').click()
    machine.wait_until(lambda: in_pane(machine) == 'the page /pushed', 'the page again', 20)


def test_two_machines_of_one_origin_keep_their_pages(machine: Machine) -> None:
    """Another tab runs another machine on the same port; frames of each show their own."""
    url, first = machine.driver.execute_script('return [location.href, document.querySelector("#preview-body iframe").src]'), machine.driver.current_window_handle
    machine.driver.switch_to.new_window('tab')
    try:
        machine.driver.get(url[0].split('?')[0] + '?workspace=second')
        machine.wait_for_prompt()
        machine.api("""window.second = await wc.spawn('node', ['-e', `require('http').createServer((q, r) =>
            r.writeHead(200, {'content-type': 'text/html'}).end('<p id=at>of the second</p>')).listen(3602)`])""")
        machine.wait_until(lambda: in_pane(machine) == 'of the second /', "the second machine's page", 20)
        second = machine.driver.current_window_handle
        for tab, text in [(first, 'the page /'), (second, 'of the second /'), (first, 'the page /')]:
            machine.driver.switch_to.window(tab)
            machine.driver.execute_script('document.querySelector("#preview-body iframe").src += ""')
            machine.wait_until(lambda text=text: in_pane(machine) == text, text, 20)
        machine.driver.switch_to.window(second)
    finally:
        machine.driver.close()
        machine.driver.switch_to.window(first)

"""A single separate origin for all ports: each page shows the port for which it was opened, whatever listens or is
opened later."""

import pytest

from tests.machine.browser import Machine
from tests.machine.preview_host import PreviewHost
from tests.machine.test_preview import script

FIRST, SECOND, LATER = 3411, 3412, 3413
SERVER = """
const http = require('http')
const listen = (port) => http.createServer((req, res) => {
  if (req.url === '/port') return res.end(String(port))
  if (req.url === '/w.js') return res.writeHead(200, {'content-type': 'text/javascript'}).end('onmessage = async () => postMessage(await (await fetch("/port")).text())')
  res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>' + port + '</title><p id=at>' + port + ' ' + req.method + ' ' + req.url +
    '</p><a id=other href="http://localhost:' + (port === %d ? %d : %d) + '/from?x=1#y">other</a><form id=form method=post action="/form"></form>')
}).listen(port, () => console.log('serving ' + port))
listen(%d); listen(%d); process.on('SIGUSR2', () => listen(%d))
""" % (FIRST, SECOND, FIRST, FIRST, SECOND, LATER)


@pytest.fixture(autouse=True, scope='module')
def one_origin_alone(preview_host: tuple[PreviewHost, str]) -> None:
    if preview_host[1] != 'one':
        pytest.skip('each port has an origin of its own')


@pytest.fixture(scope='module')
def tabs(machine: Machine):
    """Two tabs with a preview in a frame of each, at the same address."""
    machine.write_file('three.js', SERVER)
    machine.type('node three.js &\n')
    machine.wait_for(f'serving {SECOND}')
    found = {}
    for port in [SECOND, FIRST]:
        machine.in_preview(port, '/')
        found[port] = machine.driver.current_window_handle
        at(machine, f'{port} GET /')
    yield found
    for tab in found.values():
        machine.driver.switch_to.window(tab)
        machine.leave_preview()


def at(machine: Machine, text: str) -> None:
    def is_there() -> bool:
        machine.driver.switch_to.default_content()
        return machine._enter_frame() and bool(
            machine.driver.execute_script(
                'return !window.isOld && document.querySelector("#at")?.textContent === arguments[0]', text
            )
        )

    machine.wait_until(is_there, text, 20)


def each(machine: Machine, tabs: dict[int, str]):
    for port, tab in tabs.items():
        machine.driver.switch_to.window(tab)
        machine.driver.switch_to.default_content()
        machine._enter_frame()
        yield port


def test_what_opens_later_changes_nothing(machine: Machine, tabs: dict[int, str]) -> None:
    machine.driver.switch_to.window(machine.driver.window_handles[0])
    machine.type('kill -USR2 %1\n')
    machine.wait_for(f'serving {LATER}')
    for port in each(machine, tabs):
        assert script(machine, 'return await (await fetch("/port")).text()') == str(port)
        assert script(
            machine,
            'const w = new Worker("/w.js"); w.postMessage(1); return await new Promise((yes) => { w.onmessage = (e) => yes(e.data) })',
        ) == str(port)


@pytest.mark.parametrize(
    ('way', 'found'),
    [
        ('location.reload()', 'GET /'),
        ('location.href = "/"', 'GET /'),
        ('document.querySelector("#form").submit()', 'POST /form'),
        ('history.back()', 'GET /'),
    ],
)
def test_a_page_keeps_its_port(machine: Machine, tabs: dict[int, str], way: str, found: str) -> None:
    for port in each(machine, tabs):
        machine.driver.execute_script('window.isOld = true; setTimeout(() => {' + way + '})')
        at(machine, f'{port} {found}')


def test_a_stopped_service_worker(machine: Machine, tabs: dict[int, str]) -> None:
    for port in each(machine, tabs):
        script(
            machine,
            'window.w = new Worker("/w.js"); w.postMessage(1); await new Promise((yes) => { w.onmessage = yes })',
        )
        machine.driver.execute_cdp_cmd('ServiceWorker.enable', {})
        machine.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
        assert script(
            machine, 'w.postMessage(1); return await new Promise((yes) => { w.onmessage = (e) => yes(e.data) })'
        ) == str(port)
        assert script(machine, 'return await (await fetch("/port")).text()') == str(port)
        machine.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
        machine.driver.execute_script('window.isOld = true; setTimeout(() => location.reload())')
        at(machine, f'{port} GET /')


def test_tabs_of_its_own(machine: Machine, tabs: dict[int, str]) -> None:
    """Reloads by the browser's button, ordinary and forced, and an address that contains the port."""
    own = {}
    for port in each(machine, tabs):
        url = script(machine, 'return location.origin') + f'/.terrarium/port/{port}/'
        machine.driver.switch_to.new_window('tab')
        machine.driver.get(url)
        own[port] = machine.driver.current_window_handle
        if len(own) == 1:
            machine.wait_until(lambda: machine.driver.find_element('id', 'connect').is_displayed(), 'the button', 20)
            machine.driver.find_element('id', 'connect').click()
        at_top(machine, f'{port} GET /')
    try:
        for ignore_cache in [False, True, False]:
            for port, tab in own.items():
                machine.driver.switch_to.window(tab)
                at_top(machine, f'{port} GET /')
                machine.driver.execute_script('window.isOld = true')
                machine.driver.execute_cdp_cmd('Page.reload', {'ignoreCache': ignore_cache})
                at_top(machine, f'{port} GET /')
    finally:
        for tab in own.values():
            machine.driver.switch_to.window(tab)
            machine.driver.close()
        machine.driver.switch_to.window(next(iter(tabs.values())))


def at_top(machine: Machine, text: str) -> None:
    machine.wait_until(
        lambda: machine.driver.execute_script(
            'return !window.isOld && document.querySelector("#at")?.textContent === arguments[0]', text
        ),
        text,
        20,
    )


def test_a_link_to_another_port(machine: Machine, tabs: dict[int, str]) -> None:
    for port in each(machine, tabs):
        machine.driver.execute_script('document.querySelector("#other").click()')
        at(machine, f'{FIRST + SECOND - port} GET /from?x=1')
        assert script(machine, 'return location.pathname + location.search + location.hash') == '/from?x=1#y'

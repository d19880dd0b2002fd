"""The service worker is stopped in the middle of an answer, or the server breaks off: the page gets an error, never a
short body, and the server sees the connection end."""

from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine
from tests.machine.test_preview import script

PORT = 3101
SERVER = (
    """
require('http').createServer((request, response) => {
  if (request.url === '/') { response.setHeader('content-type', 'text/html'); return response.end('<h1>page</h1>') }
  if (request.url === '/short') { response.setHeader('content-length', 1000); response.write('x'.repeat(500)); return setTimeout(() => response.socket.destroy(), 300) }
  if (request.url === '/broken') { response.write('x'.repeat(500)); return setTimeout(() => response.socket.destroy(), 300) }
  const timer = setInterval(() => response.write('line\\n'), 100)
  response.on('close', () => { clearInterval(timer); console.log('closed', response.writableFinished) })
}).listen(%d, () => console.log('streams up', 1))
"""
    % PORT
)


@pytest.fixture(scope='module')
def preview(machine: Machine) -> Iterator[Machine]:
    machine.write_file('streams.js', SERVER)
    machine.type('node streams.js &\n')
    machine.wait_for('streams up 1')
    machine.in_preview(PORT)
    yield machine
    machine.leave_preview()


@pytest.mark.parametrize('path', ['/short', '/broken'])
def test_a_server_that_breaks_off(preview: Machine, path: str) -> None:
    assert (
        script(preview, f'try {{ return await (await fetch("{path}")).text() }} catch (error) {{ return error.name }}')
        == 'TypeError'
    )


def test_a_service_worker_that_is_stopped(preview: Machine) -> None:
    driver = preview.driver
    driver.execute_script(
        'window.ended = ""; fetch("/stream").then((r) => { ended = "open"; return r.text() }).then(() => { ended = "whole" }, (error) => { ended = error.name })'
    )
    preview.wait_until(lambda: driver.execute_script('return ended') == 'open', 'the head', 20)
    here = driver.current_window_handle
    driver.switch_to.default_content()
    driver.execute_cdp_cmd('ServiceWorker.enable', {})
    driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
    driver.switch_to.frame(0)
    preview.wait_until(lambda: driver.execute_script('return ended') == 'TypeError', 'the error', 20)
    driver.switch_to.window(driver.window_handles[0])
    preview.wait_for('closed false', 60)
    driver.switch_to.window(here)

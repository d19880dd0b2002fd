"""Pages that a preview shows in place of a server's own: what happened, and the server's output."""

import re

import pytest

from tests.machine.browser import Machine

TALKS = """const http = require('http'), port = Number(process.argv[2])
let asked = 0, held
console.log('\\x1b[32mready\\x1b[0m <b>here</b>')
http.createServer((q, r) => {
  if (q.url === '/slow') { asked++; console.log('building ' + asked); held = r; return }
  if (q.url === '/built') { held?.end('built after ' + asked); return r.end('told') }
  if (q.url === '/die') return r.end('dying', () => { throw new Error('lost & <found>') })
  if (q.url === '/cut') { console.error('cut by ' + port); process.exit(7) }
  r.end(q.method + q.url) }).listen(port, () => console.log('talks on ' + port))
"""


@pytest.fixture(scope='module')
def talking(machine: Machine) -> Machine:
    machine.write_file('talks.js', TALKS)
    return machine


def in_terminal(machine: Machine, line: str) -> None:
    window = machine.driver.current_window_handle
    machine.driver.switch_to.window(machine.driver.window_handles[0])
    machine.type(line)
    machine.driver.switch_to.window(window)


def text(machine: Machine) -> str:
    machine.driver.switch_to.default_content()
    return machine.driver.find_element('tag name', 'body').text if machine._enter_frame() else ''


def shows(machine: Machine, part: str) -> str:
    machine.wait_until(lambda: part in text(machine), part, 20)
    return text(machine)


def test_a_server_that_died(talking: Machine) -> None:
    talking.type('echo before; node talks.js 3191\n')
    talking.wait_for('talks on 3191')
    talking.in_preview(3191)
    shows(talking, 'GET/')
    talking.leave_preview()
    talking.in_preview(3191, '/die')
    shows(talking, 'dying')
    talking.leave_preview()
    talking.in_preview(3191)
    shown = shows(talking, 'The server on port 3191 has ended')
    assert (
        'node talks.js 3191' in shown
        and 'exit code 1' in shown
        and 'Error: lost & <found>' in shown
        and 'ready <b>here</b>' in shown
    )
    assert 'before' not in shown  # printed before it began
    in_terminal(talking, 'node talks.js 3191 &\n')
    shows(talking, 'GET/')
    talking.leave_preview()
    talking.type('kill -9 %1; wait\n')
    talking.run('true')
    talking.in_preview(3191)
    assert 'signal SIGKILL' in shows(talking, 'The server on port 3191 has ended')
    talking.leave_preview()


def test_a_server_that_dies_while_it_is_asked(talking: Machine) -> None:
    talking.type('node talks.js 3192\n')
    talking.wait_for('talks on 3192')
    talking.in_preview(3192, '/cut')
    shown = shows(talking, 'The server on port 3192 has ended')
    assert 'exit code 7' in shown and 'cut by 3192' in shown
    talking.leave_preview()


def test_a_server_that_takes_long(talking: Machine) -> None:
    """One of our pages is shown until the response is there, for which the server doesn't get a second request."""
    talking.type('node talks.js 3193 &\n')
    talking.wait_for('talks on 3193')
    talking.in_preview(3193, '/slow')
    talking.wait_until(lambda: 'Waiting for the server on port 3193' in text(talking), 'the page of a slow server', 40)
    assert 'node talks.js 3193' in text(talking)
    asked = re.findall(r'building (\d+)', shows(talking, 'building 1'))[-1]
    talking.driver.execute_script("fetch(new URL('built', location.href))")
    shows(talking, f'built after {asked}')
    talking.leave_preview()
    talking.run('kill %1')

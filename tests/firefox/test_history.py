"""Back and forward in a preview's own tab."""

import time
from collections.abc import Iterator

import pytest

from tests.firefox.driver import Firefox, opened
from tests.machine.static_server import StaticServer

SERVER = """
require('http').createServer((request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(`<p id=at>${request.url}</p><a id=next href="/n${request.url.slice(1)}">next</a>`)
}).listen(3300, () => console.log('up'))
"""
START = """
    await wc.fs.writeFile('server.js', args[0])
    const server = await wc.spawn('node', ['server.js'])
    await new Promise((yes) => wc.on('server-ready', yes))"""
AT = "return document.querySelector('iframe')?.contentDocument?.querySelector('#at')?.textContent ?? ''"


@pytest.fixture
def fox(server: StaticServer) -> Iterator[Firefox]:
    yield from opened(server)


def wait_at(fox: Firefox, path: str) -> None:
    end = time.monotonic() + 20
    found: object = None
    while time.monotonic() < end:
        try:
            found = fox.run(AT)
        except AssertionError:
            found = 'the page is on its way'
        if found == path:
            return
        time.sleep(0.1)
    raise AssertionError(f'{path} did not come: {found}')


def test_back_and_forward(fox: Firefox, server: StaticServer) -> None:
    fox.run(START, SERVER)
    fox.open_tab(f'{server.url}preview/3300/y')
    wait_at(fox, '/y')
    for path in ['/ny', '/nny']:
        fox.run("document.querySelector('iframe').contentDocument.querySelector('#next').click()")
        wait_at(fox, path)
    for step, path in [('back', '/ny'), ('back', '/y'), ('forward', '/ny'), ('forward', '/nny'), ('back', '/ny')]:
        fox.run(f'history.{step}()')
        wait_at(fox, path)

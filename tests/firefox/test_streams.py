"""Firefox stops a service worker some time after its last event, even while it streams. A preview's response still
arrives complete, or is an error."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firefox import driver
from tests.firefox.driver import Firefox
from tests.machine.static_server import StaticServer

SERVER = """
require('http').createServer((request, response) => {
  if (request.url === '/') { response.setHeader('content-type', 'text/html'); return response.end('<h1>page</h1>') }
  if (request.url === '/download') response.setHeader('content-disposition', 'attachment; filename=lines.txt')
  let count = 0
  const timer = setInterval(() => { response.write('line ' + count++ + '\\n'); if (count === 30) response.end() }, 1000)
  response.on('close', () => { clearInterval(timer); console.log('closed ' + response.writableFinished) })
}).listen(3000, () => console.log('up'))
"""
START = """
    await wc.fs.writeFile('server.js', args[0])
    window.said = ''
    const server = await wc.spawn('node', ['server.js'])
    server.output.pipeTo(new WritableStream({write(text) { said += text }}))
    while (!said.includes('up')) await new Promise((yes) => setTimeout(yes, 50))
    const frame = document.createElement('iframe')
    frame.src = 'preview/3000/'
    document.body.append(frame)
    while (!frame.contentDocument?.querySelector('h1')) await new Promise((yes) => setTimeout(yes, 50))
    window.preview = frame.contentWindow"""
READ = """
    const read = async (how) => { try { return await how(await preview.fetch('/stream')) } catch (error) { return error.name } }
    const stream = async (response) => {
      const reader = response.body.getReader()
      for (let n = 0; ;) { const {done, value} = await reader.read(); if (done) return n; n += value.length }
    }
    return await Promise.all([read(async (response) => (await response.text()).split('\\n').length - 1), read(stream)])"""


REQUEST = """
    return await new Promise((resolve) => {
      const request = new preview.XMLHttpRequest(), heard = []
      request.onreadystatechange = () => { if (request.readyState === 4) heard.push('done ' + request.status) }
      request.onload = () => heard.push('load ' + request.responseText.length)
      request.onerror = () => heard.push('error ' + request.responseText.length)
      request.addEventListener('loadend', () => resolve(heard.join()))
      request.open('GET', '/stream')
      request.send()
    })"""


def started(server: StaticServer, idle_ms: int, folder: Path) -> Firefox:
    fox = Firefox(
        {
            'dom.serviceWorkers.idle_timeout': idle_ms,
            'browser.download.folderList': 2,
            'browser.download.dir': str(folder),
            'browser.download.alwaysOpenPanel': False,
            'browser.download.always_ask_before_handling_new_types': False,
        }
    )
    fox.open(server.url)
    fox.run(START, SERVER)
    return fox


@pytest.fixture
def patient(server: StaticServer, tmp_path: Path) -> Iterator[Firefox]:
    """With half of the usual limit: longer than the page waits between its messages."""
    if not driver.is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    fox = started(server, 15000, tmp_path)
    yield fox
    fox.close()


@pytest.fixture
def impatient(server: StaticServer, tmp_path: Path) -> Iterator[Firefox]:
    if not driver.is_there():
        pytest.skip('there is no Firefox, and it could not be installed')
    fox = started(server, 2000, tmp_path)
    yield fox
    fox.close()


def test_a_long_stream_comes_whole(patient: Firefox, tmp_path: Path) -> None:
    whole = sum(len(f'line {k}\n') for k in range(30))
    patient.run("preview.location = '/download'")
    assert patient.run(READ) == [30, whole]
    assert patient.run(REQUEST) == f'done 200,load {whole}'
    assert (tmp_path / 'lines.txt').stat().st_size == whole


def test_a_stream_that_is_cut_is_an_error_and_the_server_hears_it(impatient: Firefox) -> None:
    assert impatient.run(READ) == ['TypeError', 'TypeError']
    assert impatient.run(REQUEST) == 'done 0,error 0'
    assert impatient.run(
        "while (said.split('closed false').length < 4) await new Promise((yes) => setTimeout(yes, 50)); return true"
    )

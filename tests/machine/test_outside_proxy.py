"""Programs reach hosts outside the machine through a proxy."""

import socket
import threading
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from tests.machine.browser import Browser, Machine
from tests.machine.outside import Outside
from tests.machine.outside_support import run
from tests.machine.static_server import StaticServer
from toolchain import proxy as proxies
from toolchain.environment import DIST

PROXIED = """
const base = process.argv[2]
const echo = JSON.parse(await (await fetch(base + '/echo', { method: 'POST', body: 'text', headers: { cookie: 'a=b', origin: 'http://own.test', 'user-agent': 'own' } })).text())
console.log(echo.method, echo.body, echo.headers.cookie, echo.headers.origin, echo.headers['user-agent'], echo.headers.host === new URL(base).host)
const headers = (await fetch(base + '/headers')).headers
console.log(headers.get('x-hidden'), headers.getSetCookie().length)
console.log((await (await fetch(base + '/private')).text()).trim())
const redirect = await fetch(base + '/redirect', { redirect: 'manual' })
console.log(redirect.status, redirect.headers.get('location'), (await fetch(base + '/redirect')).url.endsWith('/text'))
console.log((await (await fetch(base + '/gzip')).text()).length)
let got = 0
for await (const part of (await fetch(base + '/big?bytes=5000000')).body) got += part.length
console.log(got)
console.log(await fetch(base + '/cut').then((r) => r.text()).then((t) => 'whole: ' + t, (e) => e.message))
console.log(await fetch('http://unlisted.test/').catch((e) => e.cause.code), await fetch(base + '/text', { method: 'TRACE' }).catch((e) => e.name))
"""


BY_PROXY = [
    'POST text a=b http://own.test own true',
    'yes 2',
    'for no page',
    '302 /text true',
    '2200',
    '5000000',
    'terminated',
    'ERR_PROXY_HOST TypeError',
]


@pytest.fixture(scope='module')
def proxy(machine: Machine) -> Iterator[str]:
    server = proxies.make_server(0, machine.server.url.split('/some')[0], ['127.0.0.1', 'outside.test'])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # a name for the tests' own computer that the browser and, for the proxy, the system can resolve
    with pytest.MonkeyPatch.context() as patch:
        real = socket.getaddrinfo
        patch.setattr(
            proxies.socket,
            'getaddrinfo',
            lambda host, *rest, **more: real('127.0.0.1' if str(host).endswith('.test') else host, *rest, **more),
        )
        yield f'http://proxy.test:{server.server_address[1]}'
    server.shutdown()


def test_by_way_of_a_proxy(machine: Machine, outside: Outside, proxy: str) -> None:
    machine.write_file('proxied.mjs', PROXIED)
    said = machine.run(f'cd ~/project; HTTP_PROXY={proxy} node proxied.mjs {outside.http} 2>&1')
    assert said.split('\n') == BY_PROXY
    assert machine.run(f'curl -s -x {proxy} -b a=b {outside.http}/echo').count('"a=b"') == 1
    assert '302' in machine.run(f"http_proxy={proxy} curl -s -o /dev/null -w '%{{http_code}}' {outside.http}/redirect")
    assert (
        machine.run(
            f"HTTP_PROXY={proxy} NO_PROXY=outside.test curl -s -o /dev/null -w '%{{http_code}}' {outside.http}/redirect"
        )
        == '200'
    )
    assert 'ERR_TERRARIUM_PROXY' in machine.run(
        f'HTTP_PROXY={outside.http} node -e "fetch(\'http://a.test\').catch((e) => console.log(e.cause.code))"'
    )


def test_programs_that_dial_a_proxy_themselves(machine: Machine, outside: Outside, proxy: str) -> None:
    """Node's own way (CONNECT), and absolute URLs."""
    program = "fetch(process.argv[1] + '/headers').then((r) => console.log(r.headers.getSetCookie().length))"
    assert machine.run(f'NODE_USE_ENV_PROXY=1 HTTP_PROXY={proxy} node -e "{program}" {outside.http} 2>&1') == '2'
    said = run(
        machine,
        """
import http from 'node:http'
const proxy = new URL(process.argv[3])
http.get({ host: proxy.hostname, port: proxy.port, path: process.argv[2] + '/private' }, (response) => response.setEncoding('utf8').on('data', (text) => console.log(text.trim())))
""",
        outside.http,
        proxy,
    )
    assert said == 'for no page'


BOOTED = """<!doctype html><meta charset="utf-8"><pre id="out"></pre><script type="module">
import { WebContainer } from './terrarium.js'
const out = document.getElementById('out'), [proxy, url] = location.hash.slice(1).split('|')
await WebContainer.boot({ proxy: 'ftp://no.test' }).catch((error) => out.append(error.code + '\\n'))
const machine = await WebContainer.boot({ proxy })
const node = await machine.spawn('node', ['-e', `fetch('${url}').then((r) => r.text()).then((t) => console.log('got: ' + t), (e) => console.log(e.cause))`])
node.output.pipeTo(new WritableStream({ write: (text) => out.append(text) }))
await node.exit
out.append('ended')
</script>"""


def test_the_proxy_of_a_machine(outside: Outside, server: StaticServer, proxy: str) -> None:
    page = DIST / 'proxy-test.html'
    page.write_text(BOOTED, encoding='utf-8')
    browser = Browser()
    try:
        browser.driver.get(f'{server.url}proxy-test.html#{proxy}|{outside.http}/private')
        found = Machine(browser, server)
        found.wait_until(
            lambda: 'ended' in browser.driver.find_element(By.TAG_NAME, 'body').text, 'the end of the program', 60
        )
        assert browser.driver.find_element(By.TAG_NAME, 'body').text.split('\n')[:2] == [
            'ERR_INVALID_ARG_VALUE',
            'got: for no page',
        ]
    finally:
        browser.close()
        page.unlink()

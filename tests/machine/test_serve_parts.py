"""`serve`: scripts and packages of the project's own node_modules, `process.env.NODE_ENV`, proxy rules, and packages
fetched by two projects."""

import re
from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine
from tests.machine.test_serve import fetched, text_of, write_all

PORT = 5305
TARGET = 5306
NOBODY = 5307
OWN_FILES = {
    'own/package.json': f"""{{"name": "own", "serve": {{"port": {PORT}, "proxy": {{"/api": "http://localhost:{TARGET}", "/socket": "ws://localhost:{TARGET}",
        "/taken": {{"target": "http://localhost:{TARGET}", "stripPrefix": "/taken"}}, "^/v[0-9]+/": "http://localhost:{TARGET}", "/dead": "http://localhost:{NOBODY}"}}}}}}""",
    'own/index.html': """<!doctype html><p id="classic"></p><p id="inline"></p><p id="module"></p><p id="mode"></p>
<script src="/node_modules/classic/dist/classic.js"></script>
<script type="module" src="/node_modules/starter/start.js"></script>
<script type="module">import { name } from 'small'; import old from 'old'; document.querySelector('#inline').textContent = name + ' ' + old.name + ' ' + old.mode</script>
<script type="module" src="/src/mode.js"></script>""",
    'own/src/mode.js': """const shown = [process.env.NODE_ENV, "process.env.NODE_ENV", ((process) => process.env.NODE_ENV)({ env: { NODE_ENV: "own" } })]
document.querySelector('#mode').textContent = shown.join(' ')""",
    'own/.env': 'VITE_NAME=${NOBODY:-nobody} # default',
    'own/src/old.css': """@import './more.css'; @import url('https://fonts.test/css2?a:400;700&b') screen; /* @import "https://no.test"; */
.a { *zoom: 1; color: rgb(1, 2, 3) } @theme { --x: 1 } .b:nope { top: 0 } .c { color: rgb(4, 5, 6) }""",
    'own/src/more.css': '@import "//cdn.test/x.css";',
    'own/src/typed.ts': 'const seen: string[] = []; { using held = {[Symbol.dispose]() { seen.push("disposed") }} }; export default [...seen, import.meta.env.VITE_NAME]',
    'own/node_modules/classic/package.json': '{"name": "classic"}',
    'own/node_modules/classic/dist/classic.js': 'var classicName = "a classic script"; document.querySelector("#classic").textContent = classicName + (this === window)',
    'own/node_modules/starter/package.json': '{"name": "starter", "type": "module"}',
    'own/node_modules/starter/start.js': "import { name } from 'small'; import { more } from './more.js'; document.querySelector('#module').textContent = name + ' ' + more",
    'own/node_modules/starter/more.js': 'export const more = "and more"',
    'own/node_modules/small/package.json': '{"name": "small", "exports": {"import": "./index.mjs"}}',
    'own/node_modules/small/index.mjs': 'export const name = "small"',
    'own/node_modules/old/package.json': '{"name": "old", "main": "main.js"}',
    'own/node_modules/old/main.js': 'exports.name = "old"; exports.mode = process.env.NODE_ENV',
    'target.js': """const { createServer } = require('http'), { createHash } = require('crypto')
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (data) => { body += data })
  request.on('end', () => {
    response.writeHead(request.url.endsWith('absent') ? 404 : 200, { 'content-type': 'text/plain', 'x-target': 'yes' })
    response.end([request.method, request.url, request.headers.host, request.headers['x-sent'], body].join(' '))
  })
})
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n')
  socket.on('data', (data) => {
    if ((data[0] & 15) !== 1) return socket.end()
    const size = data[1] & 127, text = Buffer.from(data.subarray(6, 6 + size).map((octet, at) => octet ^ data[2 + at % 4])).toString() + ' of ' + request.url
    socket.write(Buffer.concat([Buffer.from([129, text.length]), Buffer.from(text)]))
  })
})
server.listen(TARGET, () => console.log('target is there'))
""".replace('TARGET', str(TARGET)),
}


@pytest.fixture
def page(machine: Machine) -> Iterator[Machine]:
    """Inside the served page."""
    if 'target is there' not in machine.screen_text():
        write_all(machine, OWN_FILES)
        machine.type('node target.js & serve own &\n')
        machine.wait_for('target is there')
        machine.wait_for(f'localhost:{PORT}')
    machine.in_preview(PORT)
    try:
        machine.wait_until(
            lambda: text_of(machine, '#mode') != '' and text_of(machine, '#inline') != '', 'the page', 60
        )
        yield machine
    finally:
        machine.leave_preview()


def test_scripts_and_packages_of_the_project(page: Machine) -> None:
    assert text_of(page, '#classic') == 'a classic scripttrue'
    assert text_of(page, '#module') == 'small and more'
    assert text_of(page, '#inline') == 'small old development'


def test_node_env_is_replaced_by_scope(page: Machine) -> None:
    assert text_of(page, '#mode') == 'development process.env.NODE_ENV own'


def test_sheets_as_browsers_take_them(page: Machine) -> None:
    status, text = fetched(page, '/src/old.css?import')
    assert status == 200
    sheet = text[text.index('__updateStyle("') :]
    assert sheet.index('https://fonts.test/css2?a:400;700&b') < sheet.index('//cdn.test/x.css') < sheet.index('.a {')
    assert '@theme' in sheet and '.b:nope' in sheet and '.c {' in sheet
    assert 'no.test' not in sheet and 'zoom' not in sheet


def test_typed_modules_need_no_package(page: Machine) -> None:
    found = page.driver.execute_async_script(
        'import("/src/typed.ts").then((m) => arguments[0](m.default), (e) => arguments[0](String(e)))'
    )
    assert found == ['disposed', 'nobody']


def test_proxied_requests(page: Machine) -> None:
    assert fetched(page, '/api/x?y=1') == [200, f'GET /api/x?y=1 localhost:{TARGET}  ']
    assert fetched(page, '/api/absent')[0] == 404
    assert fetched(page, '/taken/rest') == [200, f'GET /rest localhost:{TARGET}  ']
    assert fetched(page, '/v12/x') == [200, f'GET /v12/x localhost:{TARGET}  ']
    assert fetched(page, '/vx/x') == [404, '/vx/x does not exist\n']  # our own answer
    status, text = fetched(page, '/dead/x')
    assert status == 502
    assert f'http://localhost:{NOBODY}' in text
    posted = page.driver.execute_async_script("""const done = arguments[0], body = 'b'.repeat(100000)
        fetch('/api/post', {method: 'POST', body, headers: {'x-sent': 'sent'}}).then(async (response) => {
            const text = await response.text(); done([response.headers.get('x-target'), text.length, text.slice(0, 42)]) }, (error) => done(String(error)))""")
    start = f'POST /api/post localhost:{TARGET} sent '
    assert posted == ['yes', len(start) + 100000, (start + 'b' * 100000)[0:42]]


def test_a_proxied_websocket(page: Machine) -> None:
    answers = page.driver.execute_async_script("""const done = arguments[0], socket = new WebSocket(`ws://${location.host}/socket/a`), said = []
        socket.onopen = () => socket.send('one')
        socket.onmessage = (event) => { said.push(event.data); if (said.length < 2) socket.send('two'); else socket.close() }
        socket.onerror = () => done('error')
        socket.onclose = () => done(said)""")
    assert answers == ['one of /socket/a', 'two of /socket/a']


def test_two_projects_with_other_versions_of_a_package(machine: Machine) -> None:
    for number, version in enumerate(['2.0.0', '2.1.3']):
        write_all(
            machine,
            {
                f'ms{number}/package.json': f'{{"name": "ms{number}", "dependencies": {{"ms": "{version}"}}}}',
                f'ms{number}/index.html': '<p id="text"></p><script type="module" src="/main.js"></script>',
                f'ms{number}/main.js': 'import ms from "ms"; document.querySelector("#text").textContent = "week " + ms("1w")',
            },
        )
        machine.type(f'serve --port {5308 + number} ms{number} &\n')
        machine.wait_for(f'localhost:{5308 + number}')
        machine.in_preview(5308 + number, timeout=60)
        try:
            machine.wait_until(lambda: text_of(machine, '#text').startswith('week'), 'the page', 60)
            assert text_of(machine, '#text') == ['week undefined', 'week 604800000'][number]
        finally:
            machine.leave_preview()
    # the transformer that bundled them is cached under its digest
    kept = machine.api(
        'const cache = await caches.open("terrarium-tools"); return (await cache.keys()).map((request) => request.url)'
    )
    assert len([url for url in kept if re.search(r'/serve-esbuild\.wasm\?[0-9a-f]{12}$', url)]) == 1

"""Programs reach hosts outside the machine in every usual way, and get an error for what is impossible."""

import pytest

from tests.machine.browser import Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.outside import Outside
from tests.machine.outside_support import run

FETCH = """
const base = process.argv[2]
const get = async (path, options) => { const r = await fetch(base + path, options); return r.status + ' ' + (await r.text()).trim() }
console.log(await get('/text'))
console.log(await get('/none'))
console.log(await get('/status?code=503'))
console.log((await get('/gzip')).length)
const echo = JSON.parse((await get('/echo?a=b', { method: 'POST', body: 'some text', headers: { 'x-own': 'value' } })).slice(4))
console.log(echo.method, echo.url, echo.body, echo.headers['x-own'])
const head = await fetch(base + '/text', { method: 'HEAD' })
console.log(head.status, (await head.text()).length)
console.log((await fetch(base + '/status?code=204')).status)
const headers = (await fetch(base + '/headers')).headers
console.log(headers.get('x-shown'), headers.get('x-hidden'), headers.get('set-cookie'))
console.log(await get('/redirect'))
console.log(await get('/auth', { headers: { authorization: 'Bearer me' } }))
"""


FETCHED = [
    '200 hello from outside',
    '404 nothing here',
    '503 status 503',
    str(4 + 100 * 22 - 1),
    'POST /echo?a=b some text value',
    '200 0',
    '204',
    'yes null null',
    '200 hello from outside',
    '200 Bearer me',
]


@pytest.mark.parametrize('scheme', ['http', 'https'])
def test_fetch(machine: Machine, outside: Outside, scheme: str) -> None:
    assert run(machine, FETCH, outside.base(scheme)).split('\n') == FETCHED


CLIENT = """
import http from 'node:http'
import https from 'node:https'
const base = process.argv[2]
const agent = new (base.startsWith('https') ? https : http).Agent({ keepAlive: true })
const ask = (path, options = {}, body = '') => new Promise((done, fail) => {
  const request = (base.startsWith('https') ? https : http).request(base + path, { agent, ...options }, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (part) => { text += part }).on('end', () => done([response.statusCode, text.trim(), request.reusedSocket]))
    response.on('error', fail)
  })
  request.on('error', fail)
  if (options.headers?.expect) request.on('continue', () => request.end(body))
  else request.end(body)
})
console.log(...await ask('/text'))
console.log(...await ask('/text'))
console.log(...await ask('/upload', { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } }, 'abc'))
console.log(...await ask('/upload', { method: 'POST', headers: { expect: '100-continue', 'content-length': 3 } }, 'abc'))
console.log(...await ask('/lines?count=3'))
agent.destroy()
"""


ABC = '{"length":3,"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}'


@pytest.mark.parametrize('scheme', ['http', 'https'])
def test_http_client(machine: Machine, outside: Outside, scheme: str) -> None:
    said = run(machine, CLIENT, outside.base(scheme)).split('\n')
    assert said[:2] == ['200 hello from outside false', '200 hello from outside true']
    assert said[2].startswith(f'200 {ABC}') and said[3].startswith(f'200 {ABC}')
    assert said[4:6] == ['200 line 0', 'line 1']


TLS = """
import https from 'node:https'
import http2 from 'node:http2'
import tls from 'node:tls'
const url = new URL(process.argv[2]), where = { host: url.hostname, port: Number(url.port) }
const ask = (options) => new Promise((done) => https.get({ ...where, path: '/text', agent: false, ...options }, (response) => {
  const socket = response.socket
  response.resume().on('end', () => done([socket.authorized, socket.encrypted, JSON.stringify(socket.getPeerCertificate()), socket.getProtocol(), socket.isSessionReused()]))
}).on('error', (error) => done([error.code, error.message.split(' for another host')[0]])))
console.log(...await ask({}))
console.log(...await ask({ rejectUnauthorized: false }))
console.log(...await ask({ ca: tls.rootCertificates[0] }))
console.log(...await ask({ checkServerIdentity: () => {} }))
const socket = tls.connect({ ...where, servername: url.hostname, ALPNProtocols: ['http/1.1'] })
socket.on('secureConnect', () => socket.write('GET /text HTTP/1.1\\r\\nHost: ' + url.host + '\\r\\nConnection: close\\r\\n\\r\\n'))
let text = ''
socket.on('data', (data) => { text += data }).on('close', () => {
  console.log(socket.alpnProtocol, text.split('\\r\\n')[0], text.includes('hello from outside'))
  http2.connect(url).on('error', (error) => console.log(error.code))
})
"""


def test_what_a_program_sees_of_tls(machine: Machine, outside: Outside) -> None:
    assert run(machine, TLS, outside.https).split('\n') == [
        'true true {} unknown false',
        'true true {} unknown false',
        'ERR_TERRARIUM_UNSUPPORTED Custom certificate authorities (ca, pfx, setDefaultCACertificates)',
        'ERR_TERRARIUM_UNSUPPORTED Checking the certificate (checkServerIdentity)',
        'http/1.1 HTTP/1.1 200 OK true',
        'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
    ]


def test_many_at_once_get_their_own_answers(machine: Machine, outside: Outside) -> None:
    said = run(
        machine,
        """
const answers = await Promise.all(Array.from({ length: 40 }, async (_, i) => (await (await fetch(process.argv[2] + '/echo?' + i)).json()).url === '/echo?' + i))
console.log(answers.length, answers.every(Boolean))
""",
        outside.http,
    )
    assert said == '40 true'


def test_large_bodies_stream_both_ways(machine: Machine, outside: Outside) -> None:
    """No side ever has all of the 50 MB in the machine's memory at once."""
    said = run(
        machine,
        """
import http from 'node:http'
import { createHash } from 'node:crypto'
const base = process.argv[2], size = 50 * 1048576
let got = 0
for await (const part of (await fetch(base + '/big?bytes=' + size)).body) got += part.length
console.log(got)
const digest = createHash('sha256'), part = Buffer.alloc(65536, 'y')
const answer = await new Promise((done, fail) => {
  const request = http.request(base + '/upload', { method: 'POST' }, async (response) => { let text = ''; for await (const part of response) text += part; done(JSON.parse(text)) })
  request.on('error', fail)
  let left = size
  const more = () => { while (left > 0) { left -= part.length; digest.update(part); if (!request.write(part)) return request.once('drain', more) } request.end() }
  more()
})
console.log(answer.length, answer.sha256 === digest.digest('hex'))
""",
        outside.http,
    )
    assert said.split('\n') == [str(50 * 1048576), f'{50 * 1048576} true']


def test_a_program_that_goes_ends_the_request(machine: Machine, outside: Outside) -> None:
    """The server sees the end in both cases: of a response that the program stops reading, and of a request that was
    never answered."""
    said = run(
        machine,
        """
const base = process.argv[2], events = []
const seen = async (event) => {
  for (let tries = 0; !events.includes(event); tries++) {
    if (tries === 500) throw new Error(`the server never told "${event}", only ${JSON.stringify(events)}`)
    events.push(...await (await fetch(base + '/seen')).json())
  }
  return event
}
await (await fetch(base + '/seen')).text()
const reader = (await fetch(base + '/endless')).body.getReader()
await reader.read()
await reader.cancel()
console.log(await seen('endless: closed'))
const controller = new AbortController()
const outcome = fetch(base + '/silent', { signal: controller.signal }).catch((error) => error.name)
await seen('silent: received')
controller.abort()
console.log(await outcome, await seen('silent: closed'))
console.log(await fetch(base + '/silent', { signal: AbortSignal.timeout(200) }).catch((error) => error.name))
""",
        outside.http,
    )
    assert said.split('\n') == ['endless: closed', 'AbortError silent: closed', 'TimeoutError']


@pytest.mark.parametrize(
    'path, options, code',
    [
        ('/private', '{}', 'ERR_TERRARIUM_'),
        ('/text', "{headers: {cookie: 'a=b'}}", 'ERR_TERRARIUM_FORBIDDEN_HEADER'),
        ('/text', "{headers: {referer: 'http://a.test/'}}", 'ERR_TERRARIUM_FORBIDDEN_HEADER'),
    ],
)
def test_what_a_page_cannot_do_is_named(machine: Machine, outside: Outside, path: str, options: str, code: str) -> None:
    said = run(
        machine,
        f"""
import http from 'node:http'
const base = process.argv[2]
await fetch(base + '{path}', {options}).then((r) => console.log(r.status), (e) => console.log(e.message, '|', e.cause?.code, '|', e.cause?.message))
http.get(base + '{path}', {options}, (r) => console.log(r.statusCode)).on('error', (e) => console.log('error event', '|', e.code, '|', e.message))
""",
        outside.http,
    ).replace('\n', ' ')
    assert (
        said.count(code) == 2
        and said.startswith('fetch failed')
        and 'error event' in said
        and 'outside.test' in said
        and 'proxy' in said
    ), said


def test_other_protocols_are_refused(machine: Machine, outside: Outside) -> None:
    said = run(
        machine,
        """
import net from 'node:net'
const port = Number(new URL(process.argv[2]).port)
for (const [to, bytes] of [[port, '\\x16\\x03\\x01\\x02\\x00'], [port, 'SELECT 1\\n\\n'], [22, '']]) {
  await new Promise((done) => net.connect(to, 'outside.test', function () { this.write(bytes) }).on('error', (e) => done(console.log(e.code))))
}
const cut = await fetch(process.argv[2] + '/cut').then((r) => r.text()).catch((e) => e.cause?.code)
console.log(cut)
""",
        outside.http,
    )
    assert said.split('\n') == ['ERR_TERRARIUM_NOT_HTTP'] * 3 + ['ECONNRESET']


def test_names(machine: Machine, outside: Outside) -> None:
    """A name's stand-in address leads to it, and two names have different ones."""
    said = run(
        machine,
        """
import dns from 'node:dns/promises'
const { address, family } = await dns.lookup('outside.test'), other = await dns.lookup('other.test')
console.log(family, address === (await dns.lookup('OUTSIDE.test.')).address, address === other.address, (await dns.lookup('localhost')).address)
console.log(await fetch(process.argv[2].replace('outside.test', address) + '/text').then(async (r) => (await r.text()).trim()).catch((e) => e.cause.code))
for (const name of ['x.invalid', 'a b', '-x-.test']) await dns.lookup(name).catch((e) => console.log(e.code))
""",
        outside.http,
    ).split('\n')
    assert said == ['4 true false 127.0.0.1', 'hello from outside', *['ENOTFOUND'] * 3]


def test_curl(machine: Machine, outside: Outside) -> None:
    for base in (outside.http, outside.https):
        assert machine.run(f'curl -s {base}/text') == 'hello from outside'
        assert (
            machine.run(
                f"curl -s -o big.bin -w '%{{http_code}} %{{size_download}}' '{base}/big?bytes=300000'; wc -c < big.bin"
            )
            == '200 300000300000'
        )
        assert machine.run(f'curl -sf {base}/none') == '' and machine.exit_code == 22
    assert 'ERR' not in machine.run(f'curl -sS {outside.http}/private') and machine.exit_code == 7
    assert 'Cookie' in machine.run(f'curl -sS -b a=b {outside.http}/text') and machine.exit_code == 4
    assert machine.run(f'curl -sS -m 0.5 {outside.http}/silent').startswith('curl: (28)') and machine.exit_code == 28
    assert 'Could not resolve host' in machine.run('curl -sS http://x.invalid/') and machine.exit_code == 6


def test_wget(machine: Machine, outside: Outside) -> None:
    assert (
        machine.run(
            f'mkdir got; cd got; wget -q {outside.http}/text; wget -q {outside.http}/text; ls -1; cat text.1; cd ..'
        )
        == 'text\ntext.1\nhello from outside'
    )
    assert machine.run(f'wget -qO- {outside.http}/redirect') == 'hello from outside'
    assert 'not retrieving' in machine.run(f'wget -nc -P got {outside.http}/text')
    assert 'ERROR 404' in machine.run(f'wget {outside.http}/none') and machine.exit_code == 8
    assert machine.run(f'wget -q {outside.http}/private; echo $?') == '4'
    assert 'Could not resolve host' in machine.run('wget -nv http://x.invalid/') and machine.exit_code == 4


REGISTRY = """
const http = require('http'), fs = require('fs'), archive = fs.readFileSync('own-1.0.0.tgz')
http.createServer((request, response) => {
  if (request.url.endsWith('.tgz')) return response.end(archive)
  if (request.url !== '/own') { response.statusCode = 404; return response.end('{}') }
  response.end(JSON.stringify({ name: 'own', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': { name: 'own', version: '1.0.0',
    dist: { tarball: 'http://localhost:4873/own/-/own-1.0.0.tgz' } } } }))
}).listen(4873)
"""


def test_npm_reaches_a_registry_on_a_port_of_the_machine(machine: Machine) -> None:
    machine.api("await wc.fs.mkdir('own-registry/package', {recursive: true}); await wc.fs.mkdir('own-registry/app')")
    machine.write_file('own-registry/package/package.json', '{"name": "own", "version": "1.0.0", "main": "main.js"}')
    machine.write_file('own-registry/package/main.js', 'module.exports = "from the machine itself"')
    machine.write_file('own-registry/serve.js', REGISTRY)
    machine.run(
        'cd ~/project/own-registry; tar czf own-1.0.0.tgz package; node serve.js & until curl -s localhost:4873/own > /dev/null; do sleep 0.1; done'
    )
    said = machine.run('cd app; echo {} > package.json; npm_config_registry=http://localhost:4873 npm install own 2>&1')
    assert 'added 1 package' in said, said
    assert machine.run('node -p "require(\'own\')"') == 'from the machine itself'
    machine.run('kill %1; cd ~/project')
    assert 'ECONNREFUSED' in machine.run('npm view other --registry http://localhost:4873 --fetch-retries 0 2>&1')


SOCKETS = """
const base = process.argv[2].replace('http', 'ws')
const once = (target, name) => new Promise((done) => target.addEventListener(name, done, { once: true }))
const socket = new WebSocket(base + '/', ['first', 'second'])
socket.binaryType = 'arraybuffer'
await once(socket, 'open')
console.log(socket.protocol)
socket.send('text äöü')
console.log((await once(socket, 'message')).data)
socket.send(new Uint8Array(300000).fill(7))
const data = new Uint8Array((await once(socket, 'message')).data)
console.log(data.length, data.every((byte) => byte === 7))
socket.send('close 4001 because')
const { code, reason, wasClean } = await once(socket, 'close')
console.log(code, reason, wasClean)
const other = new WebSocket(base + '/')
await once(other, 'open')
other.close(3005, 'enough')
console.log((await once(other, 'close')).code, (await (await fetch(process.argv[2] + '/seen')).json()).filter((line) => line.startsWith('websocket')).join())
const dropped = new WebSocket(base + '/')
await once(dropped, 'open')
dropped.send('drop')
console.log((await once(dropped, 'close')).code)
const refused = new WebSocket(base + '/refused')
console.log((await Promise.race([once(refused, 'error'), once(refused, 'close')])).type)
"""


TALKED = [
    'second',
    'text äöü',
    '300000 true',
    '4001 because true',
    '3005 websocket: closed 4001,websocket: closed 3005',
    '1006',
    'error',
]


@pytest.mark.parametrize('scheme', ['http', 'https'])
def test_websockets(machine: Machine, outside: Outside, scheme: str) -> None:
    assert run(machine, SOCKETS, outside.base(scheme)).split('\n') == TALKED


REFUSED_TLS = """
import https from 'node:https'
import tls from 'node:tls'
const base = process.argv[2], url = new URL(base)
const ask = (options) => new Promise((done) => https.get(base + '/text', options, (response) => {
  const { authorized, alpnProtocol } = response.socket
  done([response.statusCode, authorized, alpnProtocol, Object.keys(response.socket.getPeerCertificate()).length].join(' '))
  response.resume()
}).on('error', (error) => done(error.code)))
console.log(await ask({}))
console.log(await ask({ checkServerIdentity: () => undefined }))
console.log(await ask({ servername: 'other.test' }))
const only = tls.connect({ host: url.hostname, port: url.port, ALPNProtocols: ['h2'] })
console.log(await new Promise((done) => only.on('error', (error) => done(error.code)).on('secureConnect', () => done('connected'))))
for (const [path, headers] of [['/private', {}], ['/text', { cookie: 'a=b' }]]) {
  console.log(await new Promise((done) => https.get(base + path, { headers }, (r) => done(r.statusCode)).on('error', (error) => done(error.code))))
}
"""


def test_what_tls_can_and_cannot_be(machine: Machine, outside: Outside) -> None:
    said = run(machine, REFUSED_TLS, outside.https).split('\n')
    assert said[:4] == [
        '200 true false 0',
        'ERR_TERRARIUM_UNSUPPORTED',
        'EPROTO',
        'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
    ], said
    assert said[4].startswith('ERR_TERRARIUM_') and said[5] == 'ERR_TERRARIUM_FORBIDDEN_HEADER', said


PACKAGES = """
import axios from 'axios'
import got from 'got'
import { request, WebSocket as UndiciSocket } from 'undici'
import WebSocket from 'ws'
const base = process.argv[2]
console.log('axios', (await axios.post(base + '/echo', { a: 1 })).data.body)
console.log('axios', await axios.get(base + '/none').catch((error) => error.response.status))
console.log('axios', await axios.get(base + '/text', { headers: { Cookie: 'a=b' } }).catch((error) => error.code))
console.log('got', (await got(base + '/gzip').text()).length, (await got.post(base + '/echo', { json: { b: 2 } }).json()).body)
console.log('got', await got(base + '/silent', { timeout: { request: 300 }, retry: { limit: 0 } }).catch((error) => error.code))
const { statusCode, body } = await request(base + '/text')
console.log('undici', statusCode, (await body.text()).trim())
const socket = new WebSocket(base.replace('http', 'ws'), 'own')
socket.on('open', () => socket.send('hello')).on('message', (data) => { console.log('ws', socket.protocol, String(data)); socket.close(1000) })
await new Promise((done) => socket.on('close', (code) => done(console.log('ws', code))))
"""


FETCHED_BY_PACKAGES = [
    'axios {"a":1}',
    'axios 404',
    'axios ERR_TERRARIUM_FORBIDDEN_HEADER',
    'got 2200 {"b":2}',
    'got ETIMEDOUT',
    'undici 200 hello from outside',
    'ws own hello',
    'ws 1000',
]


def test_clients_from_npm(machine: Machine, outside: Outside, npm_cache: NpmCache) -> None:
    npm_cache.warm('axios', 'got', 'undici', 'ws')
    machine.api("await wc.fs.mkdir('clients', {recursive: true})")
    machine.write_file('clients/package.json', '{"type": "module"}')
    said = machine.run('cd ~/project/clients; npm install axios got undici ws 2>&1', timeout=180)
    assert 'added' in said, said
    machine.write_file('clients/main.js', PACKAGES)
    for base in (outside.http, outside.https):
        assert machine.run(f'node main.js {base} 2>&1').split('\n') == FETCHED_BY_PACKAGES


def test_the_network_worker_starts_again_after_its_end(machine: Machine, outside: Outside) -> None:
    assert machine.run(f'curl -s {outside.http}/text') == 'hello from outside'
    machine.run("kill -9 $(ps -e | grep '[[]network' | sed 's/^ *//; s/ .*//')")
    assert machine.run(f'curl -s --max-time 20 {outside.http}/text') == 'hello from outside'


def test_only_the_machine_is_on_its_loopback(machine: Machine, outside: Outside) -> None:
    """The test's own server listens on the real 127.0.0.1, which no spelling of it reaches."""
    port = outside.ports[0]
    said = run(
        machine,
        f"""
import http from 'node:http'
for (const host of ['127.0.0.1', 'localhost', '[::ffff:7f00:1]', '127.9.9.9']) console.log(await fetch('http://' + host + ':{port}/text').catch((error) => error.cause.code))
const through = {{ host: 'outside.test', port: {port}, path: 'http://127.0.0.1:{port}/text' }}
http.get(through, (response) => console.log(response.statusCode)).on('error', (error) => console.log(error.code))
""",
    )
    assert said.split('\n') == ['ECONNREFUSED'] * 5
    assert 'hello' not in machine.run(f"curl -sS 'http://[::ffff:7f00:1]:{port}/text' 2>&1")

"""A machine on another origin than the page that uses it (docs/EMBED.md, A machine on another origin): the whole API over
one port, from a page without isolation headers, whose cookies and storage the machine can't reach. `localhost` and
`127.0.0.1` are two sites."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

PAGE = """<!doctype html><meta charset="utf-8"><title>embedder</title><body>
<script type="module">
  import * as api from './terrarium.js'
  document.cookie = 'page=secret'; localStorage.setItem('page', 'secret')
  await (await caches.open('of the page')).put('/secret', new Response('secret'))
  window.text = async (process) => { let said = ''; await process.output.pipeTo(new WritableStream({write(part) { said += part }})); return said }
  window.steps = []
  try { window.terrarium = await api.WebContainer.boot({machine: 'MACHINE', onProgress(step) { steps.push(step) }, env: {FROM: 'page', NO_COLOR: '1'}}) }
  catch (error) { window.failed = `${error.code}: ${error.message}` }
  Object.assign(window, api); window.ready = true
</script>
"""
ISOLATED = {'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp'}
FOR_ISOLATED = {'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin'}


class Hosts:
    """`localhost` has the machine, `127.0.0.1` the page that uses it."""

    def __init__(self, folder: Path, page_headers: dict[str, str], machine_headers: dict[str, str]) -> None:
        names = [file.name for file in DIST.iterdir() if file.is_file()]
        self.machine = StaticServer(DIST, '/some/dir/', {name: machine_headers for name in names})
        shutil.copy(DIST / 'terrarium.js', folder)
        (folder / 'index.html').write_text(PAGE.replace('MACHINE', self.machine.url), encoding='utf-8')
        self.page = StaticServer(folder, '/', {name: page_headers for name in ('', 'terrarium.js')})
        self.page_url = self.page.url.replace('localhost', '127.0.0.1')

    def open(self, browser: Browser) -> Machine:
        found = Machine(browser, self.page)
        browser.driver.get(self.page_url)
        found.wait_until(lambda: browser.driver.execute_script('return window.ready'), 'the embedding page', 90)
        return found

    def stop(self) -> None:
        self.machine.stop()
        self.page.stop()


@pytest.fixture(scope='module')
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    found = Hosts(tmp_path_factory.mktemp('apart'), {}, {})
    yield found
    found.stop()


@pytest.fixture(scope='module')
def page(browser: Browser, hosts: Hosts) -> Machine:
    found = hosts.open(browser)
    assert browser.driver.execute_script('return window.failed ?? ""') == ''
    return found


def test_programs_run_and_stream(page: Machine) -> None:
    assert page.api('return [crossOriginIsolated, steps]') == [
        False,
        ['isolating', 'isolating', 'starting', 'restoring'],
    ]
    assert page.api("return (await text(await wc.spawn('node', ['-p', 'process.env.FROM + 6*7']))).trim()") == 'page42'
    assert page.api("""
        const cat = await wc.spawn('cat', [], {terminal: false}), writer = cat.input.getWriter()
        await writer.write('typed'); await writer.close(); return [await text(cat), await cat.exit]""") == ['typed', 0]
    assert (
        page.api("""
        const big = await wc.spawn('sh', ['-c', 'head -c 3000000 /dev/zero | tr "\\\\0" x'], {terminal: false})
        return (await text(big)).length""")
        == 3000000
    )
    assert page.api("""
        const sleeping = await wc.spawn('sleep', ['100']); sleeping.kill(); return await sleeping.exit""") in (130, 143)


def test_files_and_watching(page: Machine) -> None:
    found = page.api("""
        await wc.mount({'a.txt': {file: {contents: 'text'}}, b: {directory: {'c.bin': {file: {contents: new Uint8Array([1, 2, 3])}}}}})
        const seen = [], watcher = wc.fs.watch('.', (kind, name) => seen.push(name))
        await new Promise((yes) => setTimeout(yes, 200))
        await wc.fs.writeFile('d.txt', 'new')
        while (!seen.includes('d.txt')) await new Promise((yes) => setTimeout(yes, 20))
        watcher.close()
        let code; try { await wc.fs.readFile('none') } catch (error) { code = [error.code, error.syscall, error.errno] }
        const entry = (await wc.fs.readdir('.', {withFileTypes: true})).find(({name}) => name === 'b')
        const exported = await wc.export('.', {format: 'json'}), packed = await wc.pack('b', 'zip')
        return [await wc.fs.readFile('a.txt', 'utf8'), [...await wc.fs.readFile('b/c.bin')], entry.isDirectory(), code, Object.keys(exported).sort(), packed.length > 20]""")
    assert found == ['text', [1, 2, 3], True, ['ENOENT', 'open', 2], ['a.txt', 'b', 'd.txt'], True]


def test_servers_and_previews(page: Machine) -> None:
    found = page.api("""
        await wc.fs.writeFile('server.js', `require('http').createServer((req, res) => { let size = 0; req.on('data', (part) => size += part.length)
          req.on('end', () => res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>t</title><p id=p>' + req.method + size + '</p>' +
          '<script>let seen = []; try { seen.push(parent.document.cookie) } catch (error) { seen.push(error.name) } seen.push(document.cookie, localStorage.getItem("page"));' +
          'fetch("/data").then((r) => r.text()).then((text) => { parent.postMessage({seen, served: text.length > 10}, "*") })</scr' + 'ipt>')) }).listen(3000)`)
        const ready = new Promise((yes) => wc.on('server-ready', (port, url) => yes(url)))
        const server = await wc.spawn('node', ['server.js']), url = await ready
        const response = await wc.fetch(3000, '/x', {method: 'POST', body: 'abc'})
        const heard = new Promise((yes) => addEventListener('message', ({data}) => { if (data.seen) yes(data) }))
        const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame)
        const said = await heard; frame.remove(); server.kill(); await server.exit
        return [new URL(url).hostname, response.status, (await response.text()).includes('POST3'), said]""")
    assert found == ['localhost', 200, True, {'seen': ['SecurityError', '', None], 'served': True}]


def test_nothing_of_the_page_is_in_reach(page: Machine) -> None:
    """What the machine's own frame, the most that anything of it could be, sees of the page."""
    driver = page.driver
    frame = driver.execute_script('return document.querySelector(\'iframe[src$="machine.html"]\')')
    driver.switch_to.frame(frame)
    try:
        found = driver.execute_async_script("""
            const done = arguments[0]; (async () => {
              let parentCookie; try { parentCookie = parent.document.cookie } catch (error) { parentCookie = error.name }
              return [location.hostname, crossOriginIsolated, parentCookie, document.cookie, localStorage.getItem('page'), await caches.has('of the page')]
            })().then(done)""")
    finally:
        driver.switch_to.default_content()
    assert found == ['localhost', True, 'SecurityError', '', None, False]


def test_what_can_not_work_is_refused(page: Machine) -> None:
    found = page.api("""
        const codes = []
        const attempt = async (call) => { try { await call(); codes.push('') } catch (error) { codes.push(error.code) } }
        await attempt(async () => wc.mountFolder(await navigator.storage.getDirectory(), 'disk'))
        for (const machine of ['no url', location.origin, 'ftp://a/', 5]) await attempt(() => WebContainer.boot({machine, alongside: true}))
        return [codes, wc.previewsAreTrusted, wc.programsAreWalled]""")
    assert found == [['ERR_TERRARIUM_APART', *['ERR_INVALID_ARG_VALUE'] * 4], False, True]


def test_teardown_and_another(page: Machine) -> None:
    found = page.api(
        """
        const frames = () => document.querySelectorAll('iframe').length
        const before = frames(), sleeping = await wc.spawn('sleep', ['100'])
        const ended = sleeping.exit.then(() => '', (error) => error.message)
        wc.teardown()
        const message = await ended
        let code; try { await wc.fs.readdir('.') } catch (error) { code = error.code }
        const other = await WebContainer.boot({machine: args[0]})
        const said = await text(await other.spawn('echo', ['again'])); other.teardown()
        return [before, message, code, said.trim()]""",
        page.driver.execute_script("return document.querySelector('iframe').src.replace('machine.html', '')"),
    )
    assert found == [1, 'Process aborted', 'ETORNDOWN', 'again']


def test_a_page_that_is_isolated_itself(tmp_path: Path) -> None:
    """The set-up for engines without Document-Isolation-Policy."""
    hosts = Hosts(tmp_path, ISOLATED, FOR_ISOLATED)
    browser = Browser()
    try:
        page = hosts.open(browser)
        assert browser.driver.execute_script('return [crossOriginIsolated, window.failed ?? ""]') == [True, '']
        assert page.api("return (await text(await wc.spawn('echo', ['isolated']))).trim()") == 'isolated'
    finally:
        browser.close()
        hosts.stop()

"""Additional features of previews on separate origins: real addresses, isolation from the machine, tabs, service
workers that are stopped."""

import pytest

from tests.machine.browser import Machine
from tests.machine.preview_host import PreviewHost

PORT, OTHER = 3401, 3402
SERVER = """
const http = require('http')
const pages = (port) => (req, res) => {
  const html = (text) => res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>' + port + '</title><p id=at>' + req.url + '</p>' + text)
  const json = (value, headers) => res.writeHead(200, {'content-type': 'application/json', ...headers}).end(JSON.stringify(value))
  if (req.url === '/headers') return json(req.headers)
  if (req.url === '/secret') return json({secret: port})
  if (req.url === '/moved') return res.writeHead(302, {location: 'http://' + req.headers.host + '/landed?x=1'}).end()
  if (req.url === '/login') return json({}, {'set-cookie': ['hidden=1; HttpOnly; Path=/', 'seen=' + port + '; Path=/']})
  if (req.url === '/slow') { res.writeHead(200); res.write('begun '); return setTimeout(() => res.end('ended'), 1500) }
  if (req.url.startsWith('/told')) return html('<script>' +
    'fetch("/secret").then((r) => r.json()).then((o) => parent.postMessage(o.secret + " " + location.pathname + location.search, "*"))</script>')
  if (req.url === '/frames') return html('<iframe src="/inner"></iframe>' +
    '<iframe srcdoc="<script>fetch(\\'/headers\\').then((r) => { parent.srcdoc = r.status })</script>"></iframe>')
  html('')
}
for (const port of [%d, %d]) http.createServer(pages(port)).listen(port, () => console.log('serving ' + port))
""" % (PORT, OTHER)


def script(machine: Machine, body: str, *arguments: object) -> object:
    return machine.driver.execute_async_script(
        'const args = [...arguments].slice(0, -1), done = arguments[arguments.length - 1]; (async () => {'
        + body
        + '})().then(done, (e) => done("failed: " + e))',
        *arguments,
    )


@pytest.fixture(scope='module')
def preview(machine: Machine):
    """In a tab of its own, as a frame in a page of the machine's origin."""
    machine.write_file('origins.js', SERVER)
    machine.type('node origins.js &\n')
    machine.wait_for(f'serving {OTHER}')
    machine.in_preview(PORT, '/first?q=1')
    at(machine, '/first?q=1')
    yield machine
    machine.leave_preview()


def at(machine: Machine, path: str) -> None:
    def is_there() -> bool:
        machine.driver.switch_to.default_content()
        return machine._enter_frame() and bool(
            machine.driver.execute_script('return document.querySelector("#at")?.textContent === arguments[0]', path)
        )

    machine.wait_until(is_there, path, 20)


def in_page(machine: Machine, body: str) -> object:
    """In the machine's page."""
    tab = machine.driver.current_window_handle
    machine.driver.switch_to.window(machine.driver.window_handles[0])
    found = machine.api(body)
    machine.driver.switch_to.window(tab)
    machine._enter_frame()
    return found


def test_addresses_are_real(preview: Machine) -> None:
    origin = script(preview, 'return location.origin')
    assert origin.startswith('http://')
    assert script(
        preview, 'return [location.pathname + location.search, document.baseURI, new URL("/about", location).href]'
    ) == ['/first?q=1', origin + '/first?q=1', origin + '/about']
    assert script(preview, 'const r = await fetch("/moved"); return [r.url, r.redirected]') == [
        origin + '/landed?x=1',
        True,
    ]
    preview.driver.execute_script('location.href = "/moved"')
    at(preview, '/landed?x=1')
    assert script(preview, 'return location.href') == origin + '/landed?x=1'
    assert (
        script(
            preview,
            f'const a = document.createElement("a"); a.href = "http://localhost:{PORT}/linked"; document.body.append(a); a.click()',
        )
        is None
    )
    at(preview, '/linked')


def test_ports_are_told_in_the_order_of_listening(preview: Machine) -> None:
    found = in_page(
        preview,
        """const told = [], waiting = {}, at = (count) => new Promise((yes) => { waiting[count] = yes })
        const opened = at(5), closed = at(9)
        wc.on('port', (port, kind) => { if (port > 3420 && port < 3430) waiting[told.push(port + kind)]?.() })
        const program = await wc.spawn('node', ['-e', `const servers = [5, 1, 4, 2, 3].map((n) => require('http').createServer().listen(3420 + n))
          process.stdin.on('data', () => { for (const server of servers.slice(0, 4)) server.close() })`], {terminal: false})
        await opened; program.input.getWriter().write('close'); await closed; return told""",
    )
    assert found == [f'342{n}open' for n in '51423'] + [f'342{n}close' for n in '5142']


def test_it_is_walled_off(preview: Machine) -> None:
    names = script(
        preview,
        """const name = (f) => { try { f(); return 'nothing' } catch (error) { return error.name } }
        return [name(() => top.document), name(() => top.location.href), (await caches.keys()).length, (await indexedDB.databases()).length, Object.keys(localStorage).length]""",
    )
    assert names == ['SecurityError', 'SecurityError', 0, 0, 0]
    assert script(preview, "localStorage.setItem('mine', '1'); return localStorage.getItem('mine')") == '1'


def test_headers_are_those_of_hosts(preview: Machine) -> None:
    seen = script(preview, 'return await (await fetch("/headers", {method: "POST"})).json()')
    own = f'localhost:{PORT}'
    assert [seen['host'], seen['origin'], seen['referer'], seen['sec-fetch-site']] == [
        own,
        f'http://{own}',
        f'http://{own}/linked',
        'same-origin',
    ]


def test_another_port_is_another_host(preview: Machine) -> None:
    assert 'failed: TypeError' in str(
        script(preview, f'return await (await fetch("http://localhost:{OTHER}/secret")).json()')
    )


def test_cookies_are_the_machines(preview: Machine) -> None:
    for _ in range(5):
        script(preview, 'await fetch("/login"); document.cookie = "own=2; path=/"')
    assert sorted(script(preview, 'return (await (await fetch("/headers")).json()).cookie').split('; ')) == [
        'hidden=1',
        'own=2',
        f'seen={PORT}',
    ]
    preview.wait_until(
        lambda: sorted(script(preview, 'return document.cookie').split('; ')) == ['own=2', f'seen={PORT}'],
        'what scripts may see',
        10,
    )


def test_frames_within(preview: Machine) -> None:
    preview.driver.execute_script('location.href = "/frames"')
    at(preview, '/frames')
    preview.wait_until(
        lambda: (
            preview.driver.execute_script('return frames[0].document.querySelector("#at")?.textContent') == '/inner'
        ),
        'the inner frame',
        10,
    )
    preview.wait_until(
        lambda: preview.driver.execute_script('return window.srcdoc') == 200, "the srcdoc frame's request", 10
    )


def test_a_frame_of_another_port(preview: Machine) -> None:
    """By the address that the app knows; its page belongs to that port, and so do its own frames."""
    preview.driver.execute_script(
        """const told = []; window.told = told; addEventListener('message', (e) => { if (typeof e.data === 'string') told.push(e.data) })
        for (const make of [(f) => { f.src = arguments[0] }, (f) => { f.setAttribute('src', arguments[0]) }]) {
          const frame = document.createElement('iframe'); make(frame); document.body.append(frame) }""",
        f'http://localhost:{OTHER}/told?x=1',
    )
    preview.wait_until(
        lambda: preview.driver.execute_script('return told') == [f'{OTHER} /told?x=1'] * 2, 'what the frames tell', 20
    )


def test_a_stopped_service_worker(preview: Machine) -> None:
    for _ in range(3):
        preview.driver.execute_cdp_cmd('ServiceWorker.enable', {})
        preview.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
        assert script(preview, 'return (await (await fetch("/headers")).json()).host') == f'localhost:{PORT}'


def test_the_machines_thread_is_not_needed(preview: Machine, preview_host: tuple[PreviewHost, str]) -> None:
    """Requests, including the first one to a service worker that was stopped, are answered while the machine's page
    runs an endless loop."""
    tab = preview.driver.current_window_handle
    preview.driver.switch_to.window(preview.driver.window_handles[0])
    preview.driver.execute_script(
        'setTimeout(() => { const end = Date.now() + 4000; window.looped = 0; while (Date.now() < end) { window.looped = Date.now() } }, 300)'
    )
    preview.driver.switch_to.window(tab)
    preview._enter_frame()
    preview.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
    answered = script(
        preview,
        """const at = []
        while (at.length < 30) { await (await fetch("/headers")).text(); at.push(Date.now()); await new Promise((yes) => setTimeout(yes, 100)) } return at""",
    )
    gaps = [after - before for before, after in zip(answered, answered[1:], strict=False)]
    assert max(gaps) < 3000, gaps


def test_the_page_around_hears_of_it(preview: Machine) -> None:
    preview.driver.execute_script('document.title = "a title"; history.pushState(null, "", "/pushed")')
    preview.driver.switch_to.default_content()
    preview.wait_until(
        lambda: (
            preview.driver.execute_script('return location.pathname.endsWith("/pushed") && document.title') == 'a title'
        ),
        'the address',
        10,
    )
    preview._enter_frame()


def test_a_line_speaks_for_its_port(preview: Machine, preview_host: tuple[PreviewHost, str]) -> None:
    """Whatever code on a preview's origin sends over its line: other ports answer it as they would another host's
    page."""
    if preview_host[1] == 'one':
        pytest.skip('one origin is that of all ports')
    assert preview.driver.window_handles
    found = in_page(
        preview,
        """
        const introducer = await wc._link.request('gateway.preview', [%d]), channel = new MessageChannel(), said = []
        introducer.postMessage({type: 'line'}, [channel.port1])
        const ask = (id, port, more) => new Promise((yes) => {
          channel.port2.onmessage = (event) => { said.push(event.data)
            if (event.data.type === 'error' || event.data.type === 'end' || event.data.whole) yes(event.data.code ?? 'answered') }
          channel.port2.postMessage({type: 'request', id, port, method: 'GET', path: '/headers', document: '', headers: [], body: null, credit: 100000, ...more}) })
        channel.port2.postMessage({type: 'cookie', port: %d, path: '/', text: 'forged=1'})
        const own = await ask(1, %d, {}), other = await ask(2, %d, {mode: 'cors', asker: %d}), image = await ask(3, %d, {mode: 'no-cors'})
        const seen = await (await wc.fetch(%d, '/headers')).json()
        return [own, other, image, seen.cookie ?? null]"""
        % (PORT, OTHER, PORT, OTHER, OTHER, OTHER, OTHER),
    )
    assert found == ['answered', 'ECORS', 'ECORS', None]


def text_of(machine: Machine) -> str:
    return machine.driver.find_element('tag name', 'body').text


def test_a_tab_at_its_own_address(preview: Machine) -> None:
    """A pasted address leads to a page that connects with one click; further addresses, a stopped service worker and a
    forced reload then need none."""
    origin = script(preview, 'return location.origin')
    before = preview.driver.current_window_handle
    preview.driver.switch_to.new_window('tab')
    try:
        preview.driver.get(origin + '/pasted?x=1')
        preview.wait_until(lambda: preview.driver.find_element('id', 'connect').is_displayed(), 'the button', 20)
        preview.driver.find_element('id', 'connect').click()
        preview.wait_until(lambda: text_of(preview) == '/pasted?x=1', 'the page', 20)
        assert preview.driver.execute_script('return [top === window, location.href]') == [True, origin + '/pasted?x=1']
        preview.driver.get(origin + '/typed')
        assert text_of(preview) == '/typed'
        preview.driver.execute_cdp_cmd('ServiceWorker.enable', {})
        preview.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
        preview.driver.execute_script('location.href = "/linked"')
        preview.wait_until(lambda: text_of(preview) == '/linked', 'the linked page', 20)
        preview.driver.execute_cdp_cmd('Page.reload', {'ignoreCache': True})
        preview.wait_until(lambda: text_of(preview) == '/linked', 'the page after a forced reload', 20)
        assert script(preview, 'return (await (await fetch("/headers")).json()).host') == f'localhost:{PORT}'
    finally:
        preview.driver.close()
        preview.driver.switch_to.window(before)
        preview._enter_frame()

"""The preview: a page with absolute addresses, a redirect, a cookie, a POST, a long download and a stream of events."""

import hashlib

import pytest

from tests.machine.browser import Machine

PORT = 3100
SERVER = (
    """
const http = require('http'), crypto = require('crypto')
const page = `<!doctype html><link rel=stylesheet href="/style.css"><script src="/script.js"></script>
  <img id=image src="/image.svg"><p id=text>page</p>`
const download = Buffer.alloc(20 << 20, 'terrarium')
http.createServer((req, res) => {
  const answer = (type, body, headers = {}) => res.writeHead(200, {'content-type': type, ...headers}).end(body)
  if (req.url === '/' || req.url === '/landed') return answer('text/html', page)
  if (req.url === '/style.css') return answer('text/css', '#text { color: rgb(1, 2, 3) }')
  if (req.url === '/script.js') return answer('text/javascript', 'window.loaded = location.pathname')
  if (req.url === '/image.svg') return answer('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="17" height="13"></svg>')
  if (req.url === '/api') return answer('application/json', JSON.stringify({method: req.method, cookie: req.headers.cookie || null, host: req.headers.host}))
  if (req.url === '/moved') return res.writeHead(302, {location: '/landed'}).end()
  if (req.url === '/login') return answer('text/plain', 'in', {'set-cookie': 'session=secret; Path=/; HttpOnly'})
  if (req.url === '/download') return answer('application/octet-stream', download)
  if (req.url === '/echo') { const h = crypto.createHash('sha256'); let n = 0
    req.on('data', (d) => { h.update(d); n += d.length }); return req.on('end', () => answer('application/json', JSON.stringify({n, hash: h.digest('hex')}))) }
  if (req.url === '/events') { res.writeHead(200, {'content-type': 'text/event-stream'}); let i = 0
    const timer = setInterval(() => { res.write('data: ' + i++ + '\\n\\n'); if (i === 5) { clearInterval(timer); res.end() } }, 100); return }
  if (req.url.startsWith('/step')) return answer('text/html', `<p id=at>${req.url}</p><a id=next href="${req.url}1">next</a>`)
  res.writeHead(404).end('nothing at ' + req.url)
}).listen(%d, () => console.log('preview server up'))
"""
    % PORT
)


@pytest.fixture(scope='module')
def preview(machine: Machine):
    """Inside the preview's frame, in a tab of its own."""
    machine.write_file('preview.js', SERVER)
    machine.type('node preview.js &\n')
    machine.wait_for('preview server up')
    machine.in_preview(PORT)
    yield machine
    machine.leave_preview()


def script(machine: Machine, body: str) -> object:
    """Runs the body of an async function in the previewed page."""
    head = 'const done = arguments[arguments.length - 1]; (async () => {'
    return machine.driver.execute_async_script(head + body + '})().then(done, (e) => done("failed: " + e))')


def test_absolute_script_style_and_image(preview: Machine) -> None:
    preview.wait_until(lambda: preview.driver.execute_script('return window.loaded'), 'the script', 20)
    assert preview.driver.execute_script('return window.loaded') == '/'
    assert (
        preview.driver.execute_script('return getComputedStyle(document.querySelector("#text")).color')
        == 'rgb(1, 2, 3)'
    )
    preview.wait_until(
        lambda: preview.driver.execute_script('return document.querySelector("#image").naturalWidth') == 17,
        'the image',
        10,
    )


def test_absolute_fetch_sees_the_servers_host(preview: Machine) -> None:
    assert script(preview, 'return await (await fetch("/api")).json()')['host'] == f'localhost:{PORT}'


def test_redirect(preview: Machine) -> None:
    assert script(
        preview,
        'const r = await fetch("/moved"); return [r.status, r.redirected, (await r.text()).includes("id=text")]',
    ) == [200, True, True]


def test_cookie(preview: Machine) -> None:
    script(preview, 'await (await fetch("/login")).text()')
    assert script(preview, 'return (await (await fetch("/api")).json()).cookie') == 'session=secret'
    assert 'session' not in preview.driver.execute_script('return document.cookie')


def test_post_with_a_body(preview: Machine) -> None:
    body = b'x' * 300_000
    found = script(preview, 'return await (await fetch("/echo", {method: "POST", body: "x".repeat(300000)})).json()')
    assert found == {'n': len(body), 'hash': hashlib.sha256(body).hexdigest()}


def test_download_of_20_megabytes(preview: Machine) -> None:
    whole = (b'terrarium' * ((20 << 20) // 9 + 1))[: 20 << 20]
    digest = script(
        preview,
        'const b = await (await fetch("/download")).arrayBuffer(); const h = new Uint8Array(await crypto.subtle.digest("SHA-256", b));'
        'return [...h].map((x) => x.toString(16).padStart(2, "0")).join("")',
    )
    assert digest == hashlib.sha256(whole).hexdigest()


def test_server_sent_events_arrive_one_by_one(preview: Machine) -> None:
    times = script(
        preview,
        'return await new Promise((yes, no) => { const at = [], s = new EventSource("/events");'
        's.onmessage = (e) => { at.push(performance.now()); if (e.data === "4") { s.close(); yes(at) } };'
        'setTimeout(() => no("too late"), 10000) })',
    )
    assert len(times) == 5
    assert times[4] - times[0] > 200


def at_step(machine: Machine, path: str) -> None:
    def is_there() -> bool:
        machine.driver.switch_to.default_content()
        return machine._enter_frame() and bool(
            machine.driver.execute_script('return document.querySelector("#at")?.textContent === arguments[0]', path)
        )

    machine.wait_until(is_there, path, 20)


def test_back_and_forward(preview: Machine) -> None:
    """The pages that are left keep an address that leads back to them."""
    script(preview, 'location.href = "/step"')
    for path in ['/step', '/step1', '/step11']:
        at_step(preview, path)
        preview.driver.execute_script('document.querySelector("#next").click()')
    at_step(preview, '/step111')
    for step, path in [
        ('back', '/step11'),
        ('back', '/step1'),
        ('forward', '/step11'),
        ('forward', '/step111'),
        ('back', '/step11'),
    ]:
        preview.driver.execute_script(f'history.{step}()')
        at_step(preview, path)
        assert preview.driver.execute_script('return location.pathname') == path


def test_a_page_that_comes_too_early_loads_when_its_server_is_there(machine: Machine) -> None:
    machine.in_preview(3190)
    machine.wait_until(
        lambda: 'No server on port 3190' in machine.driver.find_element('tag name', 'body').text,
        'the page that says so',
        10,
    )
    windows = machine.driver.window_handles
    machine.driver.switch_to.window(windows[0])
    machine.type("node -e 'http.createServer((q, r) => r.end(q.method + q.url)).listen(3190)' &\n")
    machine.driver.switch_to.window(windows[-1])

    def shows() -> bool:
        machine.driver.switch_to.default_content()
        return machine._enter_frame() and machine.driver.find_element('tag name', 'body').text == 'GET/'

    machine.wait_until(shows, 'the server', 20)
    machine.leave_preview()
    machine.run('kill %%')

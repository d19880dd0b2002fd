"""What a preview of null origin can do, what it is refused with a reason, and what it must not reach."""

from pathlib import Path

import pytest

from tests.machine.browser import Machine
from tests.machine.preview_host import open_embedder

SERVER = (Path(__file__).parent / 'server.js').read_text()
PORT, OTHER = 3471, 3472


@pytest.fixture(scope='module')
def page(machine: Machine):
    """The embedder's page, which shows the server in a frame."""
    open_embedder(machine, "{previews: 'sandboxed', forwardPreviewErrors: true}")
    machine.driver.execute_async_script(
        'const done = arguments[1]; terrarium.fs.writeFile("server.js", arguments[0])'
        '.then(() => terrarium.spawn("node", ["server.js"])).then(() => done())',
        SERVER,
    )
    machine.wait_until(
        lambda: machine.driver.execute_script(f'return !!urls[{PORT}] && !!urls[{OTHER}]'), 'servers', 30
    )
    yield machine


def show(page: Machine, path: str, port: int = PORT) -> Machine:
    """The frame shows this path, and the driver is in it."""
    driver = page.driver
    driver.switch_to.default_content()
    driver.execute_script(
        'document.querySelectorAll(".shown").forEach((each) => each.remove()); show(urls[arguments[0]] + arguments[1])',
        port,
        path.removeprefix('/'),
    )
    enter(page)
    return page


def enter(page: Machine) -> None:
    def is_there() -> bool:
        page.driver.switch_to.default_content()
        page.driver.switch_to.frame(page.driver.find_element('css selector', '.shown'))
        return page.driver.execute_script(
            'return document.readyState === "complete" && !document.querySelector("#terrarium-document")'
        )

    page.wait_until(is_there, 'the preview', 20)


def at(page: Machine, text: str) -> None:
    def is_there() -> bool:
        page.driver.switch_to.default_content()
        page.driver.switch_to.frame(page.driver.find_element('css selector', '.shown'))
        return page.driver.execute_script('return document.querySelector("#at")?.textContent') == text

    page.wait_until(is_there, text, 20)


def script(page: Machine, body: str) -> object:
    head = 'const done = arguments[arguments.length - 1]; (async () => {'
    return page.driver.execute_async_script(head + body + '})().then(done, (e) => done("failed: " + e))')


@pytest.fixture(scope='module')
def preview(page: Machine) -> Machine:
    return show(page, '/')


def test_scripts_run_in_order(preview: Machine) -> None:
    assert script(preview, 'return order') == ['inline', 'classic', 'deferred true', 'module']
    assert script(preview, 'return [current, document.compatMode, document.title]') == [True, 'CSS1Compat', 'app']


def test_modules(preview: Machine) -> None:
    assert script(preview, 'return main') == {
        'bare': "it's bare </script>",
        'data': {'n': 5},
        'url': f'http://localhost:{PORT}/modules/main.js',
        'relative': f'http://localhost:{PORT}/modules/x.png',
    }
    assert script(preview, 'return [circle, await imported]') == [True, 'late 2']
    assert script(preview, 'return (await later("late")).name') == 'late 2'
    assert 'nowhere.js' in str(script(preview, 'return await later("nowhere")'))


def test_styles_and_images(preview: Machine) -> None:
    style = 'const s = getComputedStyle(document.querySelector(arguments[0])); return [s.color, s.marginLeft, s.backgroundImage.slice(0, 10)]'
    assert preview.driver.execute_script(style, '#text') == ['rgb(1, 2, 3)', '7px', 'url("blob:']
    assert preview.driver.execute_script(style, '#inline')[2] == 'url("blob:'
    assert script(preview, 'return ["image", "set"].map((id) => document.getElementById(id).naturalWidth)') == [17, 17]


def test_elements_that_scripts_make(preview: Machine) -> None:
    loaded = 'new Promise((yes, no) => { e.onload = () => yes(e.src); e.onerror = () => no("no load"); document.body.append(e) })'
    assert script(
        preview, f'const e = new Image(); e.src = "dot.svg?made"; return [await {loaded}, e.naturalWidth]'
    ) == [f'http://localhost:{PORT}/dot.svg?made', 17]
    assert (
        script(
            preview,
            f'const e = document.createElement("script"); e.setAttribute("src", "/scripts/added.js"); await {loaded}; return window.added',
        )
        == 'added'
    )
    assert script(
        preview,
        """const holder = document.createElement('div'); let failed = false; document.body.append(holder)
        holder.addEventListener('error', () => { failed = true }, true)
        holder.innerHTML = '<img src="/dot.svg?html">'; const e = holder.firstChild
        await new Promise((yes) => { e.onload = yes }); return [failed, e.naturalWidth, e.getAttribute('src')]""",
    ) == [False, 17, '/dot.svg?html']
    assert script(
        preview,
        """const e = document.createElement('link'); e.href = '/css/more.css'; e.rel = 'stylesheet'
        await new Promise((yes, no) => { e.onload = yes; e.onerror = no; document.head.append(e) }); return e.sheet.cssRules.length > 0""",
    )


def test_requests(preview: Machine) -> None:
    found = script(
        preview, 'return await (await fetch("/api?x", {method: "PUT", body: "text", headers: {"x-a": "b"}})).json()'
    )
    assert isinstance(found, dict), found
    assert [found['url'], found['method'], found['body'], found['headers']['x-a']] == ['/api?x', 'PUT', 'text', 'b']
    assert found['headers']['host'] == f'localhost:{PORT}' and found['headers']['origin'] == f'http://localhost:{PORT}'
    assert found['headers']['sec-fetch-site'] == 'same-origin'
    assert script(preview, 'const r = await fetch("/moved"); return [r.redirected, r.url, (await r.json()).url]') == [
        True,
        f'http://localhost:{PORT}/api?moved',
        '/api?moved',
    ]
    assert 'TypeError' in str(script(preview, 'return await fetch("/moved", {redirect: "error"})'))
    assert (
        script(preview, 'return (await fetch(new Request("/api", {method: "POST", body: "b"}))).json()')['body'] == 'b'
    )
    assert 'AbortError' in str(
        script(preview, 'const a = new AbortController(); a.abort(); return await fetch("/api", {signal: a.signal})')
    )


def test_xml_http_request(preview: Machine) -> None:
    assert script(
        preview,
        """const seen = [], r = new XMLHttpRequest(); r.open('POST', '/missing'); r.responseType = 'blob'
        for (const name of ['readystatechange', 'load', 'loadend']) r.addEventListener(name, () => seen.push(name + r.readyState))
        r.send('x'); await new Promise((yes) => r.addEventListener('loadend', yes))
        return [seen, r.status, r.statusText, r.getResponseHeader('x-kind'), await r.response.text(), r.responseURL]""",
    ) == [
        ['readystatechange2', 'readystatechange3', 'readystatechange4', 'load4', 'loadend4'],
        404,
        'Gone Away',
        'none',
        'nothing',
        f'http://localhost:{PORT}/missing',
    ]
    assert 'synchronous' in str(
        script(preview, 'const r = new XMLHttpRequest(); r.open("GET", "/api", false); r.send()')
    )


def test_sockets(preview: Machine) -> None:
    assert (
        script(
            preview,
            'const s = new WebSocket("/socket?x"); return await new Promise((yes) => { s.onmessage = (e) => yes(e.data) })',
        )
        == f'/socket?x http://localhost:{PORT}'
    )


def test_cookies(preview: Machine) -> None:
    script(preview, 'await (await fetch("/login")).text(); document.cookie = "own=2"')
    assert script(preview, 'return document.cookie') == 'seen=1; own=2'
    assert (
        script(preview, 'return (await (await fetch("/api")).json()).headers.cookie') == 'session=secret; seen=1; own=2'
    )


def test_a_frame_within_it_says_why_it_is_empty(preview: Machine) -> None:
    assert 'origins of their own' in str(script(preview, 'return document.querySelector("#inner").srcdoc'))
    made = 'const e = document.createElement("iframe"); e.src = "/inner"; document.body.append(e); return e.srcdoc'
    assert 'origins of their own' in str(script(preview, made))


@pytest.mark.parametrize(
    ('body', 'said'),
    [
        ('new Worker("/scripts/added.js")', 'only be made from a blob'),
        ('localStorage.a = 1', 'SecurityError'),
        ('parent.document.body', 'SecurityError'),
        ('parent.terrarium.fs', 'SecurityError'),
    ],
)
def test_what_is_refused(preview: Machine, body: str, said: str) -> None:
    assert said in str(script(preview, f'return String({body})'))


def test_it_has_no_origin(preview: Machine) -> None:
    assert script(preview, 'return window.origin') == 'null'
    assert 'failed' in str(script(preview, 'return (await caches.keys()).join()'))
    assert 'failed' in str(script(preview, 'return navigator.serviceWorker.controller'))


def test_other_ports_are_other_origins(preview: Machine) -> None:
    """As a page of one port sees a server of another on a real machine."""
    assert 'failed: TypeError' in str(
        script(preview, f'return await (await fetch("http://localhost:{OTHER}/api")).text()')
    )
    assert script(preview, f'return await (await fetch("http://localhost:{OTHER}/open")).text()') == 'open'


def test_a_token_of_another_port_gives_no_line(preview: Machine) -> None:
    ask = """const ask = (place, token) => new Promise((yes) => { addEventListener('message', (e) => e.data?.type === 'terrarium:sandbox' && yes('line'))
        parent.postMessage({type: 'terrarium:sandbox?', place, token}, '*'); setTimeout(() => yes('none'), 1000) }); """
    assert script(preview, ask + f'return await ask({OTHER}, "0".repeat(64))') == 'none'


def test_links_and_forms(page: Machine) -> None:
    for action, text in [
        ('document.querySelector("#link").click()', '/about?x=1'),
        ('document.querySelector("#get").requestSubmit()', 'GET /form?a=1 '),
        ('document.querySelector("#post").submit()', 'POST /form b=2+3'),
    ]:
        show(page, '/')
        page.driver.execute_script(action)
        at(page, text)


def test_addresses_lead_back_to_the_server(page: Machine) -> None:
    show(page, '/')
    page.driver.execute_script('history.pushState(1, "", "/about?pushed")')
    assert page.driver.execute_script('return location.pathname').endswith(f'/preview/{PORT}/about')
    page.driver.execute_script('location.reload()')
    at(page, '/about?pushed')


def test_a_link_with_download_saves_the_file(page: Machine) -> None:
    show(page, '/')
    assert script(
        page,
        """const made = new Promise((yes) => addEventListener('click', (e) => {
          if (e.target.href.startsWith('blob:')) { e.preventDefault(); yes([e.target.download, e.target.href]) } }, true))
        const native = HTMLAnchorElement.prototype.click
        HTMLAnchorElement.prototype.click = function () { document.body.append(this); native.call(this) }
        const link = document.createElement('a'); link.href = '/dot.svg?saved'; link.download = ''; link.click()
        const [name, blob] = await made; return [name, (await (await fetch(blob)).text()).slice(0, 4)]""",
    ) == ['dot.svg', '<svg']


def test_encodings_and_policies(page: Machine) -> None:
    show(page, '/latin')
    at(page, 'café')
    show(page, '/strict')
    at(page, 'strict')
    assert script(page, 'return window.ran') is True
    show(page, '/plain')
    assert page.driver.execute_script('return [window.origin, document.body.textContent]') == ['null', 'plain text']
    show(page, '/attack.svg')
    assert page.driver.execute_script('return document.documentElement.getAttribute("origin")') == 'null'


def test_errors_reach_the_embedder(page: Machine) -> None:
    show(page, '/')
    page.driver.execute_script('setTimeout(() => { throw new Error("of the app") }, 0)')
    page.driver.switch_to.default_content()
    page.wait_until(
        lambda: page.driver.execute_script(
            'return log.some((m) => m.type === "PREVIEW_UNCAUGHT_EXCEPTION" && m.port === 3471)'
        ),
        'the error',
        10,
    )
    assert page.driver.execute_script('return terrarium.previewsAreTrusted') is False


def test_a_restarted_service_worker_serves_no_other_pages(page: Machine) -> None:
    if not hasattr(page.driver, 'execute_cdp_cmd'):
        pytest.skip('only Chromium stops it on request')
    for _ in range(3):
        page.driver.switch_to.default_content()
        page.driver.execute_cdp_cmd('ServiceWorker.enable', {})
        page.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
        show(page, '/strict')
        at(page, 'strict')
        assert script(page, 'return window.origin') == 'null'

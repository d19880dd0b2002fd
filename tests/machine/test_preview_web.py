"""Features of the web platform in a preview: WebSockets, CORS between ports, content codings, event sources, pop-ups,
forced reloads."""

from pathlib import Path

import pytest

from tests.machine.browser import Machine
from tests.machine.test_preview import script

PORT = 3201
OTHER = 3202
SIZE = 3 << 20
ALL_EVENTS = """const log = [], w = new WebSocket(%s)
w.onopen = () => { log.push('open ' + w.protocol); if (%s) w.send(%s) }
w.onmessage = (e) => { log.push(e.data); if (String(e.data).startsWith('got')) w.close(3001, 'bye') }
w.onerror = () => log.push('error')
return await new Promise((yes) => { w.onclose = (e) => yes([...log, e.code, e.reason, e.wasClean]) })"""


@pytest.fixture(scope='module')
def preview(machine: Machine):
    machine.write_file('server.js', (Path(__file__).parent / 'preview_server.js').read_text())
    machine.type('node server.js &\n')
    machine.wait_for(f'up {OTHER}')
    machine.in_preview(PORT)
    yield machine
    machine.leave_preview()


def talk(preview: Machine, arguments: str, sent: str = '""') -> list:
    return script(preview, ALL_EVENTS % (arguments, 'true' if sent != '""' else 'false', sent))


def hello(path: str) -> str:
    return f'{{"origin":"http://localhost:{PORT}","url":"{path}"}}'


def test_a_websocket_is_one(preview: Machine) -> None:
    assert script(
        preview,
        """const w = new WebSocket('/ws/a'); class Own extends WebSocket { more() { return 1 } }; const own = new Own('/ws/b')
        return [w instanceof WebSocket, w.constructor === WebSocket, Object.keys(w), String(w), w.OPEN, w.readyState, own instanceof Own, own.more(), own.readyState]""",
    ) == [True, True, [], '[object WebSocket]', 1, 0, True, 1, 0]
    assert talk(preview, "'/ws/a'", '"x".repeat(1000)') == ['open ', hello('/ws/a'), 'got 1008', 3001, 'bye', True]
    assert talk(preview, f"'ws://localhost:{OTHER}/ws/a'", 'new Uint8Array(5)') == [
        'open ',
        hello('/ws/a'),
        'got 11',
        3001,
        'bye',
        True,
    ]


def test_a_websocket_by_the_page_s_own_name(preview: Machine) -> None:
    """With the server's port, as webpack-dev-server's client does."""
    for port in [PORT, OTHER]:
        assert talk(preview, "'ws://' + location.hostname + ':%d/ws/a'" % port, '"x"') == [
            'open ',
            hello('/ws/a'),
            'got 7',
            3001,
            'bye',
            True,
        ]


def test_how_websockets_end(preview: Machine) -> None:
    assert talk(preview, "'/ws/cut'") == ['open ', hello('/ws/cut'), 1006, '', False]
    assert talk(preview, "'/ws/1005'") == ['open ', hello('/ws/1005'), 1005, '', True]
    assert talk(preview, "'/ws/bad'") == ['open ', hello('/ws/bad'), 'error', 1006, '', False]
    assert talk(preview, "'ws://localhost:3999/'") == ['error', 1006, '', False]


def test_requests_and_events_by_the_page_s_own_name(preview: Machine) -> None:
    """With the port on which the server listens; in workers too."""
    for port, site in [(PORT, 'same-origin'), (OTHER, 'same-site')]:
        seen = script(preview, "return await (await fetch('http://' + location.hostname + ':%d/cors')).json()" % port)
        assert [seen['method'], seen['site']] == ['GET', site]
    source = """const source = new EventSource('http://' + new URL(self.origin).hostname + ':%d/event')
        source.onmessage = (e) => { source.close(); %s(JSON.parse(e.data).accept) }"""
    assert script(preview, f'return await new Promise((yes) => {{ {source % (PORT, "yes")} }})') == 'text/event-stream'
    assert in_worker(preview, source % (PORT, 'postMessage')) == 'text/event-stream'
    assert (
        in_worker(
            preview,
            f"""const w = new WebSocket('ws://' + new URL(self.origin).hostname + ':{OTHER}/ws/named')
        w.onmessage = (e) => {{ w.close(); postMessage(JSON.parse(e.data).url) }}; w.onerror = () => postMessage('error')""",
        )
        == '/ws/named'
    )


def in_worker(preview: Machine, code: str) -> object:
    """The first message that it posts."""
    return script(
        preview,
        f'const w = new Worker(URL.createObjectURL(new Blob([`{code}`]))); return await new Promise((yes) => {{ w.onmessage = (e) => yes(e.data) }})',
    )


@pytest.mark.parametrize('while_it_opens', [False, True])
def test_a_websocket_that_is_closed_before_it_is_open(preview: Machine, while_it_opens: bool) -> None:
    """The page gets none of the messages that the server sends meanwhile; the server gets the end of the connection."""
    assert script(
        preview,
        """const log = [], w = new WebSocket('/ws/early')
        for (const name of ['open', 'message', 'error', 'close']) w.addEventListener(name, (e) => log.push(name, w.readyState, e.code ?? ''))
        const closed = new Promise((yes) => { w.addEventListener('close', yes) })
        await fetch('/early'); if (%s) for (const start = performance.now(); performance.now() < start + 300;);
        w.close(3001, 'bye'); log.push(w.readyState); w.close(); await closed
        const later = new WebSocket('/ws/a'); await new Promise((yes) => { later.onmessage = yes }); later.close(); return log"""
        % str(while_it_opens).lower(),
    ) == [2, 'error', 3, '', 'close', 3, 1006]
    preview.wait_until(
        lambda: script(preview, "return await (await fetch('/early?gone')).text()") == 'true',
        'the end of the connection',
        20,
    )


def test_a_page_that_goes_ends_its_websockets(preview: Machine) -> None:
    script(
        preview,
        """const frame = document.createElement('iframe'); frame.src = '/popup'; document.body.append(frame); await new Promise((yes) => { frame.onload = yes })
        const w = new frame.contentWindow.WebSocket('/ws/gone'); await new Promise((yes) => { w.onmessage = yes }); frame.remove()""",
    )
    preview.wait_until(
        lambda: '/ws/gone 1001' in script(preview, "return await (await fetch('/ended')).json()"),
        'the end of the socket',
        20,
    )


def test_subprotocols(preview: Machine) -> None:
    assert talk(preview, "'/ws/a', ['one', 'two']", '"x"')[0] == 'open one'
    assert talk(preview, "'/ws/other', ['one', 'two']") == ['error', 1006, '', False]
    assert talk(preview, "'/ws/other'") == ['error', 1006, '', False]
    assert talk(preview, "'/ws/none', 'one'") == ['error', 1006, '', False]


def test_what_a_websocket_refuses(preview: Machine) -> None:
    names = script(
        preview,
        """const name = (f) => { try { f(); return '' } catch (error) { return error.name } }
        const open = () => new WebSocket('/ws/a')
        return [() => new WebSocket('ftp://x'), () => new WebSocket('ws://'), () => new WebSocket('/a#b'), () => new WebSocket('/a', ['x', 'X']), () => new WebSocket('/a', 'x y'),
          () => open().send('x'), () => open().close(1001), () => open().close(3000, 'x'.repeat(124)), () => WebSocket('/a'), () => new WebSocket()].map(name)""",
    )
    assert names == ['SyntaxError'] * 5 + [
        'InvalidStateError',
        'InvalidAccessError',
        'SyntaxError',
        'TypeError',
        'TypeError',
    ]


@pytest.mark.parametrize(
    'made',
    ["new Worker('/w.js')", "new Worker('/w.js', {type: 'module'})", 'blob(await (await fetch("/w.js")).text())'],
)
def test_websockets_in_workers(preview: Machine, made: str) -> None:
    found = script(
        preview,
        """const blob = (text) => { const url = URL.createObjectURL(new Blob([text])), w = new Worker(url); URL.revokeObjectURL(url); return w }
        const w = """
        + made
        + '; return await new Promise((yes) => { w.onmessage = (e) => yes(e.data); w.onerror = (e) => yes(e.message) })',
    )
    assert found[:3] == ['message', hello('/ws/worker'), True]


def test_another_port_has_to_allow_it(preview: Machine) -> None:
    def ask(path: str, options: str = '{}') -> object:
        return script(
            preview,
            f"const r = await fetch('http://localhost:{OTHER}{path}', {options}); return [await r.json(), r.headers.get('x-secret'), r.headers.get('x-shown')]",
        )

    origin = f'http://localhost:{PORT}'
    assert ask('/cors') == [{'method': 'GET', 'origin': origin, 'ref': origin + '/', 'site': 'same-site'}, None, '2']
    assert 'Failed to fetch' in str(ask('/nocors'))
    assert 'Failed to fetch' in str(ask('/cors', "{credentials: 'include'}"))
    assert ask('/pre', "{method: 'PUT', headers: {'content-type': 'application/json', 'x-a': '1'}, body: '{}'}")[0] == {
        'method': 'PUT'
    }
    assert 'Failed to fetch' in str(ask('/pre', "{method: 'DELETE'}"))
    assert 'Failed to fetch' in str(ask('/pre', "{headers: {'x-b': '1'}}"))
    assert script(preview, "return await (await fetch('/cors', {method: 'POST'})).json()")['origin'] == origin


@pytest.mark.parametrize('coding', ['br', 'zstd', 'gzip', 'both'])
def test_content_codings(preview: Machine, coding: str) -> None:
    text = script(
        preview,
        f"""const r = await fetch('/{coding}'), text = await r.text()
        return [text.length, text.slice(-10), r.headers.get('content-length'), r.headers.get('content-encoding')]""",
    )
    whole = 'terrarium ' * (SIZE // 10 + 1)
    assert text == [SIZE, whole[:SIZE][-10:], None, 'gzip, br' if coding == 'both' else coding]


def test_a_cut_coding_is_an_error(preview: Machine) -> None:
    assert 'failed' in str(script(preview, "return (await (await fetch('/broken')).text()).length"))
    assert (
        script(preview, "return (await (await fetch('/headers')).json())['accept-encoding']")
        == 'gzip, deflate, br, zstd'
    )


def test_an_event_source_goes_on_where_it_was_cut(preview: Machine) -> None:
    seen = script(
        preview,
        """const seen = [], e = new EventSource('/sse'); seen.push(e instanceof EventSource, e.readyState)
        return await new Promise((yes) => { e.onerror = () => seen.push('cut ' + e.readyState)
          e.onmessage = (m) => { const last = JSON.parse(m.data).last; seen.push([last, m.lastEventId]); if (last === '2') { e.close(); yes(seen) } } })""",
    )
    assert seen == [True, 0, [None, '1'], 'cut 0', ['1', '2'], 'cut 0', ['2', '3']]
    assert (
        script(
            preview,
            "const e = new EventSource('/cors'); return await new Promise((yes) => { e.onerror = () => yes(e.readyState) })",
        )
        == 2
    )


@pytest.mark.parametrize(
    'way',
    [
        "w = window.open('/popup?code=42', 'signin')",
        "w = window.open('about:blank', 'signin'); await soon(); w.location.href = '/popup?code=42'",
        "w = window.open('', 'signin'); w.document.write('wait'); await soon(); w.location = '/popup?code=42'",
    ],
)
def test_sign_in_by_pop_up(preview: Machine, way: str) -> None:
    seen = script(
        preview,
        """let w; const soon = () => new Promise((yes) => setTimeout(yes, 200)), heard = []
        const next = () => new Promise((yes) => addEventListener('message', (e) => yes([e.data, e.source === w, e.origin === location.origin]), {once: true}))
        const first = next(); """
        + way
        + """; heard.push(await first)
        const second = next(); w.postMessage({ask: 'who'}, location.origin); heard.push(await second)
        const search = w.location.search; w.postMessage('close', '*'); while (!w.closed) await soon(); return [...heard, search]""",
    )
    assert seen[0] == [{'from': 'popup', 'code': '42', 'name': 'signin'}, True, True]
    assert seen[1][0]['answer'] == 'who' and seen[1][1:] == [True, True]
    assert seen[2] == '?code=42'


def test_a_forced_reload_of_its_own_tab(preview: Machine) -> None:
    assert script(preview, 'return [window.parent === window, window.frameElement, window.opener]') == [
        True,
        None,
        None,
    ]
    preview.driver.switch_to.default_content()
    preview.driver.execute_cdp_cmd('Page.reload', {'ignoreCache': True})
    preview.wait_until(
        lambda: preview._enter_frame() and 'page' in preview.driver.find_element('id', 't').text, 'the page', 20
    )


FRAME = """const soon = () => new Promise((yes) => setTimeout(yes, 20))
    const until = async (f) => { const end = Date.now() + 8000
        for (;;) { try { const v = await f(); if (v || Date.now() > end) return v } catch (e) { if (Date.now() > end) return String(e) } await soon() } }
    const frame = (attributes) => { const f = document.createElement('iframe')
        for (const name in attributes) f.setAttribute(name, attributes[name]); document.body.append(f); return f }
    """
WORKER = """const made = (text, type) => new Promise((yes) => { const w = new Worker(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})), {type})
        w.onmessage = (e) => yes(e.data); w.onerror = (e) => yes('error ' + e.message) })
    const here = JSON.stringify(location.origin)
    """


def test_frames_of_a_page(preview: Machine) -> None:
    """The page is at `/`, and so are the addresses of its frames, however they were created."""
    assert script(
        preview,
        FRAME
        + "const f = frame({src: '/place?a'}); return [await until(() => f.contentWindow.at), f.getAttribute('src')]",
    ) == [['/place', '/'], '/place?a']
    assert (
        script(
            preview,
            FRAME
            + """const box = document.createElement('div'); document.body.append(box); box.innerHTML = '<p><iframe src="place"></iframe>'
        const f = box.querySelector('iframe'); await until(() => f.contentWindow.at); f.src = '/place?2'
        return await until(() => f.contentWindow.at && f.contentWindow.location.search)""",
        )
        == '?2'
    )
    assert script(
        preview,
        FRAME
        + """const host = document.createElement('div'), root = host.attachShadow({mode: 'open'}); document.body.append(host)
        root.innerHTML = '<iframe src="/place"></iframe>'; return await until(() => root.querySelector('iframe').contentWindow.at)""",
    ) == ['/place', '/']
    assert script(
        preview,
        FRAME
        + "const f = frame({src: '/outer'}); return await until(() => f.contentDocument.querySelector('iframe').contentWindow.at)",
    ) == ['/place', '/outer']


def test_a_frame_has_its_own_ways_to_ask(preview: Machine) -> None:
    """Although its window was accessed while it was empty, and was lent the page's."""
    assert script(
        preview,
        FRAME
        + """const f = frame({}), names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'Worker'], lent = names.map((name) => f.contentWindow[name])
        f.src = '/place'; await until(() => f.contentWindow.at)
        const own = await (await f.contentWindow.fetch('/headers')).json()
        return [names.filter((name, k) => f.contentWindow[name] === window[name] || f.contentWindow[name] === lent[k]), new URL(own.referer).pathname]""",
    ) == [[], '/place']


def test_frames_without_an_address(preview: Machine) -> None:
    assert script(
        preview,
        FRAME
        + """
        const text = '<!doctype html><script src="/dep"></script><script>answer = fetch("/headers").then((r) => r.json())</script>'
        const f = frame({srcdoc: text + '<a href="/place">go</a><iframe src="/place"></iframe>'}); const host = await until(() => f.contentWindow.answer).then((h) => h.host)
        const dep = f.contentWindow.dep, given = f.srcdoc.startsWith('<!doctype html><script src="/dep">')
        const inner = await until(() => f.contentDocument.querySelector('iframe').contentWindow.at)
        f.contentDocument.querySelector('a').click(); return [host, dep, given, inner, await until(() => f.contentWindow.at)]""",
    ) == [f'localhost:{PORT}', 1, True, ['/place', '/'], ['/place', '/']]
    assert (
        script(preview, FRAME + "return (await (await frame({}).contentWindow.fetch('/headers')).json()).host")
        == f'localhost:{PORT}'
    )


def test_workers_from_blobs(preview: Machine) -> None:
    host = f'localhost:{PORT}'
    assert script(
        preview,
        WORKER
        + """return await made(`'use strict'; importScripts(${here} + '/dep')
        fetch(${here} + '/headers').then((r) => r.json()).then((h) => postMessage([self.dep, h.host]))`)""",
    ) == [1, host]
    assert (
        script(
            preview,
            WORKER + 'return await made(`import {path} from "${location.origin}/module"; postMessage(path)`, "module")',
        )
        == '/module'
    )
    assert (
        script(
            preview,
            WORKER
            + """return await made(`const x = new XMLHttpRequest(); x.open('GET', ${here} + '/headers', false); x.send()
        postMessage(JSON.parse(x.responseText).host)`)""",
        )
        == host
    )
    assert (
        script(
            preview,
            "const x = new XMLHttpRequest(); x.open('GET', URL.createObjectURL(new Blob(['here'])), false); x.send(); return x.responseText",
        )
        == 'here'
    )
    assert 'NetworkError' in str(
        script(preview, "const x = new XMLHttpRequest(); x.open('GET', '/headers', false); x.send()")
    )


@pytest.mark.parametrize('path', ['/reset', '/half', '/garbage', 'http://localhost:3999/'])
def test_a_lost_connection_is_an_error(preview: Machine, path: str) -> None:
    assert 'TypeError' in str(script(preview, f"return await (await fetch('{path}')).text()"))
    assert (
        script(
            preview,
            f"""const x = new XMLHttpRequest(); x.open('GET', '{path}'); x.send()
        return await new Promise((yes) => {{ x.onload = x.onabort = x.onerror = (e) => yes(e.type) }})""",
        )
        == 'error'
    )


def test_what_is_saved(preview: Machine, tmp_path: Path) -> None:
    preview.driver.execute_cdp_cmd('Browser.setDownloadBehavior', {'behavior': 'allow', 'downloadPath': str(tmp_path)})
    click = "const a = document.createElement('a'); a.href = '%s'; %s; document.body.append(a); a.click()"

    def saved(href: str, more: str, name: str, content: str) -> None:
        def is_there() -> bool:
            return any(
                f.stem == name and f.suffix != '.crdownload' and f.read_text() == content for f in tmp_path.iterdir()
            )

        script(preview, click % (href, more))
        preview.wait_until(is_there, name, 20)

    saved('/report', "a.download = 'my report.html'", 'my report', '<p>as its server sent it')
    saved('/report?x', "a.download = ''", 'report', '<p>as its server sent it')
    saved('/saved', '', 'saved', 'a,b')
    assert script(preview, FRAME + "return await until(() => location.pathname === '/')") is True
    script(preview, click % ('/none', ''))
    assert script(preview, FRAME + "return await until(() => location.pathname === '/')") is True


def test_the_cookie_store(preview: Machine) -> None:
    """It has the same cookies as `document.cookie` and the server; HttpOnly cookies are neither visible nor replaced;
    each change is reported once."""
    assert script(
        preview,
        FRAME
        + """const told = [], list = (items) => items.map((c) => c.name + '=' + c.value).sort()
        const sent = async () => (await (await fetch('/headers')).json()).cookie
        cookieStore.addEventListener('change', (e) => told.push([list(e.changed), e.deleted.map((c) => c.name), e instanceof CookieChangeEvent]))
        await cookieStore.set('one', '1'); const first = await cookieStore.get('one')
        await cookieStore.set({name: 'one', value: 'first', expires: Date.now() + 60000}); document.cookie = 'two=2; path=/'
        await until(() => told.length === 3)
        await fetch('/cookies?set=' + encodeURIComponent(JSON.stringify(['hidden=3; HttpOnly; Path=/', 'four=4; Path=/']))); await until(() => told.length === 4)
        const refused = await cookieStore.set('hidden', 'x').catch((e) => e.name), seen = list(await cookieStore.getAll())
        const all = [first.name + first.value, refused, seen, document.cookie.split('; ').sort(), (await sent()).split('; ').sort(), await cookieStore.get('hidden')]
        await cookieStore.delete('one'); await cookieStore.delete({name: 'two'}); await until(() => told.length === 6)
        const last = [list(await cookieStore.getAll({name: 'four'})), list(await cookieStore.getAll('one')), await sent()]
        await fetch('/cookies?set=' + encodeURIComponent(JSON.stringify(['hidden=; Max-Age=0; Path=/', 'four=; Max-Age=0; Path=/'])))
        return [...all, ...last, told.slice(0, 6)]""",
    ) == [
        'one1',
        'TypeError',
        ['four=4', 'one=first', 'two=2'],
        ['four=4', 'one=first', 'two=2'],
        ['four=4', 'hidden=3', 'one=first', 'two=2'],
        None,
        ['four=4'],
        [],
        'hidden=3; four=4',
        [
            [['one=1'], [], True],
            [['one=first'], [], True],
            [['two=2'], [], True],
            [['four=4'], [], True],
            [[], ['one'], True],
            [[], ['two'], True],
        ],
    ]


COOKIE_ERRORS = {
    'get()': 'CookieStoreGetOptions must not be empty',
    'get({})': 'CookieStoreGetOptions must not be empty',
    "get({url: '/other'})": 'URL must match the document URL',
    "getAll({url: '/other'})": 'URL must match the document URL',
    "set('x;', '1')": 'Cookie was malformed and could not be stored, due to problem(s) while parsing.',
    "set('x', 'a\\tb')": 'Cookie was malformed and could not be stored, due to problem(s) while parsing.',
    "set('x', 'x'.repeat(5000))": 'Cookie was malformed and could not be stored, due to problem(s) while parsing.',
    "set('x=', '1')": "Cookie name cannot contain '='",
    "set('', '')": 'Cookie name and value both cannot be empty',
    "set('', 'a=b')": "Cookie value cannot contain '=' if the name is empty",
    "set({name: 'x', value: '1', domain: '.localhost'})": 'Cookie domain cannot start with "."',
    "set({name: 'x', value: '1', domain: 'example.com'})": 'Cookie domain must domain-match current host',
    "set({name: 'x', value: '1', path: 'x'})": 'Cookie path must start with "/"',
    "set({name: '__Host-y', value: '1', domain: 'localhost'})": 'Cookies with "__Host-" prefix cannot have a domain',
    "set('__Http-x', '1')": 'Cookies with "__Http-" prefix cannot be set using the CookieStore API.',
    "set('x')": "The provided value is not of type 'CookieInit'.",
    'delete({})': "Failed to read the 'name' property from 'CookieStoreDeleteOptions': Required member is undefined.",
}


def test_what_the_cookie_store_refuses(preview: Machine) -> None:
    """With Chromium's messages."""
    calls = ', '.join(f'() => cookieStore.{call}' for call in COOKIE_ERRORS)
    found = script(
        preview,
        f"const found = []; for (const f of [{calls}]) found.push(await f().then(() => 'done', (e) => e.name + ': ' + e.message)); return found",
    )
    assert found == [
        f"TypeError: Failed to execute '{call.split('(')[0]}' on 'CookieStore': {why}"
        for call, why in COOKIE_ERRORS.items()
    ]


def test_pages_of_a_server_share_their_cookies(preview: Machine) -> None:
    """If one page writes a cookie, the others see it, each for its own path."""
    assert script(
        preview,
        FRAME
        + """const inner = frame({src: '/place'}); await until(() => inner.contentWindow?.at)
        document.cookie = 'shared=1; path=/'; document.cookie = 'elsewhere=1; path=/elsewhere'
        const seen = [await until(() => inner.contentDocument.cookie.includes('shared=1')), inner.contentDocument.cookie.includes('elsewhere')]
        document.cookie = 'shared=; path=/; max-age=0'; document.cookie = 'elsewhere=; path=/elsewhere; max-age=0'
        return [...seen, await until(() => inner.contentDocument.cookie === '')]""",
    ) == [True, False, True]


CACHE = """const ask = async (url, init) => { try { const r = await fetch(url, init); return r.status === 200 ? (await r.json()).n : r.status } catch { return 'failed' } }
    const asked = async (url) => await (await fetch('/asked?url=' + encodeURIComponent(url), {cache: 'no-store'})).json()
    const all = async (...requests) => { const found = []; for (const request of requests) found.push(await ask(...request)); return found }
    """


def test_answers_are_kept_as_browsers_keep_them(preview: Machine) -> None:
    """Each value is the same as in native Chromium: the number of the request that a body belongs to."""
    assert script(
        preview,
        CACHE
        + """const u = '/kept?cache-control=max-age=60'
        return await all([u], [u], [u, {cache: 'reload'}], [u], [u, {cache: 'no-store'}], [u], [u, {cache: 'no-cache'}], [u, {headers: {'cache-control': 'no-cache'}}],
          [u, {method: 'POST'}], [u])""",
    ) == [1, 1, 2, 2, 3, 2, 4, 5, 6, 7]
    assert script(
        preview,
        CACHE
        + """const u = '/kept?x', v = '/kept?cache-control=no-store', only = {cache: 'only-if-cached', mode: 'same-origin'}
        return await all([u], [u], [u, {cache: 'force-cache'}], [u, only], ['/kept?never', only], [v], [v, {cache: 'force-cache'}])""",
    ) == [1, 2, 2, 2, 'failed', 1, 2]
    assert script(
        preview,
        CACHE
        + """const u = "/kept?etag=%22one%22"
        return [...await all([u], [u], [u, {headers: {'if-none-match': '"one"'}}], [u, {cache: 'no-cache'}]), await asked(u)]""",
    ) == [1, 1, 304, 1, 4]
    assert script(
        preview,
        CACHE
        + """const u = '/kept?cache-control=max-age=60&vary=x-v', v = (x) => [u, {headers: {'x-v': x}}]
        return await all(v('a'), v('a'), v('b'))""",
    ) == [1, 1, 2]
    assert script(
        preview,
        """const r = async (cache) => { const o = await (await fetch('/kept?' + cache, {cache})).json(); return [o.control, o.pragma] }
        return [await r('default'), await r('no-cache'), await r('reload'), await r('no-store')]""",
    ) == [[None, None], ['max-age=0', None], ['no-cache', 'no-cache'], ['no-cache', 'no-cache']]


def test_parts_of_kept_answers_and_stale_ones(preview: Machine) -> None:
    """`n` identifies the response that a part belongs to; a stale response is used while it is revalidated."""
    assert script(
        preview,
        CACHE
        + """const u = '/kept?part&cache-control=max-age=60', whole = await (await fetch(u)).text()
        const part = async (range) => { const r = await fetch(u, {headers: {range}}), text = await r.text()
          return [r.status, r.headers.get('content-range'), r.headers.get('content-length') === String(text.length), whole.includes(text)] }
        const size = whole.length, found = [await part('bytes=0-4'), await part('bytes=-3'), await part(`bytes=${size}-`)]
        return [JSON.stringify(found) === JSON.stringify([[206, `bytes 0-4/${size}`, true, true], [206, `bytes ${size - 3}-${size - 1}/${size}`, true, true],
          [416, `bytes */${size}`, true, true]]) || found, await asked(u)]""",
    ) == [True, 1]
    assert script(
        preview,
        CACHE
        + """const u = '/kept?stale&cache-control=max-age=0,stale-while-revalidate=60', first = await all([u], [u])
        while (await ask(u) === 1); return first""",
    ) == [1, 1]


def test_a_reload_asks_again(preview: Machine) -> None:
    assert script(
        preview,
        FRAME
        + """const u = '/kept?page&cache-control=max-age=60', first = frame({src: u}); await until(() => first.contentWindow.asked)
        const second = frame({src: u}), seen = [await until(() => second.contentWindow.asked)]; second.contentWindow.location.reload()
        return [...seen, await until(() => second.contentWindow.asked === 2)]""",
    ) == [1, True]


UPLOAD = """const x = new XMLHttpRequest(), log = [], sizes = []
    const short = (e) => ['progress', 'readystatechange'].includes(e.type) && log.at(-1)?.endsWith(e.type) || log.push((e.target === x ? '' : 'up ') + e.type)
    for (const kind of ['loadstart', 'load', 'error', 'abort', 'loadend']) x.addEventListener(kind, short)
    for (const kind of ['loadstart', 'progress', 'load', 'error', 'abort', 'loadend']) x.upload.addEventListener(kind, short)
    x.onreadystatechange = () => x.readyState === 2 && log.push('head')
    x.upload.onprogress = (e) => sizes.push(e.loaded, e.total, e.lengthComputable)
    const ended = new Promise((yes) => x.addEventListener('loadend', yes))
    """
TOLD = ['loadstart', 'up loadstart', 'up progress', 'up load', 'up loadend', 'head', 'load', 'loadend']


@pytest.mark.parametrize('size', [3, 100000, 9 << 20])
def test_uploads_tell_their_progress(preview: Machine, size: int) -> None:
    log, sizes, seen = script(
        preview,
        UPLOAD
        + f"x.open('POST', '/taken'); x.send(new Blob(['x'.repeat({size})])); await ended; return [log, sizes, JSON.parse(x.responseText)]",
    )
    assert log == TOLD and sizes[-3:] == [size, size, True]
    assert seen == {'bytes': size, 'names': []}
    assert sizes[0::3] == sorted(sizes[0::3])
    log, sizes = script(preview, UPLOAD + "x.open('GET', '/headers'); x.send(); await ended; return [log, sizes]")
    assert [log, sizes] == [['loadstart', 'head', 'load', 'loadend'], []]


def test_an_upload_is_told_before_its_answer(preview: Machine) -> None:
    loaded = script(
        preview,
        UPLOAD
        + """x.upload.addEventListener('load', () => fetch('/answer'))
        x.open('POST', '/held'); x.send(new Blob(['x'.repeat(9 << 20)])); await ended; return sizes.filter((_, k) => k % 3 === 0)""",
    )
    assert loaded == sorted(loaded) and len(loaded) > 1 and loaded[-1] == 9 << 20


def test_bytes_arrive_in_their_order(preview: Machine) -> None:
    """In both directions, more than fits at once, and in chunks whose heads are split anywhere."""
    assert (
        script(
            preview,
            """const bytes = new Uint32Array(2500000); for (let i = 0; i < bytes.length; i++) bytes[i] = i * 2654435761
        const hex = (sum) => [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, '0')).join('')
        return await (await fetch('/sum', {method: 'POST', body: bytes})).text() === hex(await crypto.subtle.digest('SHA-256', bytes))""",
        )
        is True
    )
    assert (
        script(
            preview,
            """let want = ''; for (let n = 0; n < 9000;) want += String(n++).padStart(5, '0').repeat(1 + n % 90)
        return await (await fetch('/chunks')).text() === want""",
        )
        is True
    )


def test_how_uploads_end(preview: Machine) -> None:
    log = script(preview, UPLOAD + "x.open('POST', '/reset'); x.send('abc'); await ended; return log")
    assert log[0:2] + log[-2:] == ['loadstart', 'up loadstart', 'error', 'loadend']
    # depending on which of the two comes first
    assert log.count('up loadend') == 1 and log.count('up load') + log.count('up error') == 1
    log = script(preview, UPLOAD + "x.open('POST', '/taken'); x.send('abc'); x.abort(); await ended; return log")
    assert log == ['loadstart', 'up loadstart', 'up abort', 'up loadend', 'abort', 'loadend']
    twice = script(
        preview,
        UPLOAD
        + """x.open('POST', '/taken'); x.send('abc'); await ended; log.length = 0
        x.open('POST', '/taken'); x.send('abcd'); await new Promise((yes) => x.addEventListener('loadend', yes)); return [log, sizes]""",
    )
    assert twice == [TOLD, [3, 3, True, 4, 4, True]]


def test_requests_without_credentials(preview: Machine) -> None:
    assert script(
        preview,
        """document.cookie = 'secret=1'
        const seen = async (url, credentials) => /secret=1/.test((await (await fetch(url, {credentials})).json()).cookie)
        const found = [await seen('/headers', 'omit'), await seen('/headers', 'same-origin'), await seen('/headers', 'include')]
        document.cookie = 'secret=; max-age=0'; return found""",
    ) == [False, True, True]


def test_redirects_to_the_pages_own_origin(preview: Machine) -> None:
    """By the host name that the page told its server, as in sign-in flows."""
    assert script(
        preview,
        """const r = await fetch('/moved?to=' + encodeURIComponent(location.origin + '/headers?x'))
        return [r.status, r.redirected, new URL(r.url).pathname, new URL(r.url).search]""",
    ) == [200, True, '/headers', '?x']
    assert script(
        preview, "const r = await fetch('/moved?to=/headers', {redirect: 'manual'}); return [r.type, r.status]"
    ) == ['opaqueredirect', 0]


def test_origin_and_cookies(preview: Machine) -> None:
    assert (
        script(preview, "return (await (await fetch('/cors', {method: 'POST'})).json()).origin")
        == f'http://localhost:{PORT}'
    )
    assert (
        script(
            preview,
            """for (const text of ['mine=1', 'other=1; domain=example.com', 'hidden=1; HttpOnly', 'deep=1; path=/deep']) document.cookie = text
        return document.cookie""",
        )
        == 'mine=1'
    )
    preview.wait_until(
        lambda: script(preview, "return (await (await fetch('/headers')).json()).cookie") == 'mine=1', 'the cookie', 10
    )


def test_curl_takes_codings_off(preview: Machine) -> None:
    window = preview.driver.current_window_handle
    preview.driver.switch_to.window(preview.driver.window_handles[0])
    for coding in ['br', 'zstd', 'gzip', 'both']:
        assert preview.run(f'curl -s --compressed localhost:{PORT}/{coding} | wc -c') == str(SIZE)
    preview.run(f'curl -s --compressed localhost:{PORT}/broken')
    assert preview.exit_code == 61
    preview.driver.switch_to.window(window)
    preview._enter_frame()


def test_the_port_with_a_page_is_shown(preview: Machine) -> None:
    window = preview.driver.current_window_handle
    preview.driver.switch_to.window(preview.driver.window_handles[0])
    preview.type('kill %1; wait\n')
    preview.write_file(
        'two.js',
        """const http = require('http'), start = (port, type, text, then) =>
          http.createServer((q, r) => r.writeHead(200, {'content-type': type}).end(text)).listen(port, then)
        start(3301, 'application/json', '{}', () => start(3302, 'text/html', '<p>the page', () => console.log('two up')))""",
    )
    preview.driver.find_element('css selector', '[aria-label="Close the preview"]').click()
    preview.type('node two.js &\n')
    preview.wait_for('two up')
    preview.wait_until(
        lambda: (
            preview.driver.execute_script("return document.querySelector('iframe')?.contentDocument?.body?.textContent")
            == 'the page'
        ),
        'the page',
        20,
    )
    assert preview.driver.find_element('css selector', '[aria-label="Port"]').get_attribute('value') == '3302'
    preview.driver.switch_to.window(window)

"""Features of the web platform in a preview: requests, CORS between ports, content codings, event sources, uploads,
downloads."""

import threading
from pathlib import Path

import pytest

from benchmarks.cpu_time import family
from tests.machine.browser import Machine
from tests.machine.preview_support import FRAME, OTHER, PORT, preview_fixture  # noqa: F401
from tests.machine.test_preview import script

SIZE = 3 << 20


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


def test_an_upload_of_500_mb_takes_no_memory(preview: Machine) -> None:
    """It arrives in chunks; what the server hasn't read yet waits in the page's stream."""
    root = preview.driver.service.process.pid
    least = memory_of(root)
    most = [0]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            most[0] = max(most[0], memory_of(root))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        seen = script(
            preview,
            """let left = 500
            const pull = (c) => { if (left-- > 0) c.enqueue(new Uint8Array(1 << 20)); else c.close() }
            const answer = await fetch('/taken', {method: 'POST', body: new ReadableStream({pull}), duplex: 'half'})
            return await answer.json()""",
        )
    finally:
        over.set()
        looking.join()
    assert seen == {'bytes': 500 << 20, 'names': []}
    assert most[0] - least < 250 << 20


def memory_of(root: int) -> int:
    """Bytes that a process and its descendants hold, with their shares of what several hold."""
    found = 0
    for pid in family(root):
        try:
            rollup = Path(f'/proc/{pid}/smaps_rollup').read_text()
        except OSError:
            continue  # it has ended
        found += sum(int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith('Pss:'))
    return found


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

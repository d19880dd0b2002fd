"""Windows, frames and workers of a preview."""

import pytest

from tests.machine.browser import Machine
from tests.machine.preview_support import FRAME, PORT, preview_fixture  # noqa: F401
from tests.machine.test_preview import script


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

"""Attacks that a preview on the machine's own origin must not succeed with: it shares the origin, so it can bypass the
shim by an empty frame."""

import pytest

from tests.machine.browser import Machine
from tests.machine.test_preview import script

PORT, VICTIM = 3501, 3502
SERVER = """
for (const port of [%d, %d]) require('http').createServer((req, res) => res.writeHead(200, {'content-type': 'text/html'})
  .end('<!doctype html><title>' + port + '</title><p id=at>' + (req.headers.cookie ?? '') + '</p>')).listen(port, () => console.log('serving ' + port))
""" % (PORT, VICTIM)
NATIVE = """const w = document.body.appendChild(document.createElement('iframe')).contentWindow, sw = (await navigator.serviceWorker.ready).active
"""


def attack(machine: Machine, body: str) -> None:
    """In the preview's page; the browser must not refuse any of it."""
    assert script(machine, body + '; return "done"') == 'done'


@pytest.fixture(scope='module')
def preview(machine: Machine):
    machine.write_file('attacked.js', SERVER)
    machine.type('node attacked.js &\n')
    machine.wait_for(f'serving {VICTIM}')
    machine.in_preview(PORT)
    machine.wait_until(lambda: machine.driver.execute_script('return !!document.querySelector("#at")'), 'the page', 20)
    yield machine
    machine.leave_preview()


def in_page(machine: Machine, body: str, *arguments: object) -> object:
    tab = machine.driver.current_window_handle
    machine.driver.switch_to.window(machine.driver.window_handles[0])
    found = machine.api(body, *arguments)
    machine.driver.switch_to.window(tab)
    machine._enter_frame()
    return found


OTHER_PREVIEW = (
    """
    const frame = document.createElement('iframe'); frame.src = 'preview/%d/'; document.body.append(frame)
    await new Promise((yes) => { frame.onload = yes }); const w = frame.contentWindow
    const found = [w.document.title, w.evil ?? null, w.document.querySelector('#at')?.textContent]; frame.remove(); return found"""
    % VICTIM
)


def test_settings_are_the_pages(preview: Machine) -> None:
    attack(
        preview,
        NATIVE
        + "sw.postMessage({type: 'terrarium:settings', values: {previewScripts: [{text: 'window.evil = 1', type: ''}]}})",
    )
    attack(
        preview,
        "const w = new Worker(URL.createObjectURL(new Blob(['']))); (await navigator.serviceWorker.ready).active.postMessage("
        "{type: 'terrarium:settings', values: {previewScripts: [{text: 'window.evil = 2', type: ''}]}})",
    )
    assert in_page(preview, OTHER_PREVIEW) == [str(VICTIM), None, '']


def test_stored_settings_instrument_nothing(preview: Machine) -> None:
    """The service worker's own store belongs to the origin, so its content isn't trusted."""
    attack(
        preview,
        NATIVE
        + """for (const name of await w.caches.keys()) if (name.startsWith('terrarium-settings:')) {
        const cache = await w.caches.open(name)
        for (const key of await cache.keys()) await cache.put(key, new Response(JSON.stringify({previewScripts: [{text: 'window.evil = 3', type: ''}], coep: '<x>'}))) }""",
    )
    preview.driver.execute_cdp_cmd('ServiceWorker.enable', {})
    preview.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
    assert in_page(preview, OTHER_PREVIEW) == [str(VICTIM), None, '']


def test_a_line_is_the_pages(preview: Machine) -> None:
    """Only the machine's page can answer for its ports."""
    attack(
        preview,
        NATIVE
        + """for (const machine of [0, undefined]) { const c = new MessageChannel()
        c.port1.onmessage = ({data}) => { if (data.type === 'request') {
          c.port1.postMessage({type: 'head', id: data.id, status: 200, reason: '', headers: [['content-type', 'text/html']], cookies: ''})
          c.port1.postMessage({type: 'chunk', id: data.id, data: new TextEncoder().encode('<title>forged</title><p id=at>')}); c.port1.postMessage({type: 'end', id: data.id}) } }
        sw.postMessage({type: 'terrarium:gateway', machine, number: 99}, [c.port2]) }""",
    )
    assert in_page(preview, OTHER_PREVIEW) == [str(VICTIM), None, '']


def test_cookies_are_set_for_the_own_port(preview: Machine) -> None:
    attack(
        preview,
        f"(await navigator.serviceWorker.ready).active.postMessage({{type: 'terrarium:cookie', port: {VICTIM}, path: '/', text: 'forged=1'}})",
    )
    attack(
        preview, NATIVE + f"sw.postMessage({{type: 'terrarium:cookie', port: {VICTIM}, path: '/', text: 'forged=2'}})"
    )
    assert in_page(preview, OTHER_PREVIEW) == [str(VICTIM), None, '']


def test_files_are_the_builds(preview: Machine) -> None:
    """Files in the cache are compared with their digests when they are served, and names unknown to the build aren't
    served at all."""
    attack(
        preview,
        NATIVE
        + """for (const name of await w.caches.keys()) if (name.startsWith('terrarium:')) { const cache = await w.caches.open(name)
        for (const key of await cache.keys()) if (/page\\.js|utils\\.js$/.test(key.url))
          await cache.put(key.url, new Response('evil', {headers: {'content-type': 'text/javascript'}}))
        await cache.put(new URL('/some/dir/added.html', location), new Response('evil')) }""",
    )
    assert in_page(
        preview,
        """const text = async (name) => (await (await fetch(name)).text())
        return [(await text('page.js')) === 'evil', (await text('utils.js')) === 'evil', (await text('added.html')) === 'evil']""",
    ) == [False, False, False]


def test_the_machine_is_not_ended(preview: Machine) -> None:
    attack(
        preview,
        NATIVE
        + """for (const name of ['default', 'terrarium:default']) for (const type of ['terrarium:take-over', 'terrarium:give-up']) {
        new w.BroadcastChannel('terrarium:workspaces').postMessage({type, workspace: name}); sw.postMessage({type, workspace: name}) }""",
    )
    attack(
        preview,
        "parent.parent.navigator.serviceWorker.dispatchEvent(new MessageEvent('message', {data: {type: 'terrarium:give-up', workspace: 'default'}}))",
    )
    assert (
        in_page(preview, "await new Promise((yes) => setTimeout(yes, 300)); return await (await wc.spawn('true')).exit")
        == 0
    )

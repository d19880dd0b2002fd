"""An app in a preview resets its origin, or something else deletes the browser's data: the workspace survives."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from tests.machine.test_preview import script
from toolchain.environment import DIST

PORT = 4312
RESET = """
    for (const {name} of await indexedDB.databases()) await new Promise((yes, no) => { const r = indexedDB.deleteDatabase(name); r.onsuccess = yes; r.onerror = r.onblocked = no })
    for (const name of await caches.keys()) await caches.delete(name)
"""
SERVER = """
const worker = `'use strict'; (async () => { %s
  let strict = false; try { undeclared = 1 } catch { strict = true }
  let refused = ''; try { indexedDB.open('terrarium:default') } catch (error) { refused = error.name }
  postMessage([strict, refused, (await indexedDB.databases()).length]) })()`
require('http').createServer((request, response) => {
  response.setHeader('clear-site-data', '"*"')
  response.setHeader('content-type', request.url === '/worker.js' ? 'text/javascript' : 'text/html')
  response.end(request.url === '/worker.js' ? worker : '<h1>page</h1>')
}).listen(%d, () => console.log('server up'))
""" % (RESET, PORT)
DELETE = """await new Promise((yes, no) => { const r = indexedDB.deleteDatabase('terrarium:default'); r.onsuccess = yes; r.onerror = no })"""
EMPTY = """
    const database = await new Promise((yes) => { const r = indexedDB.open('terrarium:default'); r.onsuccess = () => yes(r.result) })
    const stores = [...database.objectStoreNames], transaction = database.transaction(stores, 'readwrite')
    for (const store of stores) transaction.objectStore(store).clear()
    await new Promise((yes) => { transaction.oncomplete = yes })
    database.close()"""


@pytest.fixture(scope='module')
def working() -> Iterator[Machine]:
    """A machine with files and a server, in a separate browser."""
    server = StaticServer(DIST, '/wiped/')
    browser = Browser()
    try:
        machine = Machine(browser, server).open()
        machine.run(
            'for i in $(seq 1 200); do echo content $i > f$i; done; head -c 3000000 /dev/urandom > large; sha256sum large > sum; sync'
        )
        machine.write_file('server.js', SERVER)
        machine.type('node server.js &\n')
        machine.wait_for('server up')
        yield machine
    finally:
        browser.close()
        server.stop()


@pytest.fixture
def preview(working: Machine) -> Iterator[Machine]:
    working.in_preview(PORT)
    yield working
    working.leave_preview()


def warnings(machine: Machine) -> str:
    return machine.driver.find_element(By.ID, 'status-left').text


def is_whole(machine: Machine) -> bool:
    return (
        machine.run('cat f200; sha256sum -c sum; fsck | tail -1').split('\n')[0:2] == ['content 200', 'large: OK']
        and machine.exit_code == 0
    )


def test_a_preview_sees_and_harms_only_its_own(preview: Machine) -> None:
    found = script(
        preview,
        """
        await new Promise((yes) => { const r = indexedDB.open('own'); r.onsuccess = () => { r.result.close(); yes() } }); await caches.open('own')
        localStorage.clear(); localStorage.own = 1
        const before = [(await indexedDB.databases()).map((d) => d.name), await caches.keys(), Object.keys(localStorage), localStorage.length]"""
        + RESET
        + """
        const refused = []
        for (const attempt of [() => indexedDB.open('terrarium:default'), () => indexedDB.deleteDatabase('terrarium:default'), () => caches.open('terrarium:x'),
            () => navigator.locks.request('terrarium:default', {steal: true}, () => 1), () => new BroadcastChannel('terrarium:workspaces'),
            () => localStorage.setItem('terrarium:theme', 'x')]) {
          try { await attempt(); refused.push('done') } catch (error) { refused.push(error.name) }
        }
        return [before, refused, (await navigator.locks.query()).held.length, await caches.match('/wiped/index.html') === undefined]""",
    )
    assert found == [[['own'], ['own'], ['own'], 1], ['SecurityError'] * 6, 0, True]


@pytest.mark.parametrize('options', ['', ', {type: "module"}'])
def test_a_previews_worker_too(preview: Machine, options: str) -> None:
    found = script(
        preview,
        f'const worker = new Worker("/worker.js"{options});'
        'return await new Promise((yes) => { worker.onmessage = (e) => yes(e.data); worker.onerror = (e) => yes(e.message) })',
    )
    assert found == [True, 'SecurityError', 0]


def test_what_templates_do_to_service_workers(preview: Machine) -> None:
    assert script(preview, 'return await navigator.serviceWorker.ready.then((r) => r.unregister())') is False
    assert script(
        preview,
        'return [(await navigator.serviceWorker.getRegistrations()).length, navigator.serviceWorker.controller]',
    ) == [0, None]
    preview.leave_preview()
    preview.in_preview(PORT, '/again')
    preview.wait_until(lambda: preview.driver.find_element(By.TAG_NAME, 'body').text == 'page', 'the page', 10)


@pytest.mark.parametrize('harm', [DELETE, EMPTY])
def test_a_lost_database_is_written_again_and_told(working: Machine, harm: str) -> None:
    working.api("await wc.checkpoint('before')")
    said = working.api(
        "const said = []; const stop = wc.on('warning', (w) => said.push(w.code));"
        + harm
        + '; await wc.sync(); stop(); return said'
    )
    assert said == ['ERR_TERRARIUM_STORAGE_DELETED']
    assert 'written again from memory; 1 checkpoint could not be' in warnings(working)
    assert working.api('return (await wc.checkpoints()).length') == 0
    working.reload()
    assert is_whole(working)


def test_site_data_cleared_by_the_browser(working: Machine) -> None:
    working.driver.execute_cdp_cmd(
        'Storage.clearDataForOrigin',
        {'origin': f'http://localhost:{working.server.port}', 'storageTypes': 'indexeddb,cache_storage'},
    )
    working.wait_until(lambda: 'written again from memory' in warnings(working), 'the message', 20)
    working.api('await wc.sync()')
    working.reload()
    assert is_whole(working)

"""An app's own service worker in a preview behaves as in a browser, although the browser has only ours."""

from pathlib import Path

import pytest

from tests.machine.browser import Machine
from tests.machine.hosts.test_origins import at, script
from tests.machine.npm_cache import NpmCache

PORT = 3431
MSW = 'msw@3.0.5'


@pytest.fixture(scope='module')
def preview(machine: Machine, npm_cache: NpmCache, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp('msw')
    (folder / 'package.json').write_text('{"name": "app", "version": "1.0.0"}')
    npm_cache.install(folder, MSW)
    lib = folder / 'node_modules' / 'msw' / 'lib'
    machine.run('mkdir msw')
    machine.write_file('msw/msw.js', (lib / 'iife' / 'index.js').read_text())
    machine.write_file('msw/mockServiceWorker.js', (lib / 'mockServiceWorker.js').read_text())
    machine.write_file('workers.js', (Path(__file__).parent / 'app_worker_server.js').read_text())
    machine.type('node workers.js &\n')
    machine.wait_for(f'serving {PORT}')
    machine.in_preview(PORT)
    at(machine, '/')
    yield machine
    machine.leave_preview()


def go(machine: Machine, path: str, text: str = '') -> None:
    machine.driver.execute_script('document.querySelector("#at")?.remove(); location.href = arguments[0]', path)
    at(machine, text or path)


def stop_workers(machine: Machine) -> None:
    """Only if the driver can: Chromium's."""
    if not hasattr(machine.driver, 'execute_cdp_cmd'):
        return
    machine.driver.execute_cdp_cmd('ServiceWorker.enable', {})
    machine.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})


def test_there_is_none_before_one_is_registered(preview: Machine) -> None:
    assert script(
        preview,
        """const c = navigator.serviceWorker
        return [c.controller, (await c.getRegistrations()).length, await c.getRegistration() === undefined, (await indexedDB.databases()).length,
        await Promise.race([c.ready, new Promise((yes) => setTimeout(() => yes('not ready'), 300))])]""",
    ) == [None, 0, True, 0, 'not ready']


@pytest.mark.parametrize(
    ('call', 'name', 'said'),
    [
        ("'/none.js'", 'TypeError', 'A bad HTTP response code (404)'),
        ("'/page.js'", 'SecurityError', "unsupported MIME type ('text/html')"),
        ("'https://other.test/sw.js'", 'SecurityError', 'does not match the current origin'),
        ("'/deep/worker.js', {scope: '/'}", 'SecurityError', 'not under the max scope'),
        ("'/broken.js'", 'TypeError', 'evaluation failed'),
        ("'/syntax.js'", 'TypeError', 'evaluation failed'),
        ("'/unloadable.js'", 'TypeError', "none.js' failed to load"),
        ("'/module.js', {type: 'module'}", 'NotSupportedError', 'bundle it'),
    ],
)
def test_what_is_refused(preview: Machine, call: str, name: str, said: str) -> None:
    found = script(
        preview,
        'try { await navigator.serviceWorker.register('
        + call
        + '); return "registered" } catch (error) { return [error.name, error.message] }',
    )
    assert found[0] == name and said in found[1], found
    assert script(preview, 'return (await navigator.serviceWorker.getRegistrations()).length') == 0


def test_its_life(preview: Machine) -> None:
    found = script(
        preview,
        """const c = navigator.serviceWorker, seen = []; c.addEventListener('controllerchange', () => seen.push('controllerchange'))
        const ready = c.ready, r = await c.register('/sw.js'); seen.push('registered ' + r.installing.state)
        const claimed = new Promise((yes) => c.addEventListener('controllerchange', yes))
        r.addEventListener('updatefound', () => seen.push('updatefound')); r.installing.onstatechange = (e) => seen.push(e.target.state)
        const same = (await ready) === r; await claimed; while (r.active.state !== 'activated') await new Promise((yes) => setTimeout(yes, 20))
        return {seen, same, kinds: [r instanceof ServiceWorkerRegistration, r.active instanceof ServiceWorker, c.controller === r.active, r.waiting, r.installing],
          scope: r.scope === location.origin + '/', script: r.active.scriptURL === location.origin + '/sw.js',
          listed: (await c.getRegistrations())[0] === r, all: (await c.getRegistration('/x')) === r}""",
    )
    assert isinstance(found, dict), found
    assert found['seen'][:2] == ['registered installing', 'updatefound'] and sorted(found['seen'][2:]) == [
        'activated',
        'activating',
        'controllerchange',
        'installed',
    ], found
    assert found == {
        'seen': found['seen'],
        'same': True,
        'kinds': [True, True, True, None, None],
        'scope': True,
        'script': True,
        'listed': True,
        'all': True,
    }


TALK = """const c = new MessageChannel(), heard = new Promise((yes) => { c.port1.onmessage = (e) => yes(e.data) })
    navigator.serviceWorker.controller.postMessage({n: 1}, [c.port2]); const said = await heard; """


def test_messages_both_ways(preview: Machine) -> None:
    said = script(preview, TALK + 'return said')
    assert said == {
        'state': {'installed': 1, 'activated': 1, 'fetches': []},
        'imports': [6, 12, 'number', 'function'],
        'data': {'n': 1},
        'source': ['window', '/'],
        'global': [True, True, '/sw.js', '/', 'undefined', 'activated'],
    }
    assert script(
        preview,
        """const heard = new Promise((yes) => {
          navigator.serviceWorker.onmessage = (e) => yes([e.data.data, e.source === navigator.serviceWorker.controller, e.origin === location.origin]) })
        navigator.serviceWorker.controller.postMessage('plain'); return await heard""",
    ) == ['plain', True, True]


def test_it_gets_requests_first(preview: Machine) -> None:
    script(preview, 'await (await fetch("/asked")).json()')
    assert script(
        preview, 'const r = await fetch("/made"); return [r.status, r.headers.get("x-made"), await r.text()]'
    ) == [201, 'yes', 'made for true']
    assert script(preview, 'return await (await fetch("https://api.test/a", {method: "PUT", body: "x"})).json()') == {
        'host': 'api.test',
        'method': 'PUT',
    }
    assert script(preview, 'return [await (await fetch("/cached")).text(), await (await fetch("/also")).text()]') == [
        'from the server: /cached',
        'from the server: /also',
    ]
    assert script(preview, 'return await (await fetch("/through")).json()') == [True, '/count', 'counted']
    assert script(preview, 'return await (await fetch("/user", {method: "POST", body: "{}"})).json()') == {
        'real': True,
        'method': 'POST',
    }
    assert 'failed: TypeError' in str(script(preview, 'return (await fetch("/refused")).status'))
    asked = script(preview, 'return await (await fetch("/asked")).json()')
    assert [path for path in asked if path not in ['/asked', '/favicon.ico']] == ['/moved', '/count', '/user']


def test_pages_from_it_are_previews(preview: Machine) -> None:
    go(preview, '/changed', 'counted')
    assert script(preview, 'return [seen[0] === location.origin + "/sw.js", seen[1]]') == [True, 'seen=1']
    go(preview, '/kept')
    assert (
        script(preview, 'return document.querySelectorAll("script[data-port]").length + document.cookie') == '0seen=1'
    )
    assert script(preview, TALK + 'return said.state.fetches.slice(-1)') == ['/kept']


def test_it_outlives_a_stopped_service_worker(preview: Machine) -> None:
    stop_workers(preview)
    assert script(preview, 'return await (await fetch("/made")).text()') == 'made for true'
    stop_workers(preview)
    assert script(preview, TALK + 'return said.imports') == [6, 12, 'number', 'function']
    stop_workers(preview)
    go(preview, '/after')
    assert script(
        preview, 'return [navigator.serviceWorker.controller.state, await (await fetch("/made")).text()]'
    ) == ['activated', 'made for true']


def test_it_is_unregistered(preview: Machine) -> None:
    assert script(
        preview,
        """const r = await navigator.serviceWorker.ready
        return [await r.unregister(), await r.unregister(), (await navigator.serviceWorker.getRegistrations()).length]""",
    ) == [True, False, 0]
    go(preview, '/later')
    assert script(preview, 'return [navigator.serviceWorker.controller, (await fetch("/made")).status]') == [None, 200]


def test_a_loader_of_modules(preview: Machine) -> None:
    """As in Workbox: imports are requested in a promise, and listeners are added after that."""
    script(
        preview,
        "const r = await navigator.serviceWorker.register('/loader.js', {scope: '/l/'}); while (!r.active) await new Promise((yes) => setTimeout(yes, 20))",
    )
    go(preview, '/l/x')
    for _ in range(2):
        assert script(
            preview,
            'return [await (await fetch("/late")).text(), new URL((await navigator.serviceWorker.ready).scope).pathname]',
        ) == ['late 1', '/l/']
        stop_workers(preview)
    assert script(preview, 'return await (await navigator.serviceWorker.ready).unregister()') is True
    go(preview, '/later')


def test_a_newer_version_waits(preview: Machine) -> None:
    ask = """const c = navigator.serviceWorker
        const ask = (w) => new Promise((yes) => { const c = new MessageChannel(); c.port1.onmessage = (e) => yes(e.data); w.postMessage("version", [c.port2]) }); """
    assert script(
        preview,
        ask
        + """const changed = new Promise((yes) => { c.oncontrollerchange = yes }); window.r = await c.register('/versions.js'); await changed
        return [await ask(c.controller), await (await fetch('/version')).text()]""",
    ) == [1, 'v1']
    assert script(
        preview,
        ask
        + """await r.update(); const none = r.installing || r.waiting; await fetch('/bump')
        const found = new Promise((yes) => { r.onupdatefound = () => yes(r.installing.state) }); await r.update(); const state = await found
        while (!r.waiting) await new Promise((yes) => setTimeout(yes, 20))
        return [none, state,
          r.waiting.state, await ask(r.waiting), await ask(r.active), await (await fetch('/version')).text()]""",
    ) == [None, 'installing', 'installed', 2, 1, 'v1']
    stop_workers(preview)
    assert script(
        preview,
        ask
        + """const old = c.controller, changed = new Promise((yes) => { c.oncontrollerchange = yes })
        r.waiting.postMessage('skip'); await changed
        return [await ask(c.controller), c.controller === r.active, r.waiting, old.state, await (await fetch('/version')).text()]""",
    ) == [2, True, None, 'redundant', 'v2']
    script(preview, 'await r.unregister()')


MOCKS = """const {setupWorker, http, HttpResponse} = MockServiceWorker
    window.mocks = setupWorker(http.get('/user', () => HttpResponse.json({mocked: 'user'})),
      http.post('https://api.test/save', async ({request}) => HttpResponse.json({got: await request.json()}, {status: 202})))
    await mocks.start({quiet: true, onUnhandledRequest: 'bypass'}); """
ASKS = """return [await (await fetch('/user')).json(), await (await fetch('/user', {method: 'POST'})).json(),
    await (await fetch('https://api.test/save', {method: 'POST', body: '{"a":1}'})).json()]"""


def test_msw(preview: Machine) -> None:
    """As released, and as `npx msw init` installs it."""
    expected = [{'mocked': 'user'}, {'real': True, 'method': 'POST'}, {'got': {'a': 1}}]
    go(preview, '/msw')
    assert script(preview, MOCKS + ASKS) == expected
    stop_workers(preview)
    assert script(preview, ASKS) == expected
    go(preview, '/msw?again', '/msw?again')
    assert script(preview, MOCKS + ASKS) == expected
    assert (
        script(
            preview,
            """mocks.use(MockServiceWorker.http.get('/user', () => MockServiceWorker.HttpResponse.error()))
        try { await fetch('/user'); return 'answered' } catch (error) { return error.name }""",
        )
        == 'TypeError'
    )
    assert script(
        preview,
        'mocks.stop(); await new Promise((yes) => setTimeout(yes, 200)); return await (await fetch("/user")).json()',
    ) == {'real': True, 'method': 'GET'}

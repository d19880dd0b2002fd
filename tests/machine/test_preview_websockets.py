"""WebSockets in a preview."""

import pytest

from tests.machine.browser import Machine
from tests.machine.preview_support import OTHER, PORT, preview_fixture  # noqa: F401
from tests.machine.test_preview import script

ALL_EVENTS = """const log = [], w = new WebSocket(%s)
w.onopen = () => { log.push('open ' + w.protocol); if (%s) w.send(%s) }
w.onmessage = (e) => { log.push(e.data); if (String(e.data).startsWith('got')) w.close(3001, 'bye') }
w.onerror = () => log.push('error')
return await new Promise((yes) => { w.onclose = (e) => yes([...log, e.code, e.reason, e.wasClean]) })"""


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

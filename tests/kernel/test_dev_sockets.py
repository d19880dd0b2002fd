"""Messages of Vite, webpack-dev-server and Next as events; the texts are what these tools send."""

from __future__ import annotations

from typing import Any

from runtime_py.kernel.dev_sockets import DevSocket, DevSockets, plain, tool_of
from runtime_py.platform.maps import Map


class Heard:
    def __init__(self) -> None:
        self.events: list[Map] = []
        self.time = 1000.0
        self.sockets = DevSockets(
            lambda event: self.events.append(event), lambda: self.time, lambda port: '/home/user/app'
        )

    def page(self, path: str, protocol: str) -> DevSocket:
        found = self.sockets.opened(5173, path, protocol)
        assert found is not None
        return found

    def names(self) -> list[str]:
        return [str(event.get('event')) for event in self.events]

    def last(self) -> Any:
        return self.events[-1].get('detail')


def test_whose_socket() -> None:
    assert [
        tool_of('/?token=x', 'vite-hmr'),
        tool_of('/ws', ''),
        tool_of('/base/_next/webpack-hmr?id=1', ''),
        tool_of('/chat', ''),
        tool_of('/ws', 'chat'),
    ] == ['vite', 'webpack', 'next', '', '']
    assert Heard().sockets.opened(1, '/chat', '') is None


def test_vite() -> None:
    heard = Heard()
    pages = [heard.page('/', 'vite-hmr'), heard.page('/', 'vite-hmr')]
    for page in pages:
        page.sent('{"type":"connected"}')
    heard.time = 1012.0
    for page in pages:
        page.sent(
            '{"type":"update","updates":[{"type":"js-update","timestamp":1000,"path":"/src/App.tsx","acceptedPath":"/src/App.tsx"}]}'
        )
    assert heard.names() == ['state', 'built', 'applied']
    assert [heard.last().get('pages'), heard.last().get('ms'), heard.last().get('files')] == [2, 12.0, ['/src/App.tsx']]
    pages[1].closed()
    pages[0].sent('{"type":"full-reload","path":"*"}')
    assert [heard.last().get('pages'), heard.last().get('ms')] == [1, -1.0]
    pages[0].sent(
        '{"type":"error","err":{"message":"\\u001b[31mUnexpected token\\u001b[0m","id":"/home/user/app/src/App.tsx?t=1","plugin":"vite:oxc",'
        '"loc":{"file":"/home/user/app/src/App.tsx","line":3,"column":4},"frame":"3 | x"}}'
    )
    assert [heard.last().get('message'), heard.last().get('id'), heard.last().get('loc').get('line')] == [
        'Unexpected token',
        '/home/user/app/src/App.tsx',
        3,
    ]
    assert [heard.events[-1].get('tool'), heard.events[-1].get('state')] == ['vite', 'failed']


def test_a_place_that_vite_has_in_the_message_alone() -> None:
    heard = Heard()
    heard.page('/', 'vite-hmr').sent(
        '{"type":"error","err":{"message":"Transform failed with 1 error:\\n\\n[PARSE_ERROR] Expected `>` but found `<`\\n'
        ' ╭─[ src/App.tsx:5:30 ]\\n 5 │ x","id":"/home/user/app/src/App.tsx","frame":"","plugin":"vite:oxc"}}'
    )
    place = heard.last().get('loc')
    assert [heard.last().get('message'), place.get('file'), place.get('line'), place.get('column')] == [
        '[PARSE_ERROR] Expected `>` but found `<`',
        '/home/user/app/src/App.tsx',
        5,
        29,
    ]


def test_webpack_dev_server() -> None:
    heard = Heard()
    page = heard.page('/ws', '')
    page.sent('{"type":"ok"}')
    assert heard.events == []
    for text in ['{"type":"hot"}', '{"type":"hash","data":"1"}', '{"type":"ok"}', '{"type":"invalid"}']:
        page.sent(text)
    heard.time += 30
    page.sent('{"type":"hash","data":"2"}')
    page.sent('{"type":"ok"}')
    assert heard.names() == ['state', 'state', 'built', 'applied']
    assert heard.last().get('ms') == 30.0
    page.sent(
        '{"type":"errors","data":[{"moduleName":"./src/index.js","loc":"3:10-15","message":"Module parse failed\\nmore"}]}'
    )
    assert [heard.last().get('id'), heard.last().get('loc').get('line'), heard.last().get('message')] == [
        '/home/user/app/src/index.js',
        3,
        'Module parse failed',
    ]


def test_next() -> None:
    heard = Heard()
    page = heard.page('/_next/webpack-hmr?id=x', '')
    page.sent('{"action":"sync","hash":"1","errors":[],"warnings":[]}')
    page.sent('{"type":"building"}')
    heard.time += 5
    page.sent('{"type":"built","hash":"2","errors":[],"warnings":[]}')
    assert heard.names() == ['state', 'state', 'built', 'applied']
    page.sent(
        '{"type":"built","hash":"3","errors":[{"message":"./app/page.js:3:10\\nParsing ecmascript source code failed"}],"warnings":[]}'
    )
    assert [
        heard.last().get('id'),
        heard.last().get('loc').get('line'),
        heard.last().get('loc').get('column'),
        heard.last().get('message'),
    ] == ['/home/user/app/app/page.js', 3, 9, 'Parsing ecmascript source code failed']


def test_what_is_no_message_of_a_tool() -> None:
    heard = Heard()
    page = heard.page('/', 'vite-hmr')
    for text in [
        '',
        'hello',
        '[1]',
        '{}',
        '{"type": 3}',
        '{"type":"update"}',
        '{"type":"error"}',
        '{"type":"update","updates":[]}',
    ]:
        page.sent(text)
    assert [name for name in heard.names() if name == 'error'] == []
    page.closed()
    page.sent('{"type":"connected"}')


def test_colours() -> None:
    assert plain('a\x1b[1;31mb\x1b[0mc') == 'abc'

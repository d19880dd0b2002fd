"""Reads what third-party dev servers send to their pages over WebSockets in the tunnel: messages of Vite,
webpack-dev-server and Next become the events that `serve` itself sends (docs/ARCHITECTURE.md, devserver). These servers
ask their pages for no confirmation, so `applied` counts the pages that a message was sent to.

A server sends each message to every page; it is reported once. Pure: texts in, `tell(event)` out. Must not know
WebSockets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.regexp import compile

VITE = 'vite'
WEBPACK = 'webpack'
NEXT = 'next'
MOST_CHARACTERS = 1000000  # longest message that is parsed
_BUILDING = 'incremental build'
_WATCHING = 'watching'
_FAILED = 'failed'
_COLORS = compile('\\x1b\\[[0-9;]*m')
_PLACE = compile('(?:^|[\\s(])((?:\\.{0,2}/)[^\\s:()]+):(\\d+):(\\d+)')
_DRAWN = compile('\\[ *([^\\s\\[\\]]+):(\\d+):(\\d+) *\\]')
_WEBPACK_PLACE = compile('^(\\d+):(\\d+)')


def tool_of(path: str, protocol: str) -> str:
    """Which tool a WebSocket belongs to; '' for a program's own."""
    if protocol == 'vite-hmr':
        return VITE
    if path.split('?')[0].endswith('/_next/webpack-hmr') or path.split('?')[0].endswith('/_next/hmr'):
        return NEXT
    return WEBPACK if path.split('?')[0].endswith('/ws') and protocol == '' else ''


class _Server:
    """One dev server: its pages, and the message that is being sent to them."""

    def __init__(self, tool: str) -> None:
        self.tool = tool
        self.pages: Set[DevSocket] = Set()
        self.heard: Set[DevSocket] = Set()  # pages that have received the last message
        self.last = ''
        self.began = -1.0
        self.is_known = False  # recognized by a message that only this tool sends


class DevSocket:
    """A page's WebSocket to a dev server."""

    def __init__(self, owner: DevSockets, port: int) -> None:
        self._owner = owner
        self.port = port

    def sent(self, text: str) -> None:
        """The server sent a message to the page."""
        if len(text) <= MOST_CHARACTERS:
            self._owner.take(self, text)

    def closed(self) -> None:
        self._owner.leave(self)


class DevSockets:
    """`root_of(port)` is the folder in which the server's process was started, '' if unknown."""

    def __init__(self, tell: Callable[[Map], None], now: Callable[[], float], root_of: Callable[[int], str]) -> None:
        self._tell = tell
        self._now = now
        self._root_of = root_of
        self._servers: Map[int, _Server] = Map()

    def opened(self, port: int, path: str, protocol: str) -> DevSocket | None:
        """None when this WebSocket needn't be read."""
        tool = tool_of(path, protocol)
        if tool == '':
            return None
        server = self._servers.get(port)
        if server is None or server.tool != tool:
            server = _Server(tool)
            self._servers.set(port, server)
        socket = DevSocket(self, port)
        server.pages.add(socket)
        return socket

    def leave(self, socket: DevSocket) -> None:
        server = self._servers.get(socket.port)
        if server is not None:
            server.pages.delete(socket)
            server.heard.delete(socket)
            if server.pages.size == 0:
                self._servers.delete(socket.port)

    def take(self, socket: DevSocket, text: str) -> None:
        server = self._servers.get(socket.port)
        if server is None:
            return
        if text == server.last and not server.heard.has(socket):
            server.heard.add(socket)
            return
        server.last = text
        server.heard = Set()
        server.heard.add(socket)
        try:
            message = parse(text)
        except ValueError:
            return
        if isinstance(message, Map):
            _Reading(self, server, socket.port).read(message)

    def tell(self, server: _Server, port: int, event: str, state: str, detail: Map) -> None:
        self._tell(
            Map(
                [
                    ['event', event],
                    ['state', state],
                    ['port', port],
                    ['root', self._root_of(port)],
                    ['tool', server.tool],
                    ['detail', detail],
                ]
            )
        )

    def now(self) -> float:
        return self._now()

    def root_of(self, port: int) -> str:
        return self._root_of(port)


class _Reading:
    """One message of a server."""

    def __init__(self, owner: DevSockets, server: _Server, port: int) -> None:
        self._owner = owner
        self._server = server
        self._port = port

    def read(self, message: Map) -> None:
        if self._server.tool == VITE:
            self._vite(message)
        elif self._server.tool == WEBPACK:
            self._webpack(message)
        else:
            self._next(message)

    def _say(self, event: str, state: str, detail: Map) -> None:
        self._owner.tell(self._server, self._port, event, state, detail)

    def _building(self) -> None:
        self._server.began = self._owner.now()
        self._say('state', _BUILDING, Map())

    def _built(self, took: float, files: list[str], reload: str) -> None:
        """`took` is -1 when the start of the build wasn't seen."""
        self._say(
            'built', _BUILDING, Map([['ms', took], ['files', files], ['modules', len(files)], ['reload', reload]])
        )
        self._say('applied', _WATCHING, Map([['pages', self._server.pages.size], ['ms', took], ['files', files]]))

    def _since(self) -> float:
        began = self._server.began
        self._server.began = -1.0
        return -1.0 if began < 0 else self._owner.now() - began

    def _failed(self, text: str, file: str, line: int, column: int, frame: str, plugin: str) -> None:
        self._server.began = -1.0
        place = Map([['file', file], ['line', line], ['column', column]])
        self._say(
            'error',
            _FAILED,
            Map(
                [
                    ['message', plain(text)],
                    ['plugin', plugin],
                    ['id', file],
                    ['loc', place],
                    ['frame', plain(frame)],
                    ['stack', ''],
                ]
            ),
        )

    def _absolute(self, file: str) -> str:
        if file == '' or file.startswith('/'):
            return file
        return self._owner.root_of(self._port).removesuffix('/') + '/' + file.removeprefix('./')

    def _vite(self, message: Map) -> None:
        kind = message.get('type')
        updates = message.get('updates')
        error = message.get('err')
        if kind == 'connected':
            self._say('state', _WATCHING, Map())
        elif kind == 'update' and isinstance(updates, list):
            files = [str(update.get('path')) for update in updates]
            stamp = max([float(update.get('timestamp') or 0) for update in updates]) if len(updates) > 0 else 0.0
            self._built(max(0.0, self._owner.now() - stamp), files, '')
        elif kind == 'full-reload':
            self._built(-1.0, [], str(message.get('path') or '*'))
        elif kind == 'error' and isinstance(error, Map):
            self._vite_error(error)

    def _vite_error(self, error: Map) -> None:
        """Some plugins give the place only in the message, within the code frame."""
        text = plain(str(error.get('message')))
        place: Any = error.get('loc') or Map()
        file = str(place.get('file') or error.get('id') or '').split('?')[0]
        line = number(place.get('line'))
        column = number(place.get('column'))
        drawn = _DRAWN.exec(text) if line == 0 else None
        if drawn is not None:
            file = file or drawn.groups[1] or ''
            line = int(drawn.groups[2] or '0')
            column = max(0, int(drawn.groups[3] or '0') - 1)
        self._failed(
            first_line(text),
            self._absolute(file),
            line,
            column,
            str(error.get('frame') or '') or text,
            str(error.get('plugin') or VITE),
        )

    def _webpack(self, message: Map) -> None:
        """Other programs use WebSockets at /ws too: messages before a `hash`, which webpack-dev-server sends first, are
        ignored."""
        kind = message.get('type')
        data = message.get('data')
        self._server.is_known = self._server.is_known or kind == 'hash' and isinstance(data, str)
        if not self._server.is_known:
            return
        if kind == 'invalid':
            self._building()
        elif kind in ['ok', 'still-ok', 'warnings']:
            self._rest()
        elif kind == 'errors' and isinstance(data, list) and len(data) > 0:
            head: Any = data[0]
            first = head if isinstance(head, Map) else Map([['message', str(head)]])
            file = str(first.get('moduleName') or '').split('!')[-1].split('?')[0]
            place = _WEBPACK_PLACE.exec(str(first.get('loc') or ''))
            text = str(first.get('message') or '')
            found = place_in(text) if place is None else None
            line = int(place.groups[1] or '0') if place is not None else found[1] if found is not None else 0
            column = (
                int(place.groups[2] or '0') if place is not None else max(0, found[2] - 1) if found is not None else 0
            )
            self._failed(first_line(text), self._absolute(file), line, column, text, WEBPACK)

    def _rest(self) -> None:
        """The end of a build, or the answer to a page that has just connected."""
        took = self._since()
        if took < 0:
            self._say('state', _WATCHING, Map())
        else:
            self._built(took, [], '')

    def _next(self, message: Map) -> None:
        kind = message.get('action') or message.get('type')
        if kind == 'building':
            self._building()
        elif kind in ['built', 'sync']:
            errors = message.get('errors')
            if not isinstance(errors, list) or len(errors) == 0:
                self._rest()
                return
            first: Any = errors[0]
            text = plain(str(first.get('message')) if isinstance(first, Map) else str(first))
            found = place_in(text)
            if found is None:
                self._failed(text, '', 0, 0, text, NEXT)
            else:
                self._failed(first_line(text), self._absolute(found[0]), found[1], max(0, found[2] - 1), text, NEXT)
        elif kind in ['reloadPage', 'serverComponentChanges']:
            self._built(self._since(), [], '')


def plain(text: str) -> str:
    """Without a terminal's colours."""
    parts: list[str] = []
    at = 0
    match = _COLORS.exec(text)
    while match is not None:
        parts.append(text[at : match.start])
        at = match.end
        match = _COLORS.exec(text, at)
    parts.append(text[at:])
    return ''.join(parts)


def first_line(text: str) -> str:
    """The first line that says what is wrong: skips the number of errors and the place of the first one."""
    lines = [line.strip() for line in text.split('\n') if line.strip() != '']
    for line in lines:
        if not line.endswith(':') and _PLACE.exec(line) is None:
            return line
    return lines[0] if len(lines) > 0 else ''


def number(value: Any) -> int:
    return int(value) if isinstance(value, (float, int)) else 0


def place_in(text: str) -> Any:
    """[file, line, column] of the first place in a text; None without one."""
    match = _PLACE.exec(text)
    return None if match is None else [match.groups[1] or '', int(match.groups[2] or '0'), int(match.groups[3] or '0')]

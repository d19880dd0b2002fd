"""A registry with accounts on localhost, for tests of what changes it. `sent` is what it was asked, without archives."""

import base64
import http.server
import json
import threading
from typing import Any
from urllib.parse import unquote, urlsplit

TOKEN = 'npm_secret'


class AccountRegistry:
    def __init__(self) -> None:
        self.packuments: dict[str, dict] = {}
        self.archives: dict[str, bytes] = {}
        self.found: list[dict] = []
        self.values: dict[str, Any] = {}
        self.sent: list[list] = []
        registry = self

        class Handler(_Handler):
            owner = registry

        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self._server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self._server.server_address[1]}'
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        self.packuments.clear()
        self.archives.clear()
        self.values.clear()
        self.sent.clear()


class _Handler(http.server.BaseHTTPRequestHandler):
    owner: AccountRegistry
    protocol_version = 'HTTP/1.1'

    def _do(self) -> None:
        size = int(self.headers.get('content-length', 0))
        text = self.rfile.read(size).decode() if size else ''
        body = json.loads(text) if text else None
        url = urlsplit(self.path)
        path = unquote(url.path).strip('/')
        if self.command != 'GET' or '/-/' in f'/{path}/':
            self.owner.sent.append([self.command, path, url.query, _without_archive(body)])
        status, answer = self._answer_of(path, body)
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_DELETE = _do  # noqa: N815 (http.server's names)

    def _answer_of(self, path: str, body: object) -> tuple[int, object]:
        owner = self.owner
        if path == '-/ping':
            return 200, {}
        if path == '-/v1/search':
            return 200, {'objects': [{'package': each} for each in owner.found], 'total': len(owner.found)}
        is_user = self.headers.get('authorization') == f'Bearer {TOKEN}'
        if path == '-/whoami':
            return (200, {'username': 'ann'}) if is_user else (401, {'error': 'unknown'})
        further = self._further(path, is_user, body)
        if further is not None:
            return further
        name, _, rest = path.partition('/-rev/')
        if name.startswith('-/package/'):
            return self._tags(name, is_user, body)
        if self.command == 'GET':
            found = owner.packuments.get(name)
            return (200, found) if found is not None else (404, {'error': 'not found'})
        if not is_user:
            return 401, {'error': 'who are you?'}
        if path.startswith('-/user/token/') or '/-/' in name:
            return 200, {'ok': True}
        if self.command == 'DELETE':
            owner.packuments.pop(name, None)
            return 200, {'ok': True}
        return self._put(name, rest != '', body)

    def _further(self, path: str, is_user: bool, body: object) -> tuple[int, object] | None:
        """What accounts, teams and organisations have: `owner.values`, by path. A value for `METHOD path` is an answer
        as it is, with its status."""
        values = self.owner.values
        fixed = values.get(f'{self.command} {path}')
        if fixed is not None:
            return fixed
        if path not in values:
            return None
        if not is_user:
            return 401, {'error': 'who are you?'}
        return 200, values[path]

    def _put(self, name: str, replaces: bool, body: object) -> tuple[int, object]:
        assert isinstance(body, dict)
        known = self.owner.packuments.get(name)
        attached = body.get('_attachments') or {}
        for file, each in attached.items():
            self.owner.archives[file] = base64.b64decode(each['data'])
        if known is None or replaces or not attached:
            made = {key: value for key, value in body.items() if key != '_attachments'}
            self.owner.packuments[name] = {**made, '_rev': f'{int((known or {}).get("_rev", "0")) + 1}'}
            return 201, {'ok': True}
        if set(body['versions']) & set(known['versions']):
            return 403, {'error': 'You cannot publish over the previously published versions'}
        known['versions'].update(body['versions'])
        known['dist-tags'].update(body['dist-tags'])
        return 201, {'ok': True}

    def _tags(self, path: str, is_user: bool, body: object) -> tuple[int, object]:
        name, _, tag = path.removeprefix('-/package/').partition('/dist-tags')
        found = self.owner.packuments.get(name)
        if found is None:
            return 404, {'error': 'not found'}
        if self.command == 'GET':
            return 200, found['dist-tags']
        if not is_user:
            return 401, {'error': 'who are you?'}
        if self.command == 'PUT':
            found['dist-tags'][tag.strip('/')] = body
        else:
            found['dist-tags'].pop(tag.strip('/'), None)
        return 200, {'ok': True}

    def log_message(self, format: str, *arguments: object) -> None:
        """Logs nothing."""


def _without_archive(body: object) -> object:
    """Archives differ in how well they are compressed."""
    if not isinstance(body, dict):
        return body
    out = json.loads(json.dumps(body))
    if 'date' in out:
        out['date'] = 'now'
    for each in (out.get('_attachments') or {}).values():
        each['data'] = each['length'] = None
    for version in (out.get('versions') or {}).values():
        for key in ('integrity', 'shasum', 'tarball'):
            version.get('dist', {}).pop(key, None)
        version.pop('_nodeVersion', None)
        version.pop('_npmVersion', None)
    return out

"""An npm registry on localhost with CORS, as the real one has it; it can be made to misbehave.

Real packages come from npm's cache; faulty packages are made here (`publish`)."""

import base64
import gzip
import hashlib
import http.server
import io
import json
import tarfile
import threading
import time
from urllib.parse import unquote, urlsplit

from tests.machine.npm_cache import NpmCache

SILENCE = 3600.0


def make_tarball(files: dict[str, bytes], mode: int = 0o644) -> bytes:
    """A gzipped tar of `package/...` members; names are used unchanged, so they may try to leave the folder."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w:gz', format=tarfile.USTAR_FORMAT) as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mode = mode
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


def integrity_of(data: bytes) -> str:
    return 'sha512-' + base64.b64encode(hashlib.sha512(data).digest()).decode()


class Registry:
    """`url` is for npm's configuration; machines in a browser use a host name of its own (outside.py), since 127.0.0.1
    means the machine itself. Faults are by package name: `status` (answer this), `silent` (never answer), `cut` (break
    the tarball off in its middle), `integrity` (promise a wrong digest)."""

    def __init__(self, cache: NpmCache, host: str = '127.0.0.1') -> None:
        self.cache = cache
        self.published: dict[str, tuple[dict, dict[str, bytes]]] = {}
        self.faults: dict[str, tuple[str, int]] = {}
        self.advisories: dict[str, list[dict]] | None = None  # None: it has no such service
        self.requests: list[str] = []
        self.closing = threading.Event()
        registry = self

        class Handler(_Handler):
            owner = registry

        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self._server.daemon_threads = True
        self.url = f'http://{host}:{self._server.server_address[1]}'
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def misbehave(self, name: str, how: str, number: int = 0) -> None:
        self.faults[name] = (how, number)

    def behave(self) -> None:
        self.faults.clear()

    def publish(self, name: str, version: str, files: dict[str, bytes], **manifest: object) -> None:
        """Makes a package; `files` are the members besides package.json, with their names in the tarball."""
        description = {'name': name, 'version': version, **manifest}
        tarball = make_tarball({'package/package.json': json.dumps(description).encode(), **files})
        file = f'{name.split("/")[-1]}-{version}.tgz'
        packument, tarballs = self.published.setdefault(name, ({'name': name, 'dist-tags': {}, 'versions': {}}, {}))
        description['dist'] = {
            'tarball': f'{self.url}/{name}/-/{file}',
            'integrity': integrity_of(tarball),
            'shasum': hashlib.sha1(tarball).hexdigest(),
        }
        packument['versions'][version] = description
        packument['dist-tags']['latest'] = version
        tarballs[file] = tarball

    def packument(self, name: str) -> bytes | None:
        """The document, with all tarball addresses pointing here."""
        if name in self.published:
            document = json.loads(json.dumps(self.published[name][0]))
        else:
            found = self.cache.packument(name)
            if found is None:
                return None
            document = json.loads(found)
            for version in document['versions'].values():
                version['dist']['tarball'] = f'{self.url}/{name}/-/{version["dist"]["tarball"].rsplit("/", 1)[1]}'
        if self.faults.get(name, ('', 0))[0] == 'integrity':
            for version in document['versions'].values():
                version['dist']['integrity'] = integrity_of(b'something else')
                version['dist'].pop('shasum', None)
        return json.dumps(document).encode()

    def tarball(self, name: str, file: str) -> bytes | None:
        if name in self.published:
            return self.published[name][1].get(file)
        return self.cache.tarball(name, file)


def _scoped(path: str) -> tuple[str, str, str]:
    scope, _, rest = path.partition('/')
    name, slash, version = rest.partition('/')
    return f'{scope}/{name}', slash, version


def _manifest(packument: bytes, version: str) -> bytes | None:
    """Of one version, or of the one that a tag names."""
    document = json.loads(packument)
    found = document['versions'].get(document.get('dist-tags', {}).get(version, version))
    return None if found is None else json.dumps(found).encode()


class _Handler(http.server.BaseHTTPRequestHandler):
    owner: Registry
    protocol_version = 'HTTP/1.1'

    def do_OPTIONS(self) -> None:  # noqa: N802 (http.server's name)
        self._answer(204, b'', 'text/plain')

    def do_POST(self) -> None:  # noqa: N802
        """The bulk endpoint of advisories: those about packages that were asked for."""
        sent = self.rfile.read(int(self.headers.get('content-length', 0)))
        if self.headers.get('content-encoding') == 'gzip':
            sent = gzip.decompress(sent)
        known = self.owner.advisories
        if known is None or not self.path.endswith('/-/npm/v1/security/advisories/bulk'):
            self._answer(405, b'{"error": "Method Not Allowed"}', 'application/json')
            return
        found = {name: known[name] for name in json.loads(sent) if name in known}
        self._answer(200, json.dumps(found).encode(), 'application/json')

    def do_GET(self) -> None:  # noqa: N802
        path = unquote(urlsplit(self.path).path).strip('/')
        self.owner.requests.append(path)
        name, is_tarball, file = path.partition('/-/')
        if not is_tarball:
            name, _, version = path.partition('/') if not path.startswith('@') else _scoped(path)
        how, number = self.owner.faults.get(name, ('', 0))
        if how == 'silent':
            self.owner.closing.wait(SILENCE)
            return
        if how == 'slow':
            time.sleep(number / 1000)
        if how == 'status':
            self._answer(number, b'{"error": "the registry is told to fail"}', 'application/json')
            return
        data = self.owner.tarball(name, file) if is_tarball else self.owner.packument(name)
        if data is not None and not is_tarball and version != '':
            data = _manifest(data, version)
        if data is None:
            self._answer(404, b'{"error": "Not found"}', 'application/json')
        elif is_tarball and how == 'cut':
            self._answer(200, data[: len(data) // 2], 'application/octet-stream')
        else:
            self._answer(200, data, 'application/octet-stream' if is_tarball else 'application/json')

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header('Content-Type', kind)
            self.send_header('Content-Length', str(len(body)))
            self.send_header('Access-Control-Allow-Origin', '*')
            self.send_header('Access-Control-Allow-Headers', '*')
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page went away

    def log_message(self, format: str, *arguments: object) -> None:
        """Logs nothing; `requests` records the requests."""

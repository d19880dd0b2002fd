"""A plain static file server, as any host would be: files below a path prefix, no headers except those set by a test;
it can be stopped."""

import functools
import http.server
import threading
from pathlib import Path


class _Handler(http.server.SimpleHTTPRequestHandler):
    prefix = '/'
    headers_of: dict[str, dict[str, str]] = {}
    asked: list[str] = []
    protocol_version = 'HTTP/1.1'
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        '.js': 'text/javascript',
        '.webmanifest': 'application/manifest+json',
        '.wasm': 'application/wasm',
    }

    def translate_path(self, path: str) -> str:
        inside = path.split('?')[0].split('#')[0]
        if not inside.startswith(self.prefix):
            return str(Path(self.directory) / 'there-is-nothing-outside-the-prefix')
        return super().translate_path('/' + inside.removeprefix(self.prefix))

    def end_headers(self) -> None:
        self.asked.append(self.path)
        for name, value in self.headers_of.get(self.path.split('?')[0].removeprefix(self.prefix), {}).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As on most hosts: a missing file is answered with the folder's 404.html."""
        page = Path(self.directory) / '404.html'
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Logs nothing, so that the tests' own output is readable."""


class _Server(http.server.ThreadingHTTPServer):
    # a machine's workers all connect at once; the default of five would refuse some
    request_queue_size = 128


class StaticServer:
    """Serves `folder` at `http://localhost:PORT/PREFIX/`. `stop` and `start` keep the port, so that a page can go
    offline and come back. `headers`: more of them, by file; `asked` is what was."""

    def __init__(self, folder: Path, prefix: str = '/', headers: dict[str, dict[str, str]] | None = None) -> None:
        self.folder = folder
        self.prefix = prefix
        self.port = 0
        self.headers = headers or {}
        self.asked: list[str] = []  # paths, with their queries
        self._server: _Server | None = None
        self.start()

    @property
    def url(self) -> str:
        return f'http://localhost:{self.port}{self.prefix}'

    def start(self) -> None:
        if self._server is not None:
            return
        handler = type('Handler', (_Handler,), {'prefix': self.prefix, 'headers_of': self.headers, 'asked': self.asked})
        self._server = _Server(('localhost', self.port), functools.partial(handler, directory=str(self.folder)))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

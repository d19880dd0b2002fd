"""Hosts for previews: separate origins next to the machine's page, as with `build.py serve` and an embedder's static
hosts."""

import functools
import hashlib
import json
import re
import shutil
import threading
from pathlib import Path

from tests.machine.browser import Machine
from tests.machine.static_server import StaticServer, _Handler, _Server
from toolchain.environment import DIST
from toolchain.preview_host import HEADERS

PATTERNS = {
    'port': 'http://{port}.localhost:%d',
    'wildcard': 'http://{port}-{id}.previews.localhost:%d',
    'one': 'http://127.0.0.1:%d',
}
PAGE_NAME = 'origins-test.html'
PAGE = """<!doctype html><meta charset="utf-8"><title>embedder</title><body>
<script type="module">
  import * as api from './terrarium.js'
  window.log = []
  window.terrarium = await api.WebContainer.boot(OPTIONS)
  terrarium.on('warning', (warning) => log.push(warning.message))
  terrarium.on('error', (error) => log.push(error.message))
  terrarium.on('preview-message', (message) => log.push(message))
  window.urls = {}
  terrarium.on('server-ready', (port, url) => { urls[port] = url })
  window.show = (url) => {
    const frame = document.createElement('iframe')
    Object.assign(frame, {className: 'shown', allow: 'cross-origin-isolated', src: url})
    document.body.append(frame)
  }
  Object.assign(window, api); window.ready = true
</script>
"""


class _PreviewHandler(_Handler):
    """Answers every path, with the headers that the files need."""

    machines = '{"machines": []}'

    def do_GET(self) -> None:
        if self.path != '/terrarium.json':
            super().do_GET()
            return
        self.send_response(200)
        self.send_header('Content-Length', str(len(self.machines)))
        self.end_headers()
        self.wfile.write(self.machines.encode())

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()


class PreviewHost(StaticServer):
    """dist/preview/ on every host name of the loopback."""

    def __init__(self) -> None:
        super().__init__(DIST / 'preview')

    def start(self) -> None:
        if self._server is None:
            self._handler = type('Handler', (_PreviewHandler,), {})
            self._server = _Server(('', self.port), functools.partial(self._handler, directory=str(self.folder)))
            self._server.daemon_threads = True
            self.port = self._server.server_address[1]
            threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def list_machine(self, address: str) -> None:
        """Sets the page that may show previews, and to which a tab without a machine leads."""
        self._handler.machines = json.dumps({'machines': [address]})

    def pattern(self, kind: str) -> str:
        return PATTERNS[kind] % self.port


def dist_with_previews(folder: Path, pattern: str) -> Path:
    """dist/ as `build.py build --previews` makes it."""
    target = folder / 'dist'
    shutil.copytree(DIST, target)
    page, worker = target / 'index.html', target / 'sw.js'
    plain = re.sub('<meta name="terrarium-previews"[^>]*>', '', page.read_text())
    page.write_text(plain.replace('</head>', f'<meta name="terrarium-previews" content="{pattern}"></head>', 1))
    revision = hashlib.sha256(page.read_bytes()).hexdigest()
    worker.write_text(
        re.sub(r'("url": ?"index\.html", ?"revision": ?")[0-9a-f]+', r'\g<1>' + revision, worker.read_text())
    )
    assert revision in worker.read_text()
    return target


def open_embedder(machine: Machine, options: str) -> None:
    """The page of an embedder that boots a machine; `options` is JavaScript."""
    page: Path = machine.server.folder / PAGE_NAME
    page.write_text(PAGE.replace('OPTIONS', options), encoding='utf-8')
    try:
        machine.driver.get(machine.server.url + PAGE_NAME)
        machine.wait_until(lambda: machine.driver.execute_script('return !!window.ready'), 'the embedding page', 60)
    finally:
        page.unlink()

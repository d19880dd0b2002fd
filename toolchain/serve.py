"""`build.py serve`: builds, serves dist/ on localhost with live reload, and rebuilds whenever a source changes.

Plain static files without special headers, as any host would send them; the service worker does the rest. Names
`PORT.localhost` are the origins of previews (browsers find them on the loopback): they get dist/preview/, with the
headers that a frame of another origin needs."""

import hashlib
import re

import livereload.server
from livereload import Server
from livereload.handlers import StaticFileHandler
from tornado import web

from toolchain.build import build
from toolchain.bundle import BundleError
from toolchain.environment import DIST, ROOT
from toolchain.preview_host import FOLDER, HEADERS
from toolchain.transpile import TranspileError

WATCHED = ('runtime_py/**/*.py', 'service_worker/**/*.py', 'templates/**/*', 'static/**/*')


REVISION_DIGITS = 16
PREVIEW_NAME = re.compile(r'\d+(-[a-z0-9]+)?\.localhost$')


class FileHandler(StaticFileHandler):
    """The machine's files, or under a preview's host name those of previews, whose page answers every path."""

    def is_preview(self) -> bool:
        return PREVIEW_NAME.match(self.request.host_name) is not None

    def prepare(self) -> None:
        if self.is_preview():
            self.root = str(FOLDER)
            for name, value in HEADERS.items():
                self.set_header(name, value)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        try:
            return super().validate_absolute_path(root, absolute_path)
        except web.HTTPError:
            if not self.is_preview():
                raise
            return str(FOLDER / '404.html')


def rebuild(tag: str, port: int) -> None:
    """An error is shown, and the last good dist/ stays."""
    try:
        build('http://{port}.localhost:' + str(port))
    except (TranspileError, BundleError) as error:
        print(error, flush=True)
    put_into_page(tag)


def put_into_page(tag: str) -> None:
    """Inserts the script that reloads the page. The service worker must expect it, since it doesn't install a file that
    differs from its list."""
    page, worker = DIST / 'index.html', DIST / 'sw.js'
    plain = page.read_text().replace(tag, '')
    tagged = plain.replace('</head>', tag + '</head>', 1)
    page.write_text(tagged)
    worker.write_text(worker.read_text().replace(revision(plain), revision(tagged)))


def revision(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:REVISION_DIGITS]


def main(port: int) -> int:
    tag = f'<script src="/livereload.js?port={port}"></script>'
    rebuild(tag, port)
    # it would insert its own script into every page that is served, including those that the service worker verifies
    livereload.server.HEAD_END = b'\0'
    server = Server()
    server.SFH = FileHandler
    for pattern in WATCHED:
        server.watch(str(ROOT / pattern), lambda: rebuild(tag, port))
    print(f'Terrarium is at http://localhost:{port}/', flush=True)
    server.serve(root=str(DIST), port=port, host='localhost')
    return 0

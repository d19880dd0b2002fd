"""`build.py serve`: builds, serves dist/ on localhost with live reload, and builds again whenever a source changes.

Plain static files without special headers, as any host would send them; the service worker does the rest."""
import hashlib

import livereload.server
from livereload import Server

from toolchain.build import build
from toolchain.bundle import BundleError
from toolchain.environment import DIST, ROOT
from toolchain.transpile import TranspileError

WATCHED = ('runtime_py/**/*.py', 'service_worker/**/*.py', 'templates/**/*', 'static/**/*')


REVISION_DIGITS = 16


def rebuild(tag: str) -> None:
    """A mistake is shown and the last good dist/ stays."""
    try:
        build()
    except (TranspileError, BundleError) as error:
        print(error, flush=True)
    put_into_page(tag)


def put_into_page(tag: str) -> None:
    """The script that reloads the page. The service worker has to expect it: what isn't as its list says it doesn't install."""
    page, worker = DIST / 'index.html', DIST / 'sw.js'
    plain = page.read_text().replace(tag, '')
    tagged = plain.replace('</head>', tag + '</head>', 1)
    page.write_text(tagged)
    worker.write_text(worker.read_text().replace(revision(plain), revision(tagged)))


def revision(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:REVISION_DIGITS]


def main(port: int) -> int:
    tag = f'<script src="/livereload.js?port={port}"></script>'
    rebuild(tag)
    livereload.server.HEAD_END = b'\0'      # it would put its own script into every page that goes out, also into those that the service worker checks
    server = Server()
    for pattern in WATCHED:
        server.watch(str(ROOT / pattern), lambda: rebuild(tag))
    print(f'Terrarium is at http://localhost:{port}/', flush=True)
    server.serve(root=str(DIST), port=port, host='localhost')
    return 0

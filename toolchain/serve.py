"""`build.py serve`: builds, serves dist/ on localhost with live reload, and builds again whenever a source changes.

Plain static files without special headers, as any host would send them; the service worker does the rest."""
from livereload import Server

from toolchain.build import build
from toolchain.bundle import BundleError
from toolchain.environment import DIST, ROOT
from toolchain.transpile import TranspileError

WATCHED = ('runtime_py/**/*.py', 'service_worker/**/*.py', 'templates/**/*', 'static/**/*')


def rebuild() -> None:
    """A mistake is shown and the last good dist/ stays."""
    try:
        build()
    except (TranspileError, BundleError) as error:
        print(error, flush=True)


def main(port: int) -> int:
    rebuild()
    server = Server()
    for pattern in WATCHED:
        server.watch(str(ROOT / pattern), rebuild)
    print(f'Terrarium is at http://localhost:{port}/', flush=True)
    server.serve(root=str(DIST), port=port, host='localhost')
    return 0

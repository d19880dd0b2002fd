"""Terrarium's own files that this worker serves. They are inside this worker's script (the build puts them there), so
that it needs neither the host nor a cache, and an app that clears its origin's storage can't remove them."""

from service_worker.isolation import isolate, preview_embedder_policy
from service_worker.routing import SHIM_PATH
from service_worker.worker_script import wrapped

PAGE = 'page'
# also on the host: a page reads it by a synchronous request, which Chromium doesn't send through service workers
GUARD_PATH = '/terrarium-worker.js'


def _response(text: str, kind: str, status: int) -> object:
    headers = Headers({'content-type': kind + '; charset=utf-8', 'cache-control': 'no-store'})
    isolate(headers, preview_embedder_policy())
    return Response(text, {'status': status, 'headers': headers})


def landing_response() -> object:
    """The small page, which brings a machine or tells the user how to."""
    return _response(globalThis.TERRARIUM_FILES[PAGE], 'text/html', 503)


def bridge_response() -> object:
    return _response(globalThis.TERRARIUM_FILES[PAGE], 'text/html', 200)


def redirect_response(url: str) -> object:
    """Within a frame of the machine's page, redirects need the headers too."""
    headers = Headers({'location': url, 'cache-control': 'no-store'})
    isolate(headers, preview_embedder_policy())
    return Response(None, {'status': 307, 'headers': headers})


def script_response(path: str) -> object:
    """None if the path isn't one of our scripts."""
    if path == SHIM_PATH:
        return _response(globalThis.TERRARIUM_FILES['preview.js'], 'text/javascript', 200)
    if path == GUARD_PATH:
        return _response(globalThis.TERRARIUM_FILES['preview-worker.js'], 'text/javascript', 200)
    return None


def worker_guard(port: int) -> str:
    """The text to put before the scripts of workers; it contains their location."""
    return wrapped(f'globalThis["terrarium:place"]=["",{port}];' + globalThis.TERRARIUM_FILES['preview-worker.js'])

"""What this worker serves of Terrarium itself. All of it is inside of this worker's script (the build puts it there), so that it needs neither the host nor a
cache, and an app that clears its origin's storage takes nothing away.
"""

from service_worker.isolation import isolate, preview_embedder_policy
from service_worker.routing import SHIM_PATH
from service_worker.worker_script import wrapped

PAGE = 'page'
GUARD_PATH = '/terrarium-worker.js'     # on the host too: a page reads it by a synchronous request, of which Chromium's service workers hear nothing


def _response(text: str, kind: str, status: int) -> object:
    headers = Headers({'content-type': kind + '; charset=utf-8', 'cache-control': 'no-store'})
    isolate(headers, preview_embedder_policy())
    return Response(text, {'status': status, 'headers': headers})


def landing_response() -> object:
    """The small page, which brings a machine or says how to."""
    return _response(globalThis.TERRARIUM_FILES[PAGE], 'text/html', 503)


def bridge_response() -> object:
    return _response(globalThis.TERRARIUM_FILES[PAGE], 'text/html', 200)


def redirect_response(url: str) -> object:
    """In a frame of the machine's page these need the headers too."""
    headers = Headers({'location': url, 'cache-control': 'no-store'})
    isolate(headers, preview_embedder_policy())
    return Response(None, {'status': 307, 'headers': headers})


def script_response(path: str) -> object:
    """None for a path that is no script of ours."""
    if path == SHIM_PATH:
        return _response(globalThis.TERRARIUM_FILES['preview.js'], 'text/javascript', 200)
    if path == GUARD_PATH:
        return _response(globalThis.TERRARIUM_FILES['preview-worker.js'], 'text/javascript', 200)
    return None


def worker_guard(port: int) -> str:
    """What goes in front of the scripts of workers; it tells them where they are."""
    return wrapped(f'globalThis["terrarium:place"]=["",{port}];' + globalThis.TERRARIUM_FILES['preview-worker.js'])

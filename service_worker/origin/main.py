"""The service worker of a preview's own origin, `dist/preview/terrarium-sw.js`: every request of the origin goes to the
server in a machine.

This file only connects the browser's events. `lines` has the lines to machines, `answering` sends requests, `addresses`
interprets URLs, `own_files` has our own page and scripts. Nothing here is stored: all that this worker knows comes from
the pages of its origin, which can only harm their own origin, since the machine serves only its own port over a line.
"""

from runtime_py.platform.preview_origins import named_port, server_path
from service_worker.downloads import as_download, wanted
from service_worker.instance import NAME
from service_worker.origin.addresses import BRIDGE, SCRIPT, SETTINGS, may_be_machines, own_origin
from service_worker.origin.answering import answer_from_machine, forward
from service_worker.origin.app.answering import answer, may_be_controlled
from service_worker.origin.app.page_messages import KINDS, on_app_message
from service_worker.origin.lines import adopt, has_any, has_none, introduce, knows, prefer, settle
from service_worker.origin.lines import find as find_lines
from service_worker.origin.own_files import bridge_response, landing_response, redirect_response, script_response
from service_worker.origin.shown_port import expect
from service_worker.preview_scripts import is_script_path
from service_worker.preview_scripts import script_response as embedded_script
from service_worker.private_paths import use_root
from service_worker.routing import DOWNLOAD_PATH


def on_fetch(event: object) -> None:
    request = event.request
    url = URL(request.url)
    if request.cache == 'only-if-cached' and request.mode != 'same-origin':
        return
    if url.origin != own_origin():
        if request.mode == 'navigate':
            return
        if may_be_controlled(event.clientId):
            event.respondWith(answer(event, url))
        elif may_be_machines(url):
            event.respondWith(answer_from_machine(event, url))
        return
    if named_port(url.pathname) != 0:
        _answer_named(event, url)
        return
    if url.pathname == SCRIPT or url.pathname == SETTINGS:
        return
    if url.pathname == BRIDGE:
        event.respondWith(bridge_response())
        return
    ours = script_response(url.pathname)
    if ours is not None:
        event.respondWith(ours)
    elif url.pathname == DOWNLOAD_PATH:
        event.respondWith(_download(event, url))
    elif is_script_path(url.pathname):
        event.respondWith(_embedded_script(event, url.pathname))
    else:
        event.respondWith(answer(event, url))


def _answer_named(event: object, url: object) -> None:
    """A path names the port: redirects the page to the server's own path, where it shows this port."""
    port = named_port(url.pathname)
    path = server_path(url.pathname) + url.search
    if event.request.mode == 'navigate':
        event.respondWith(_lead(event.resultingClientId, port, path))
    else:
        event.respondWith(answer_from_machine(event, URL(f'http://localhost:{port}{path}')))


async def _lead(client_id: str, port: int, path: str) -> object:
    """Without a machine, the address keeps its port until there is one."""
    if not await has_any():
        return landing_response()
    expect(client_id, port)
    return redirect_response(own_origin() + path)


async def _download(event: object, url: object) -> object:
    path = url.searchParams.get('path') or '/'
    request = wanted(event.request, path)
    file = await answer_from_machine(
        {'request': request, 'clientId': event.clientId, 'resultingClientId': ''}, URL(request.url)
    )
    return as_download(file, url.searchParams.get('name') or '', path)


async def _embedded_script(event: object, path: str) -> object:
    found = await find_lines(event.clientId)
    return await embedded_script(path, (found[0].settings.previewScripts or []) if len(found) > 0 else [])


def on_message(event: object) -> None:
    message = event.data
    kind = message['type'] if message is not None and js_typeof(message) == 'object' else ''
    source = event.source
    if kind == 'terrarium:line':
        adopt(source.id, message, event.ports[0])
    elif kind == 'terrarium:no-line':
        has_none(source.id)
    elif kind == 'terrarium:settings':
        event.waitUntil(_settle(source.id, message, event.ports))
    elif kind == 'terrarium:ping':
        event.ports[0].postMessage({'known': knows(source.id, message['number'])})
    elif kind == 'terrarium:prefer':
        prefer(message['machine'])
    elif kind == 'terrarium:introducer?':
        event.waitUntil(introduce(source))
    elif kind == 'terrarium:has-line?':
        event.waitUntil(_tell_lines(event.ports[0]))
    elif kind == 'terrarium:worker?':
        event.ports[0].postMessage(NAME)
    elif kind == 'terrarium:cookie':
        event.waitUntil(forward(source, message, None))
    elif kind in KINDS:
        on_app_message(event, kind, message)
    elif kind == 'terrarium:websocket' or kind == 'terrarium:cookies?':
        event.waitUntil(forward(source, message, event.ports[0]))


async def _settle(owner: str, message: object, answers: list) -> None:
    await settle(owner, message)
    for port in answers:
        port.postMessage({'type': 'terrarium:settled'})


async def _tell_lines(message_port: object) -> None:
    message_port.postMessage(await has_any())


use_root()
globalThis.addEventListener('install', lambda event: event.waitUntil(globalThis.skipWaiting()))
globalThis.addEventListener('activate', lambda event: event.waitUntil(clients.claim()))
globalThis.addEventListener('message', on_message)
globalThis.addEventListener('fetch', on_fetch)

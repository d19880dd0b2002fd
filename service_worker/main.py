"""The service worker: offline files, cross-origin isolation, and requests from preview pages to servers in the machine.

This file only connects the browser's events. `requests` dispatches requests, `precache` serves files, `gateway`
communicates with kernels, `ports_of_clients` knows which client shows which port, `pages` generates our own pages,
`preview/` is the shim inside previews."""

from service_worker.gateway import adopt_kernel, ask_cookies, forward_cookie, forward_websocket, knows_line
from service_worker.instance import NAME
from service_worker.own_origins import offer_sandbox, offer_tab
from service_worker.page_clients import is_page, pages
from service_worker.precache import complete, install, remove_old
from service_worker.requests import answer
from service_worker.settings import change

# Messages that only a page of the machine may send.
OF_PAGES = [
    'terrarium:gateway',
    'terrarium:running',
    'terrarium:connect',
    'terrarium:settings',
    'terrarium:take-over',
    'terrarium:give-up',
]


async def on_activate() -> None:
    await remove_old()
    await clients.claim()


async def take_over(source: object) -> None:
    """A booting page requests the new version: granted if no other page still runs the old one."""
    windows = await clients.matchAll({'type': 'window', 'includeUncontrolled': True})
    others = [page for page in windows if page.id != source.id and page.url.startswith(globalThis.registration.scope)]
    if len(others) == 0:
        await globalThis.skipWaiting()


def on_message(event: object) -> None:
    message = event.data
    kind = message['type'] if message is not None and js_typeof(message) == 'object' else ''
    if kind in OF_PAGES:
        if is_page(event.source):
            _on_page_message(event, kind, message)
        else:
            console.warn(f'{kind} of {event.source.url} is refused: it is not a page of a machine')
    elif kind == 'terrarium:ping':
        event.ports[0].postMessage({'known': knows_line(event.source.id, message['machine'] or 0, message['number'])})
    elif kind == 'terrarium:sandbox?' and event.source.type == 'window':
        event.waitUntil(offer_sandbox(message, event.ports[0]))
    elif kind == 'terrarium:worker?':
        event.ports[0].postMessage(NAME)
    elif kind == 'terrarium:websocket':
        event.waitUntil(forward_websocket(event.source, message, event.ports[0]))
    elif kind == 'terrarium:cookie':
        event.waitUntil(forward_cookie(event.source, message))
    elif kind == 'terrarium:cookies?':
        event.waitUntil(ask_cookies(event.source, message, event.ports[0]))


def _on_page_message(event: object, kind: str, message: object) -> None:
    if kind == 'terrarium:gateway':
        adopt_kernel(
            event.source.id, message['machine'] or 0, event.ports[0], message['number'], message['sandbox'] or ''
        )
        event.waitUntil(_complete_for(event.source))
    elif kind == 'terrarium:running':
        event.waitUntil(_complete_for(event.source))
    elif kind == 'terrarium:connect':
        event.waitUntil(offer_tab(message['origin'], event.ports[0]))
    elif kind == 'terrarium:settings':
        event.waitUntil(_settle(message['values'], event.ports))
    elif kind == 'terrarium:take-over':
        event.waitUntil(take_over(event.source))
    elif kind == 'terrarium:give-up':
        event.waitUntil(_ask_to_give_up(event.source, message['workspace']))


async def _ask_to_give_up(source: object, workspace: str) -> None:
    """A page wants a workspace that another page has open."""
    for page in await pages():
        if page.id != source.id:
            page.postMessage({'type': 'terrarium:give-up', 'workspace': workspace})


async def _complete_for(source: object) -> None:
    """The machine of this page runs: fetches what only a later, offline visit needs."""
    try:
        await complete()
        source.postMessage({'type': 'terrarium:offline-ready'})
    except Exception as error:
        source.postMessage({'type': 'terrarium:offline-failed', 'message': error.message})


async def _settle(values: object, ports: list) -> None:
    await change(values)
    if len(ports) > 0:
        ports[0].postMessage({'type': 'done'})


globalThis.addEventListener('install', lambda event: event.waitUntil(install()))
globalThis.addEventListener('activate', lambda event: event.waitUntil(on_activate()))
globalThis.addEventListener('message', on_message)
globalThis.addEventListener('fetch', answer)

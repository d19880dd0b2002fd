"""Decides what answers a fetch event: a server in the machine, the files of Terrarium, or the browser itself."""

from runtime_py.platform.own_scripts import OWN_SCRIPT
from runtime_py.platform.preview_places import beside, machine_of
from service_worker.downloads import as_download, wanted
from service_worker.gateway import Target, answer_from_server
from service_worker.isolation import isolated_response, page_embedder_policy, preview_embedder_policy
from service_worker.own_origins import url_of_place, want
from service_worker.pages import frame_page
from service_worker.ports_of_clients import keep, known, last_port, learn, look_up
from service_worker.precache import MACHINE, base_path, find, serve
from service_worker.preview_scripts import is_script_path, script_response
from service_worker.routing import (
    DOWNLOAD_PATH,
    GUARD_PATH,
    PRIVATE_FOLDER,
    SHIM_PATH,
    machine_port,
    preview_path,
    preview_port,
    preview_prefix,
)
from service_worker.settings import load_for, policy

CONNECT = 'connect.html'


def answer(event: object) -> None:
    request = event.request
    url = URL(request.url)
    if request.cache == 'only-if-cached' and request.mode != 'same-origin':
        return
    own_origin = url.origin == globalThis.location.origin
    if own_origin and preview_port(base_path(), url.pathname) != 0:
        event.respondWith(_prefixed(event, url, preview_port(base_path(), url.pathname)))
        return
    if request.mode == 'navigate':
        if own_origin:
            event.respondWith(_navigation(event, url))
        return
    if own_origin and url.search == OWN_SCRIPT:
        learn(event.resultingClientId, 0)
        event.respondWith(_own_file(request))
        return
    port = known(event.clientId)
    if port > 0:
        target = _target_of_preview(url, port)
        if target is not None:
            learn(event.resultingClientId, port)
            event.respondWith(answer_from_server(event, target))
    elif port < 0:
        event.respondWith(_unknown_client(event, url))
    elif own_origin and (request.method == 'GET' or request.method == 'HEAD'):
        learn(event.resultingClientId, 0)
        event.respondWith(_own_file(request))


def _target_of_preview(url: object, port: int) -> Target | None:
    """The meaning of a URL in a preview page: its own server, another port of the machine, or (None) the network."""
    if url.origin == globalThis.location.origin:
        return Target(port, url.pathname + url.search, False, port)
    other = beside(port, machine_port(url, globalThis.location.hostname))
    return None if other == 0 else Target(other, url.pathname + url.search, False, port)


async def _prefixed(event: object, url: object, port: int) -> object:
    request = event.request
    path = preview_path(base_path(), port, url.pathname)
    if path == SHIM_PATH or path == GUARD_PATH:
        if request.mode != 'navigate':
            # a frame with srcdoc, a worker from a blob: their addresses don't identify their page
            await keep(event.clientId, port)
        return isolated_response(await find(path.removeprefix(PRIVATE_FOLDER)), preview_embedder_policy(), False)
    if path == DOWNLOAD_PATH:
        wish = url.searchParams.get('path') or '/'
        file = await answer_from_server({'request': wanted(request, wish)}, Target(port, wish, False, port))
        return as_download(file, url.searchParams.get('name') or '', wish)
    if is_script_path(path):
        return await script_response(path, (await load_for(machine_of(port))).previewScripts or [])
    if path == '':
        return Response.redirect(f'{url.origin}{url.pathname}/{url.search}', 302)
    own = await url_of_place(port, path + url.search)
    if request.mode == 'navigate' and request.destination == 'document' and request.method == 'GET':
        learn(event.resultingClientId, port if own == '' else 0)
        coep = await policy()
        if own != '':
            await want(port)
        return frame_page(base_path(), port, coep, own)
    if own != '':
        return Response.redirect(own, 307)
    learn(event.resultingClientId, port)
    asker = known(event.clientId)
    return await answer_from_server(event, Target(port, path + url.search, True, asker if asker > 0 else port))


async def _navigation(event: object, url: object) -> object:
    """A page in our scope without the preview prefix: one of ours, or one that lost its prefix in a frame of a
    preview."""
    is_frame = event.request.destination == 'iframe' or event.request.destination == 'frame'
    if is_frame and url.pathname != base_path() + MACHINE:
        port = await _port_of_stray_frame(event, url)
        if port != 0:
            return Response.redirect(url.origin + preview_prefix(base_path(), port) + url.pathname + url.search, 307)
    learn(event.resultingClientId, 0)
    if url.pathname == base_path() + CONNECT:
        return await find(CONNECT)  # not isolated: it has an opener on another origin
    return await _own_file(event.request)


async def _port_of_stray_frame(event: object, url: object) -> int:
    """The shim hides the prefix, so a frame inside a preview may request `/x`. Frames that a top-level page itself made
    are not ours."""
    referrer = event.request.referrer
    port = preview_port(base_path(), URL(referrer).pathname) if referrer != '' else 0
    if port != 0:
        return port
    for page in await clients.matchAll({'type': 'window', 'includeUncontrolled': True}):
        if page.frameType == 'top-level' and page.url.split('#')[0] == referrer:
            return 0
    return await last_port()


async def _unknown_client(event: object, url: object) -> object:
    port = await look_up(event.clientId, event.request)
    learn(event.resultingClientId, port)
    if port > 0:
        target = _target_of_preview(url, port)
        if target is not None:
            return await answer_from_server(event, target)
    if url.origin == globalThis.location.origin and event.request.method in ['GET', 'HEAD']:
        return await _own_file(event.request)
    return await fetch(event.request)


async def _own_file(request: object) -> object:
    return await serve(request, page_embedder_policy(await policy()))

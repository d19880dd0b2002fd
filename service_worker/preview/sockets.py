"""WebSockets of a preview page and of its workers to the machine.

The channel leads from the page to the kernel directly; the service worker only introduces them. A dedicated worker
can't reach the service worker, so the page that created it passes its channel on. Sockets to other hosts are the
browser's own."""

from runtime_py.platform.preview_places import beside
from service_worker.preview.event_source import install_event_source
from service_worker.preview.guard.relay import listen_to_worker
from service_worker.preview.guard.service_workers import controller
from service_worker.preview.tunnel_socket import install
from service_worker.preview.urls import Place
from service_worker.preview.worker_blobs import Blobs
from service_worker.routing import machine_port


def introduce(fields: object, message_port: object) -> None:
    controller().postMessage(fields, [message_port])


def start_sockets(place: Place) -> None:
    install(
        lambda: document.baseURI,
        lambda url: (
            place.port
            if url.host == URL(window.origin).host
            else beside(place.port, machine_port(url, URL(window.origin).hostname))
        ),
        lambda port, url, protocols, message_port: introduce(
            request_of(place.port, place.prefix, port, url, protocols), message_port
        ),
    )


def start_event_sources(place: Place) -> None:
    own = URL(window.origin)
    install_event_source(
        lambda: document.baseURI, lambda url: url.host == own.host or machine_port(url, own.hostname) != 0
    )


def request_of(asker: int, prefix: str, port: int, url: object, protocols: list) -> object:
    path = url.pathname.removeprefix(prefix) if port == asker else url.pathname
    key = btoa(String.fromCharCode(*crypto.getRandomValues(Uint8Array(16))))
    return {
        'type': 'terrarium:websocket',
        'port': port,
        'asker': asker,
        'path': path + url.search,
        'protocols': protocols,
        'key': key,
    }


def start_workers(place: Place) -> None:
    """A worker is controlled by its script's URL, so that must be the real one; one made from a blob gets what the
    service worker would insert."""
    blobs = Blobs(place)

    def construct(target: object, args: list, new_target: object) -> object:
        href = str(args[0])
        if href.startswith('blob:'):
            args[0] = blobs.guarded(href, len(args) > 1 and args[1] is not None and args[1].type == 'module')
        elif not href.startswith('data:'):
            real = place.real(href)
            args[0] = args[0] if real is None else real
        made = Reflect.construct(target, args, new_target)
        if target is native:
            listen_to_worker(made, introduce)
        return made

    native = window.Worker
    window.Worker = Proxy(native, {'construct': construct})
    if window.SharedWorker is not None:
        window.SharedWorker = Proxy(window.SharedWorker, {'construct': construct})

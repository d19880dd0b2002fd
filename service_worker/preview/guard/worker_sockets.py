"""WebSockets of a preview's dedicated workers, and of workers which those make; event sources of all its workers. Shared workers have nobody who would
pass their channels on: their WebSockets are the browser's own.

Must not know pages.
"""

from runtime_py.platform.preview_places import beside
from service_worker.preview.event_source import install_event_source
from service_worker.preview.guard.relay import listen_to_worker, tell_maker
from service_worker.preview.tunnel_socket import install
from service_worker.routing import loopback_port, preview_prefix

PLACE = 'terrarium:place'       # a global that is there for a moment
PATH = js_regexp('^(.*/)preview/(\\d+)/', '')


def start_worker_sockets(place: list | None) -> None:
    """`place`: [base, port] of a worker made from a blob; others have them in their address."""
    host = globalThis.location.host or URL(globalThis.location.origin).host
    install_event_source(lambda: globalThis.location.href, lambda url: url.host == host or loopback_port(url.protocol, url.hostname, url.port) != 0)
    if js_typeof(globalThis.DedicatedWorkerGlobalScope) != 'function' or not js_instanceof(globalThis, DedicatedWorkerGlobalScope):
        return
    if place is None:
        found = PATH.exec(globalThis.location.pathname)
        if found is None:
            return
        place = [found[1], int(found[2])]
    asker = place[1]
    prefix = preview_prefix(place[0], asker)
    origin = globalThis.location.origin
    tell = tell_maker()

    def connect(port: int, url: object, protocols: list, message_port: object) -> None:
        path = url.pathname.removeprefix(prefix) if port == asker else url.pathname
        key = btoa(String.fromCharCode(*crypto.getRandomValues(Uint8Array(16))))
        tell({'type': 'terrarium:websocket', 'port': port, 'asker': asker, 'path': path + url.search, 'protocols': protocols, 'key': key}, message_port)

    install(
        lambda: globalThis.location.href,
        lambda url: asker if url.host == URL(origin).host else beside(asker, loopback_port(url.protocol, url.hostname, url.port)),
        connect,
    )
    native = globalThis.Worker
    if native is not None:
        globalThis.Worker = Proxy(native, {'construct': lambda target, args, new_target: _relayed(Reflect.construct(target, args, new_target), tell)})


def _relayed(worker: object, tell: object) -> object:
    listen_to_worker(worker, tell)
    return worker

"""WebSockets of a preview's dedicated workers, and of workers that those create; event sources of all its workers.
Shared workers have no page that could pass on their channels, so their WebSockets are the browser's own.

Must not know pages.
"""

from runtime_py.platform.preview_places import beside, place_in
from service_worker.preview.event_source import install_event_source
from service_worker.preview.guard.relay import listen_to_worker, tell_maker
from service_worker.preview.tunnel_socket import install
from service_worker.routing import machine_port, preview_prefix

PLACE = 'terrarium:place'  # a global that exists only briefly
PATH = js_regexp('^(.*/)preview/(\\d+(?:-\\d+)?)/', '')


def place_of_worker(given: object) -> object:
    """[base, port]: as given to a worker made from a blob, or from a worker's address; None elsewhere."""
    if given is not None:
        return given
    found = PATH.exec(globalThis.location.pathname)
    return None if found is None else [found[1], place_in(found[2])]


def start_worker_sockets(place: list | None) -> None:
    """`place`: [base, port]; the base is '' on an origin of the preview's own."""
    own = URL(globalThis.location.origin)  # also of a worker created from a blob
    install_event_source(
        lambda: globalThis.location.href, lambda url: url.host == own.host or machine_port(url, own.hostname) != 0
    )
    if js_typeof(globalThis.DedicatedWorkerGlobalScope) != 'function' or not js_instanceof(
        globalThis, DedicatedWorkerGlobalScope
    ):
        return
    if place is None:
        return
    asker = place[1]
    prefix = preview_prefix(place[0], asker) if place[0] != '' else ''  # on an origin of its own
    tell = tell_maker()

    def connect(port: int, url: object, protocols: list, message_port: object) -> None:
        path = url.pathname.removeprefix(prefix) if port == asker else url.pathname
        key = btoa(String.fromCharCode(*crypto.getRandomValues(Uint8Array(16))))
        tell(
            {
                'type': 'terrarium:websocket',
                'port': port,
                'asker': asker,
                'path': path + url.search,
                'protocols': protocols,
                'key': key,
            },
            message_port,
        )

    install(
        lambda: globalThis.location.href,
        lambda url: asker if url.host == own.host else beside(asker, machine_port(url, own.hostname)),
        connect,
    )
    native = globalThis.Worker
    if native is not None:
        globalThis.Worker = Proxy(
            native,
            {
                'construct': lambda target, args, new_target: _relayed(
                    Reflect.construct(target, _with_prefix(args, prefix), new_target), tell
                )
            },
        )


def _with_prefix(args: list, prefix: str) -> list:
    """A worker is controlled by its script's URL, so that must be the real one."""
    if len(args) > 0 and URL.canParse(str(args[0]), globalThis.location.href):
        url = URL(str(args[0]), globalThis.location.href)
        if url.origin == globalThis.location.origin and url.protocol != 'blob:' and PATH.exec(url.pathname) is None:
            args[0] = url.origin + prefix + url.pathname + url.search + url.hash
    return args


def _relayed(worker: object, tell: object) -> object:
    listen_to_worker(worker, tell)
    return worker

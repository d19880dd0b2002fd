"""The hidden frame of a preview's origin in the machine's page. It registers the service worker of its origin, and
gives it lines to the machine.

Both sides check the other's origin: the machine's page sends the introducer only to this origin, and this page accepts
it only from its parent page, which must be one of `machines` (terrarium.json of this host) if any are listed. Must not
know requests."""

from service_worker.origin.introducing import Introducing
from service_worker.origin.own_machine import MACHINE
from service_worker.origin.worker_link import active_worker


async def start_bridge(machines: list) -> None:
    embedder = window.parent
    try:
        worker = await active_worker()
    except Exception as error:
        embedder.postMessage({'type': 'terrarium:bridge-failed', 'message': str(error.message)}, '*')
        return
    introducing = Introducing(lambda: worker.registration.active)
    introducing.start()

    def on_message(event: object) -> None:
        message = event.data
        if event.source is not embedder or message is None or not is_machine(event.origin, machines):
            return
        if message.type == 'terrarium:introduce' and len(event.ports) == 1:
            introducing.hold(event.ports[0], message.terms)
            window[MACHINE] = message.terms.machine
            embedder.postMessage({'type': 'terrarium:bridge-open'}, event.origin)
        elif message.type == 'terrarium:settings':
            introducing.change(message, event.ports)

    window.addEventListener('message', on_message)
    embedder.postMessage({'type': 'terrarium:bridge', 'machines': machines}, '*')


def is_machine(origin: str, machines: list) -> bool:
    """`machines`: the addresses of pages."""
    return len(machines) == 0 or origin in [URL(address).origin for address in machines]

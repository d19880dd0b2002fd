"""The registration of this origin's service worker, from the small page. Must not know what the worker does."""

from service_worker.origin.addresses import SCRIPT


class WorkerLink:
    def __init__(self, registration: object):
        self.registration = registration


def changed(worker: object) -> object:
    return Promise(lambda resolve: worker.addEventListener('statechange', resolve, {'once': True}))


async def active_worker() -> WorkerLink:
    """Resolves when the origin has an active worker. Raises if the browser doesn't support it, or the host doesn't
    serve its script."""
    if navigator.serviceWorker is None:
        raise Error('this browser gives this origin no service worker: it needs https, or a name below localhost')
    registration = await navigator.serviceWorker.register(SCRIPT, {'scope': '/', 'updateViaCache': 'none'})
    worker = registration.installing or registration.waiting
    while registration.active is None or registration.active.state != 'activated':
        waited = registration.active or worker
        if waited is None or waited.state == 'redundant':
            raise Error(f'{SCRIPT} could not be installed')
        await changed(waited)
    return WorkerLink(registration)

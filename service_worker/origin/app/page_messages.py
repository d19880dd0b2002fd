"""Messages of pages about the app's own service workers: the requests behind `navigator.serviceWorker`
(origin/app_page.py), and messages to a worker."""

from service_worker.origin.app.registrations import (
    loaded,
    register,
    registered,
    states,
    unregister_scope,
    update_scope,
    worker_of,
)

KINDS = [
    'terrarium:register',
    'terrarium:update',
    'terrarium:unregister',
    'terrarium:registrations?',
    'terrarium:to-app',
]


def on_app_message(event: object, kind: str, message: object) -> None:
    if kind == 'terrarium:to-app':
        event.waitUntil(_deliver(event, message))
    else:
        event.waitUntil(_answer(event.source, kind, message, event.ports[0]))


async def _answer(source: object, kind: str, message: object, port: object) -> None:
    """A service worker that is installing keeps ours alive."""
    try:
        await loaded()
        if kind == 'terrarium:register':
            port.postMessage({'state': await register(message['script'], message['scope'], message['kind'], source.id)})
            await registered(message['scope'])
        elif kind == 'terrarium:update':
            port.postMessage({'state': await update_scope(message['scope'])})
            await registered(message['scope'])
        elif kind == 'terrarium:unregister':
            port.postMessage({'done': await unregister_scope(message['scope'])})
        else:
            port.postMessage({'states': states()})
    except Exception as error:
        port.postMessage({'error': {'name': error.kind or error.name, 'message': error.message}})


async def _deliver(event: object, message: object) -> None:
    await loaded()
    worker = worker_of(message['worker'])
    if worker is None:
        return
    fields = {
        'data': message['data'],
        'origin': globalThis.location.origin,
        'source': worker.given_client(event.source),
        'ports': list(event.ports),
    }
    try:
        await worker.dispatch(ExtendableMessageEvent('message', fields), lambda promise: event.waitUntil(promise))
    except Exception as error:
        console.error(error)

"""Requests of this origin's pages, which the app's own service worker gets first, as in a browser. Requests that it
doesn't answer, and its own requests, go to the server in the machine. Must not know how workers are registered."""

from service_worker.error_codes import ERROR_HEADER
from service_worker.origin.addresses import may_be_machines, own_origin
from service_worker.origin.answering import answer_from_machine, app_response
from service_worker.origin.app.registrations import after_navigation, controlling, is_loaded, loaded, match, use
from service_worker.origin.app.worker import AppWorker
from service_worker.origin.homes import scope_of
from service_worker.origin.lines import put_under
from service_worker.preview_response import is_instrumented
from service_worker.slow_pages import is_question

_askers = js_new(globalThis.WeakMap)  # a page's request -> its client


def may_be_controlled(client_id: str) -> bool:
    """Whether the app's worker may get the request of this client, as far as can be decided at once."""
    return not is_loaded() or scope_of(client_id) != ''


async def answer(event: object, url: object) -> object:
    await loaded()
    if is_question(event.request):
        return await answer_from_machine(event, url)
    worker = await _worker_for(event, url)
    response = None if worker is None or not worker.listens_to('fetch') else await _through(worker, event)
    if response is None:
        return await _past(event, url)
    if (
        not is_instrumented(event.request)
        or response.type not in ['default', 'basic', 'cors']
        or response.headers.has(ERROR_HEADER)
    ):
        return response
    return await app_response(event, url, response)


async def _past(event: object, url: object) -> object:
    if may_be_machines(url):
        return await answer_from_machine(event, url)
    return await fetch(event.request)


async def _worker_for(event: object, url: object) -> AppWorker | None:
    request = event.request
    makes_client = request.mode == 'navigate' or request.destination in ['worker', 'sharedworker']
    if not makes_client or url.origin != own_origin():
        return controlling(event.clientId)
    registration = match(url.href)
    if registration is None or registration.active is None:
        return None if request.mode == 'navigate' else controlling(event.clientId)
    put_under(event.resultingClientId, registration.scope)
    if registration.active.state == 'activating':
        await registration.installed
    if request.mode == 'navigate':
        event.waitUntil(after_navigation(registration))
    return registration.active


async def _through(worker: AppWorker, event: object) -> object:
    """The worker's response; None if it doesn't answer."""
    answered = [None]
    fields = {
        'request': event.request,
        'clientId': event.clientId,
        'resultingClientId': event.resultingClientId,
        'preloadResponse': Promise.resolve(js_undefined),
    }
    given = FetchEvent('fetch', fields)
    _askers.set(event.request, event.clientId)

    def respond_with(response: object) -> None:
        if answered[0] is not None:
            raise DOMException(
                "Failed to execute 'respondWith' on 'FetchEvent': The event has already been responded to.",
                'InvalidStateError',
            )
        answered[0] = Promise.resolve(response)
        given.stopImmediatePropagation()

    Object.defineProperty(given, 'respondWith', {'value': respond_with})
    worker.dispatch(given, lambda promise: event.waitUntil(promise)).catch(lambda error: console.error(error))
    if answered[0] is None:
        return None
    try:
        response = await answered[0]
    except Exception as error:
        console.error(
            f"The FetchEvent for '{event.request.url}' resulted in a network error response: the promise was rejected.",
            error,
        )
        return Response.error()
    if not js_instanceof(response, Response):
        console.error(
            f"The FetchEvent for '{event.request.url}' resulted in a network error response: an object that was not a Response was passed to respondWith()."
        )
        return Response.error()
    return response


async def _ask(request: object, asker: str) -> object:
    """`asker`: the client on whose behalf the worker sends a request that isn't a page's own."""
    client_id = _askers.get(request)
    asked = {'request': request, 'clientId': asker if client_id is None else client_id, 'resultingClientId': ''}
    return await answer_from_machine(asked, URL(request.url), True)


use(_ask)

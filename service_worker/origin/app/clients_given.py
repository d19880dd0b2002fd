"""`clients` for an app's service worker: the browser's clients, to which messages appear to come from the app's worker.
Must not know registrations, except their scope."""

from service_worker.origin.addresses import BRIDGE
from service_worker.origin.homes import scope_of


class Natives:
    """The browser's own clients."""

    async def all_clients(self) -> list:
        """All clients that show the app: not our own pages."""
        found = await clients.matchAll({'type': 'all', 'includeUncontrolled': True})
        return [client for client in found if URL(client.url).pathname != BRIDGE]

    def post(self, client: object, message: object) -> None:
        client.postMessage(message)

    async def tell_all(self, message: object) -> None:
        for client in await self.all_clients():
            if client.type == 'window':
                client.postMessage(message)


natives = Natives()


class ClientsGiven:
    """The standard's methods, and `controlled`. `worker`: the id of the worker that has this object."""

    def __init__(self, registration: object, worker: str, claim: object):
        self._registration = registration
        self._worker = worker
        self._claim = claim

    async def controlled(self) -> list:
        found = await natives.all_clients()
        return [client for client in found if scope_of(client.id) == self._registration.scope]

    async def get(self, id: str) -> object:
        found = await clients.get(id)
        return js_undefined if found is None else self.given(found)

    async def matchAll(self, options: object = None) -> list:
        wanted = {} if options is None else options
        kind = wanted.type or 'window'
        found = await natives.all_clients() if wanted.includeUncontrolled else await self.controlled()
        return [self.given(client) for client in found if kind == 'all' or client.type == kind]

    def openWindow(self, url: str) -> object:
        return clients.openWindow(url)

    def claim(self) -> object:
        return self._claim(self._registration)

    def given(self, client: object) -> object:
        """A client whose `postMessage` delivers messages as from the app's worker."""
        native = globalThis.Client.prototype.postMessage

        def post(data: object, options: object = None) -> None:
            message = {
                'type': 'terrarium:from-app',
                'scope': self._registration.scope,
                'worker': self._worker,
                'data': data,
            }
            if options is None:
                native.call(client, message)
            else:
                native.call(client, message, options)

        client.postMessage = post
        return client

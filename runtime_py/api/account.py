"""`auth` of `@webcontainer/api`, which signs in at StackBlitz for private packages. A self-hosted machine has no
accounts, so every user is authorized: tokens for private registries are in `.npmrc`. Must not know machines."""

from runtime_py.api.events import Events

LOGGED_OUT = 'logged-out'
EVENTS = [LOGGED_OUT, 'auth-failed']


class Account:
    def __init__(self):
        self._events = Events([])

    def init(self, options: object = None) -> object:
        return {'status': 'authorized'}

    def startAuthFlow(self, options: object = None) -> None:
        """Does nothing: no sign-in page is needed."""

    async def loggedIn(self) -> None:
        """Resolves at once."""

    async def logout(self, options: object = None) -> None:
        self._events.emit(LOGGED_OUT, [])

    def on(self, event: str, listener: object) -> object:
        if event not in EVENTS:
            raise Error(f"Unsupported event type '{event}'.")
        return self._events.on(event, listener)

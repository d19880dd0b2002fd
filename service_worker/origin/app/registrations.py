"""Registrations of the app's own service workers on this origin, by the Service Worker standard: installing -> waiting
-> active, updates, claims.

Our service worker is the browser's; theirs run inside it (worker.py). Pages are notified of every change
(`terrarium:registration`, `terrarium:controller`), which origin/app_page/ turns into `navigator.serviceWorker`. The
registration that controls a client is stored with its home. Must not know fetch events."""

from service_worker.origin.app.clients_given import ClientsGiven, natives
from service_worker.origin.app.registration_given import given_registration
from service_worker.origin.app.scripts import ScriptRefused, fetch_script
from service_worker.origin.app.store import load, put, remove
from service_worker.origin.app.worker import AppWorker
from service_worker.origin.homes import scope_of
from service_worker.origin.lines import has_any, put_under

_registrations = Map()  # scope -> Registration
_loading: dict = {'promise': None, 'is_done': False}
_numbers = {'last': 0}


class Registration:
    """`owner`: the client that registered it last, on whose behalf its workers send requests."""

    def __init__(self, scope: str, kind: str, owner: str):
        self.scope = scope
        self.kind = kind
        self.owner = owner
        self.installed = Promise.resolve(None)
        self.installing = None
        self.waiting = None
        self.active = None
        self.is_gone = False
        self.given = given_registration(self, update, unregister)
        self.given_clients = ClientsGiven(self, '', claim)
        self.queue = Promise.resolve(None)  # registrations and updates are serialized

    def newest(self) -> AppWorker | None:
        return self.installing or self.waiting or self.active

    def state(self) -> object:
        """The form for pages; a larger `number` is newer."""
        _numbers['last'] = Math.max(_numbers['last'] + 1, Date.now())
        return {
            'number': _numbers['last'],
            'scope': self.scope,
            'gone': self.is_gone,
            'installing': told(self.installing),
            'waiting': told(self.waiting),
            'active': told(self.active),
        }


def told(worker: AppWorker | None) -> object:
    return None if worker is None else {'id': worker.id, 'url': worker.url, 'state': worker.state}


# queries


def is_loaded() -> bool:
    return _loading['is_done']


async def loaded() -> None:
    """Resolves when the registrations from before the start of our own worker are loaded."""
    if _loading['promise'] is None:
        _loading['promise'] = _load()
    await _loading['promise']


async def _load() -> None:
    try:
        await has_any()  # pages that bring lines report which clients are under which scope
        for record in await load():
            if not _registrations.has(record.scope):
                await _restore(record)
    except Exception as error:
        console.error('registrations of service workers can not be read', error)
    _loading['is_done'] = True


async def _restore(record: object) -> None:
    registration: object = Registration(record.scope, record.kind, record.owner)
    for slot in ['waiting', 'active']:
        kept = record[slot]
        if kept is not None:
            worker = AppWorker(
                kept.id, kept.url, record.scope, record.kind, Map(kept.scripts), _hooks(registration, kept.id)
            )
            worker.skips_waiting = Boolean(kept.skips)
            worker.state = 'activated' if slot == 'active' else 'installed'
            await worker.restart()
            registration[slot] = worker
    _registrations.set(record.scope, registration)
    _try_activate(registration)  # our own worker may have been stopped midway


async def _keep(registration: object) -> None:
    """Stores it before pages are notified: what a page knows must outlive our own worker."""
    if registration.is_gone:
        return
    record: dict = {'scope': registration.scope, 'kind': registration.kind, 'owner': registration.owner}
    for slot in ['waiting', 'active']:
        worker = registration[slot]
        record[slot] = (
            None
            if worker is None
            else {
                'id': worker.id,
                'url': worker.url,
                'skips': worker.skips_waiting,
                'scripts': list(worker.scripts.entries()),
            }
        )
    try:
        await put(record)
    except Exception as error:
        console.error('a registration of a service worker can not be kept', error)


def match(url: str) -> Registration | None:
    """The registration with the longest scope that contains this address."""
    found = None
    for registration in list(_registrations.values()):
        if url.startswith(registration.scope) and (found is None or len(registration.scope) > len(found.scope)):
            found = registration
    return found


def controlling(client_id: str) -> AppWorker | None:
    scope = scope_of(client_id)
    registration = _registrations.get(scope) if scope != '' else None
    return None if registration is None else registration.active


def worker_of(id: str) -> AppWorker | None:
    for registration in list(_registrations.values()):
        for worker in [registration.installing, registration.waiting, registration.active]:
            if worker is not None and worker.id == id:
                return worker
    return None


def states() -> list:
    return [registration.state() for registration in list(_registrations.values())]


def state_for(client_id: str) -> str:
    """The data that a loading page needs at once: its registration as JSON, '' if there is none."""
    registration = _registrations.get(scope_of(client_id))
    return '' if registration is None or registration.active is None else JSON.stringify(registration.state())


# changes

_ask: dict = {'machine': None}


def use(ask: object) -> None:
    """`ask(request, client)` is a promise of the machine's response, on behalf of this client if the request isn't a
    page's."""
    _ask['machine'] = ask


def _hooks(registration: Registration, id: str) -> object:
    return {
        'registration': registration.given,
        'clients': ClientsGiven(registration, id, claim),
        'skip_waiting': lambda worker: _skip_waiting(registration, worker),
        'ask': lambda request: _ask['machine'](request, registration.owner),
    }


async def register(script: str, scope: str, kind: str, owner: str) -> object:
    """The registration's state, once its new worker is installing. Raises ScriptRefused."""
    await loaded()
    registration = _registrations.get(scope)
    if registration is None:
        registration = Registration(scope, kind, owner)
    registration.kind = kind
    registration.owner = owner
    await _in_turn(registration, lambda: _take(registration, script))
    return registration.state()


def registered(scope: str) -> object:
    """A promise that its newest worker is installed, and active if allowed."""
    registration = _registrations.get(scope)
    return None if registration is None else registration.installed


async def update(registration: Registration) -> None:
    """Raises ScriptRefused when the script can't be fetched."""
    await _in_turn(registration, lambda: _take_newest(registration))


async def _take_newest(registration: Registration) -> None:
    newest = registration.newest()
    if newest is not None and not registration.is_gone:
        await _take(registration, newest.url)


async def _in_turn(registration: Registration, work: object) -> None:
    turn = registration.queue.then(work)
    registration.queue = turn.catch(lambda error: None)
    await turn


async def _take(registration: Registration, url: str) -> None:
    """Fetches the script; installs it if it differs from the newest."""
    found = await fetch_script(url, lambda request: _ask['machine'](request, registration.owner))
    if not registration.scope.startswith(found.widest):
        raise ScriptRefused(
            'SecurityError',
            f"The path of the provided scope ('{registration.scope}') is not under the max scope allowed ('{found.widest}').",
        )
    newest = registration.newest()
    if (
        newest is not None
        and newest.url == url
        and newest.kind == registration.kind
        and newest.scripts.get(url) == found.text
    ):
        return
    id = crypto.randomUUID()
    worker = AppWorker(
        id, url, registration.scope, registration.kind, Map([[url, found.text]]), _hooks(registration, id)
    )
    await worker.evaluate()
    registration.installing = worker
    registration.is_gone = False
    _registrations.set(registration.scope, registration)
    worker.state = 'installing'
    registration.installed = _install(registration, worker)


async def _install(registration: Registration, worker: AppWorker) -> None:
    # the registering page is notified of the registration first
    await Promise(lambda resolve: setTimeout(resolve, 0))
    await _tell(registration, True)
    try:
        await worker.dispatch(ExtendableEvent('install'), keep_alive)
    except Exception as error:
        console.error(error)
        if registration.installing is worker:
            registration.installing = None
        await _end(registration, worker)
        return
    if registration.installing is not worker:
        return
    registration.installing = None
    if registration.waiting is not None:
        await _end(registration, registration.waiting)
    registration.waiting = worker
    worker.state = 'installed'
    await _keep(registration)
    await _tell(registration, False)
    await _try_activate(registration)


async def _end(registration: Registration, worker: AppWorker) -> None:
    worker.state = 'redundant'
    await _tell_of(registration, worker)


async def _try_activate(registration: Registration) -> None:
    """Activates when no page is controlled by the older worker, or the new one skips waiting."""
    worker = registration.waiting
    if worker is None:
        return
    if (
        registration.active is not None
        and not worker.skips_waiting
        and len(await registration.given_clients.controlled()) > 0
    ):
        return
    if registration.waiting is not worker:
        return
    older = registration.active
    registration.waiting = None
    registration.active = worker
    worker.state = 'activating'
    if older is not None:
        older.state = 'redundant'
        await _tell_of(registration, older)
    await _tell(registration, False)
    for client in await registration.given_clients.controlled():
        natives.post(client, {'type': 'terrarium:controller', 'state': registration.state()})
    try:
        await worker.dispatch(ExtendableEvent('activate'), keep_alive)
    except Exception as error:
        console.error(error)  # as in browsers, it is active anyway
    worker.state = 'activated'
    await _keep(registration)
    await _tell(registration, False)


async def _skip_waiting(registration: Registration, worker: AppWorker) -> None:
    worker.skips_waiting = True
    if registration.waiting is worker:
        await _keep(registration)
        await _try_activate(registration)


async def claim(registration: Registration) -> None:
    """All pages in the scope become controlled by the active worker."""
    if registration.active is None:
        raise DOMException('Only the active worker can claim clients.', 'InvalidStateError')
    for client in await natives.all_clients():
        if match(client.url) is registration and scope_of(client.id) != registration.scope:
            put_under(client.id, registration.scope)
            natives.post(client, {'type': 'terrarium:controller', 'state': registration.state()})


async def unregister(registration: Registration) -> bool:
    if registration.is_gone:
        return False
    registration.is_gone = True
    if _registrations.get(registration.scope) is registration:
        _registrations['delete'](registration.scope)
    await remove(registration.scope)
    await _tell(registration, False)
    return True


async def unregister_scope(scope: str) -> bool:
    registration = _registrations.get(scope)
    return False if registration is None else await unregister(registration)


async def update_scope(scope: str) -> object:
    registration = _registrations.get(scope)
    if registration is None:
        raise ScriptRefused('InvalidStateError', 'The registration has been unregistered.')
    await update(registration)
    return registration.state()


async def after_navigation(registration: Registration) -> None:
    """A page in the scope was loaded: a waiting worker may be activated now, and there may be a newer version."""
    await _try_activate(registration)
    try:
        await update(registration)
    except Exception as error:
        console.debug('no update of a service worker', error)


async def _tell(registration: Registration, is_found: bool) -> None:
    await natives.tell_all({'type': 'terrarium:registration', 'state': registration.state(), 'found': is_found})


async def _tell_of(registration: Registration, worker: AppWorker) -> None:
    """Notifies pages of a worker that is in no slot any more."""
    await natives.tell_all({'type': 'terrarium:registration', 'state': registration.state(), 'ended': worker.id})


def keep_alive(_promise: object) -> None:
    """Does nothing: registrations wait only briefly, and pages ping our worker."""
